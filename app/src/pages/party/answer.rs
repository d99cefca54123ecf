//! The answer: one tap, and what happens next.

mod closed;
mod join;
mod link;
mod words;

use leptos::{either::EitherOf4, prelude::*};

pub use self::link::claim_banner;
use crate::{
    components::{ErrorSummary, FormScope, Icon, PostForm, SelectField, TextArea},
    domain::{
        live::Topic,
        party::{MyInvite, PartyPage},
        rsvp::{Answer, Message},
    },
    islands::LiveForm,
};

/// The answer of this viewer, and the link that brings them back.
pub fn answer(party: &PartyPage) -> impl IntoView + use<> {
    let mine = party.mine.as_ref().filter(|mine| answers_here(party, mine));
    match (party.closed, mine) {
        (None, Some(mine)) => EitherOf4::A(view! {
            {own(party, mine)}
            {link::keep(party, mine)}
        }),
        (None, None) if !party.role.manages() => EitherOf4::B(join::join(party)),
        (Some(closed), mine) if mine.is_some() || !party.role.manages() => {
            EitherOf4::C(closed::closed(party, closed, mine))
        }
        _ => EitherOf4::D(()),
    }
}

/// A host who tries out a guest's link does not answer for the guest here.
fn answers_here(party: &PartyPage, mine: &MyInvite) -> bool {
    !(party.role.manages() && mine.claimable)
}

fn own(party: &PartyPage, mine: &MyInvite) -> impl IntoView + use<> {
    let id = party.id.to_string();
    let (state, next) = (words::state(party, mine), words::next(party, mine));
    let (answer, fields) = (mine.answer, Fields::of(party, mine));
    view! {
        <LiveForm>
            <section class="answer" id="my-answer" data-live="" data-topic=Topic::Answers.code() aria-labelledby="answer">
                <PostForm action="/api/rsvps/answer" class="stack">
                    <ErrorSummary />
                    <input type="hidden" name="party" value=id />
                    {state}
                    {choices(answer)}
                    {fields.view()}
                    <p class="next">{next}</p>
                </PostForm>
            </section>
        </LiveForm>
    }
}

/// Three buttons; the answer so far is pressed.
fn choices(so_far: Answer) -> impl IntoView {
    let button = |code: &'static str, icon: &'static str, label: &'static str, pressed: bool| {
        let pressed = if pressed { "true" } else { "false" };
        view! {
            <button class="choice" name="answer" value=code aria-pressed=pressed><Icon name=icon />{label}</button>
        }
    };
    view! {
        <div class="choices">
            {button("yes", "check", "Yes", matches!(so_far, Answer::Yes | Answer::Waiting))}
            {button("maybe", "maybe", "Maybe", so_far == Answer::Maybe)}
            {button("no", "cross", "No", so_far == Answer::No)}
        </div>
    }
}

/// Companions and a message, beside the answer so far.
struct Fields {
    answer: Answer,
    plus_ones: i32,
    allowed: i32,
    message: String,
}

impl Fields {
    fn of(party: &PartyPage, mine: &MyInvite) -> Self {
        Self { answer: mine.answer, plus_ones: mine.plus_ones, allowed: party.plus_ones, message: mine.message.clone() }
    }

    /// In sight for those who come; in a drawer for all others.
    fn view(self) -> impl IntoView {
        let scope = FormScope::current();
        let wrong = ["plus_ones", "message"].iter().any(|name| scope.problem(name).is_some());
        let answer = self.answer;
        let title = if self.allowed > 0 { "Plus-one or message" } else { "A word for the host" };
        let fields = view! {
            {companions(self.allowed, self.plus_ones)}
            {message(self.message)}
            {save(answer)}
        };
        if matches!(answer, Answer::Yes | Answer::Waiting) {
            return fields.into_any();
        }
        view! {
            <details class="more" open=wrong>
                <summary>
                    <span>{title}</span>
                </summary>
                <div class="form">{fields}</div>
            </details>
        }
        .into_any()
    }
}

/// How many a guest may bring, if any.
fn companions(allowed: i32, chosen: i32) -> Option<impl IntoView> {
    let label = |count| match count {
        0 => "Just me".to_owned(),
        count => format!("Me and {count} more"),
    };
    let options = (0..=allowed).map(|count| (count.to_string(), label(count))).collect();
    let chosen = chosen.min(allowed).to_string();
    (allowed > 0)
        .then(|| view! { <SelectField name="plus_ones" label="Who comes with you?" options=options value=chosen /> })
}

fn message(so_far: String) -> impl IntoView {
    view! { <TextArea name="message" label="A word for the host" value=so_far rows=2 max=Message::MAX /> }
}

/// Keeps the answer and saves the rest; whoever has not answered yet taps an answer.
fn save(so_far: Answer) -> impl IntoView {
    let code = match so_far {
        Answer::Pending => return view! { <p class="hint">"Then tap your answer above."</p> }.into_any(),
        Answer::Yes | Answer::Waiting => "yes",
        Answer::Maybe => "maybe",
        Answer::No => "no",
    };
    view! { <button class="btn" name="answer" value=code>"Save changes"</button> }.into_any()
}
