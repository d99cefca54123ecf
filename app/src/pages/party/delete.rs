//! Deleting a party.

use leptos::{either::Either, prelude::*};

use super::{managed, party_in_path};
use crate::{
    components::{ErrorSummary, Head, Icon, PostForm, TextField, load},
    domain::{
        party::{PartyPage as Party, PartyTitle, Role},
        rsvp::Closed,
    },
    facts::PageFacts,
};

/// Asks for the title before it deletes.
#[component]
pub fn DeletePartyPage() -> impl IntoView {
    load(managed(party_in_path()), |party| {
        let inside =
            if party.role == Role::Host { Either::Left(ask(&party)) } else { Either::Right(not_yours(&party)) };
        view! {
            <Head title=format!("Delete · {}", party.title) noindex=true />
            <div class="sheet">
                <a class="back" href=format!("/p/{}", party.id)><Icon name="arrow-left" />{party.title.clone()}</a>
                {inside}
            </div>
        }
    })
}

fn ask(party: &Party) -> impl IntoView + use<> {
    let id = party.id;
    let title = party.title.clone();
    let invitations = match party.counts.map_or(0, |counts| counts.all()) {
        0 => "Its page goes away.".to_owned(),
        1 => "One invitation goes with it.".to_owned(),
        count => format!("{count} invitations go with it."),
    };
    let cancel = (!party.cancelled).then(|| {
        view! { " To only call it off, " <a href=format!("/p/{id}/cancel")>"cancel it"</a> " instead." }
    });
    let to_come = !party.cancelled && party.closed != Some(Closed::Over);
    let told = (to_come && PageFacts::current().mail)
        .then_some("Guests who were invited by mail are told by mail, which takes the party out of their calendars.");
    view! {
        <PostForm action="/api/parties/delete" class="panel form">
            <header>
                <h1>"Delete this party?"</h1>
                <p>{invitations} " This cannot be undone." {cancel}</p>
                {told.map(|words| view! { <p>{words}</p> })}
            </header>
            <ErrorSummary />
            <input type="hidden" name="party" value=id.to_string() />
            <TextField name="title" label="Type the name of the party" hint=title required=true autocomplete="off" max=PartyTitle::MAX />
            <div class="actions">
                <button class="btn danger primary">"Delete for good"</button>
                <a class="btn quiet" href=format!("/p/{id}")>"Keep it"</a>
            </div>
        </PostForm>
    }
}

/// Co-hosts may do everything but this.
fn not_yours(party: &Party) -> impl IntoView + use<> {
    let id = party.id;
    let host = super::people::the_host(party);
    view! {
        <div class="panel form">
            <header>
                <h1>"Delete this party?"</h1>
                <p>"Only hosts delete a party, and you are a co-host. Ask " {host} ", or call it off."</p>
            </header>
            <div class="actions">
                <a class="btn" href=format!("/p/{id}/cancel")>"Cancel the party"</a>
                <a class="btn quiet" href=format!("/p/{id}")>"Back"</a>
            </div>
        </div>
    }
}
