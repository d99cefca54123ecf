//! What hosts have on the party page.

use leptos::{either::Either, prelude::*};

use crate::{
    components::Icon,
    domain::{
        invite::Counts,
        live::Topic,
        party::{PartyPage, Role, Visibility},
        rsvp::Closed,
    },
    facts::PageFacts,
    islands::CopyLink,
};

/// Ways to everything that hosts decide.
pub fn bar(party: &PartyPage) -> impl IntoView + use<> {
    let id = party.id;
    let link = |page: &str, class: &'static str, icon: &'static str, label: &'static str| {
        view! { <a class=class href=format!("/p/{id}/{page}")><Icon name=icon />{label}</a> }
    };
    let cancel = if party.cancelled { ("refresh", "Bring back") } else { ("cross", "Cancel party") };
    let mail = PageFacts::current().mail.then(|| link("mail", "btn quiet", "mail", "Mail"));
    let delete = (party.role == Role::Host).then(|| link("delete", "btn quiet", "trash", "Delete"));
    view! {
        <nav class="manage" aria-label="Manage this party">
            {link("guests", "btn quiet", "users", "Guests")}
            {link("edit", "btn quiet", "edit", "Edit")}
            {mail}
            {link("hosts", "btn quiet", "crown", "Hosts")}
            {link("duplicate", "btn quiet", "copy", "Duplicate")}
            {link("repeat", "btn quiet", "calendar", "Dates")}
            {link("cancel", "btn quiet push", cancel.0, cancel.1)}
            {delete}
        </nav>
    }
}

/// The link to share, and how many have answered.
pub fn invite_people(party: &PartyPage) -> impl IntoView + use<> {
    let ended = matches!(party.closed, Some(Closed::Cancelled | Closed::Over));
    let heading = if ended { "Answers" } else { "Invite people" };
    let note = match party.closed {
        Some(Closed::DeadlinePassed) => {
            Some("The deadline has passed. You can still answer for guests in the guest list.")
        }
        Some(Closed::Paused) => Some("You take no answers right now. Change that in the form behind Edit."),
        _ => None,
    };
    let answered = party.counts.as_ref().map(answered);
    view! {
        <section class="answer" id="invite-people" data-topic=Topic::Answers.code() aria-labelledby="invite">
            <h2 id="invite">{heading}</h2>
            {(!ended).then(|| share(party))}
            {answered.map(|answered| view! { <p class="next">{answered}</p> })}
            {note.map(|note| view! { <p class="next">{note}</p> })}
        </section>
    }
}

fn share(party: &PartyPage) -> impl IntoView + use<> {
    let link = match party.visibility {
        Visibility::Link => Either::Left(view! {
            <CopyLink link=party.share_link.clone() label="Link for everybody".to_owned() />
        }),
        Visibility::Invited => Either::Right(view! {
            <p class="muted">"Only invited guests see this page. Each gets a link of their own, from the guest list."</p>
        }),
    };
    view! {
        {link}
        <a class="btn primary block" href=format!("/p/{}/guests/add", party.id)>
            <Icon name="plus" />
            "Add guests by name"
        </a>
    }
}

/// `14 yes · 3 maybe · 2 no · 5 have not answered.`
fn answered(counts: &Counts) -> String {
    let pending = match counts.pending {
        0 => "everybody has answered".to_owned(),
        1 => "1 has not answered".to_owned(),
        pending => format!("{pending} have not answered"),
    };
    match counts.all() {
        0 => "Nobody is invited yet.".to_owned(),
        _ => format!("{} yes · {} maybe · {} no · {pending}.", counts.yes, counts.maybe, counts.no),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_answers() {
        let counts = Counts { yes: 2, pending: 1, ..Counts::default() };
        assert_eq!(answered(&counts), "2 yes · 0 maybe · 0 no · 1 has not answered.");
        assert_eq!(answered(&Counts::default()), "Nobody is invited yet.");
    }
}
