//! Calling a party off, and on again.

use leptos::prelude::*;

use super::{managed, party_in_path};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, RadioField, load},
    domain::{party::PartyPage as Party, series::Scope},
    error::AppError,
    facts::PageFacts,
};

/// What the page asks, of a party that is on or off.
struct Question {
    action: &'static str,
    title: &'static str,
    words: &'static str,
    button: &'static str,
    class: &'static str,
    back: &'static str,
}

const CANCEL: Question = Question {
    action: "/api/parties/cancel",
    title: "Cancel this party?",
    words: "The page stays, with a note on top, and takes no more answers. You can bring the party back later.",
    button: "Cancel the party",
    class: "btn danger primary",
    back: "Keep it",
};

const REVIVE: Question = Question {
    action: "/api/parties/revive",
    title: "Bring this party back?",
    words: "The note goes away, and all answers are as they were.",
    button: "Bring it back",
    class: "btn primary",
    back: "Leave it cancelled",
};

/// Asks before it cancels or revives.
#[component]
pub fn CancelPartyPage() -> impl IntoView {
    let party = party_in_path();
    let loading = async move {
        let party = managed(party).await?;
        let dates = api::series::show(party.id).await?.dates;
        let later = dates.iter().any(|date| date.first_entry > party.first_entry && date.cancelled == party.cancelled);
        Ok::<_, AppError>((party, later))
    };
    load(loading, |(party, later)| ask(&party, if party.cancelled { REVIVE } else { CANCEL }, later))
}

/// `later`: there are later dates for which the same may be asked.
fn ask(party: &Party, question: Question, later: bool) -> impl IntoView + use<> {
    let id = party.id;
    let mail = match (PageFacts::current().mail, party.cancelled) {
        (true, false) => " Guests with an e-mail address who know of it get a mail.",
        (true, true) => " Guests who got a mail about the cancellation get another one. Please tell the others.",
        (false, true) => " Tell your guests, for nobody else does.",
        (false, false) => "",
    };
    view! {
        <Head title=format!("{} · {}", question.title, party.title) noindex=true />
        <div class="sheet">
            <a class="back" href=format!("/p/{id}")><Icon name="arrow-left" />{party.title.clone()}</a>
            <PostForm action=question.action class="panel form">
                <header>
                    <h1>{question.title}</h1>
                    <p>{question.words} {mail}</p>
                </header>
                <ErrorSummary />
                <input type="hidden" name="party" value=id.to_string() />
                {later.then(which_dates)}
                <div class="actions">
                    <button class=question.class>{question.button}</button>
                    <a class="btn quiet" href=format!("/p/{id}")>{question.back}</a>
                </div>
            </PostForm>
        </div>
    }
}

/// For parties that repeat.
fn which_dates() -> impl IntoView {
    let options: Vec<_> = Scope::ALL.iter().map(|scope| (scope.code().to_owned(), scope.label().to_owned())).collect();
    view! { <RadioField name="scope" label="Which dates?" options=options value=Scope::This.code() /> }
}
