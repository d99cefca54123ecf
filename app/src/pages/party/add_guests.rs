//! Adding guests: what was understood is shown before it is done.

use leptos::{either::Either, prelude::*};

use super::{
    guests::{known_form, lines_form},
    known, party_in_path,
};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, load},
    domain::{
        PartyId,
        invite::{Guest, GuestsToAdd, Line, Reading},
    },
    error::AppError,
    facts::PageFacts,
};

const ACTION: &str = "/api/invites/add";

/// The form for adding guests, and, once it was sent, what its lines were understood as.
#[component]
pub fn AddGuestsPage() -> impl IntoView {
    let party = party_in_path();
    let refused = PageFacts::current().refused.filter(|refused| refused.action == ACTION);
    let unconfirmed = refused.filter(|refused| refused.error == AppError::Unconfirmed);
    let text = unconfirmed.as_ref().and_then(|refused| refused.value("lines")).unwrap_or_default().to_owned();
    let loading = async move {
        let party = known(party).await?;
        Ok::<_, AppError>((party, api::invites::to_add(party, text.clone()).await?, text))
    };
    load(loading, |(party, GuestsToAdd { lines, people }, text)| {
        view! {
            <Head title="Add guests" noindex=true />
            <div class="container mid page">
                <a class="back" href=format!("/p/{party}/guests")><Icon name="arrow-left" />"Guests"</a>
                {match lines.is_empty() {
                    true => Either::Left(view! {
                        <div class="page-head"><h1>"Add guests"</h1></div>
                        <div class="stack loose">{lines_form(party)} {known_form(party, people)}</div>
                    }),
                    false => Either::Right(preview(party, text, lines)),
                }}
            </div>
        }
    })
}

fn preview(party: PartyId, text: String, lines: Vec<Line>) -> impl IntoView {
    let (mut new, mut doubled, mut unclear) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        match line.reading {
            Reading::New(guest) => new.push(named(&guest)),
            Reading::Duplicate(_) => {
                doubled.push((line.text, "On the list already, or twice in your lines".to_owned()))
            }
            Reading::NotUnderstood(problem) => unclear.push((line.text, problem.to_string())),
        }
    }
    let count = new.len();
    view! {
        <div class="page-head">
            <div>
                <h1>"Check the list"</h1>
                <p>"Nothing is added until you say so."</p>
            </div>
        </div>
        <div class="panel stack loose">
            {table(["Name", "E-mail or account"], new, move || badge("badge ok", "check", format!("{count} ready to add")))}
            {
                let count = doubled.len();
                table(["Line", "Why"], doubled, move || badge("badge warn", "users", format!("{count} already there")))
            }
            {
                let count = unclear.len();
                table(["Line", "Why"], unclear, move || badge("badge bad", "warn", format!("{count} not understood")))
            }
            {confirm(party, text, count)}
        </div>
        <section class="section" aria-labelledby="change">
            <h2 id="change">"Change the list"</h2>
            {lines_form(party)}
        </section>
    }
}

fn confirm(party: PartyId, text: String, count: usize) -> impl IntoView {
    let label = if count == 1 { "Add 1 guest".to_owned() } else { format!("Add {count} guests") };
    view! {
        <PostForm action=ACTION subject="confirm" page=format!("/p/{party}/guests/add")>
            <ErrorSummary />
            <input type="hidden" name="party" value=party.to_string() />
            <input type="hidden" name="lines" value=text />
            <input type="hidden" name="confirmed" value="1" />
            <div class="actions">
                <button class="btn primary">{label}</button>
                <a class="btn" href="#lines">"Change the list"</a>
            </div>
        </PostForm>
    }
}

/// Rows of two cells; nothing if there are none.
fn table<V: IntoView>(
    headings: [&'static str; 2],
    rows: Vec<(String, String)>,
    caption: impl FnOnce() -> V,
) -> Option<impl IntoView> {
    if rows.is_empty() {
        return None;
    }
    let row = |(first, second): (String, String)| view! { <tr><td>{first}</td><td>{second}</td></tr> };
    Some(view! {
        <table class="preview">
            <caption>{caption()}</caption>
            <thead><tr><th scope="col">{headings[0]}</th><th scope="col">{headings[1]}</th></tr></thead>
            <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    })
}

fn badge(class: &'static str, icon: &'static str, text: String) -> impl IntoView {
    view! { <span class=class><Icon name=icon />{text}</span> }
}

fn named(guest: &Guest) -> (String, String) {
    match guest {
        Guest::User(username) => (format!("@{}", username.as_str()), "Account here".to_owned()),
        Guest::Named { name, email } => {
            let email = email.as_ref().map_or("none", |email| email.as_str());
            (name.to_string(), email.to_owned())
        }
    }
}
