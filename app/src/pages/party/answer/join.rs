//! Strangers with the public link put themselves on the list.

use leptos::{either::Either, prelude::*};

use super::{choices, companions, message, words};
use crate::{
    components::{ErrorSummary, PostForm, TextField},
    domain::{PartyId, invite::GuestName, party::PartyPage, rsvp::Answer},
    facts::PageFacts,
};

/// Name, companions, message and answer. It is sent with a reload, for the next page has a personal link to copy.
pub fn join(party: &PartyPage) -> impl IntoView + use<> {
    let id = party.id;
    let question = words::question(party, None);
    let allowed = party.plus_ones;
    view! {
        <section class="answer" id="my-answer" aria-labelledby="answer">
            <PostForm action="/api/rsvps/join" class="stack">
                <ErrorSummary />
                <input type="hidden" name="party" value=id.to_string() />
                // Enter in the name field shall not say yes.
                <button disabled=true hidden=true></button>
                {question}
                {name()}
                {companions(allowed, 0)}
                {message(String::new())}
                {choices(Answer::Pending)}
                <p class="next">{next(id)}</p>
            </PostForm>
        </section>
    }
}

fn name() -> impl IntoView {
    match PageFacts::current().user {
        Some(user) => Either::Left(view! { <p class="muted">"You answer as " <b>{user.name}</b> "."</p> }),
        None => Either::Right(
            view! { <TextField name="name" label="Your name" required=true autocomplete="name" max=GuestName::MAX /> },
        ),
    }
}

fn next(party: PartyId) -> impl IntoView {
    match PageFacts::current().user {
        Some(_) => Either::Left("The party is then among your parties, where you can change your answer."),
        None => Either::Right(view! {
            "You get a link of your own, to change your answer later. Do you have an account? "
            <a href=format!("/login?next=/p/{party}")>"Log in"</a>
            " first."
        }),
    }
}
