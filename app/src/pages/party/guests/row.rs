//! One guest in the list.

use leptos::{either::Either, prelude::*};

use crate::{
    components::{Avatar, ErrorSummary, Icon, PostForm},
    domain::{InviteId, PartyId, invite::GuestRow, mail::MailLine, rsvp::Answer},
    facts::PageFacts,
    islands::CopyLink,
};

/// A guest with everything that is needed at the door and for sharing the link. `here` is the page of the list.
pub fn row(party: PartyId, here: &str, guest: GuestRow) -> impl IntoView + use<> {
    if guest.hidden {
        return Either::Left(hidden(party, here, guest));
    }
    let path = format!("/p/{party}/guests/{}", guest.id);
    Either::Right(view! {
        <li class="guest" id=format!("guest-{}", guest.id)>
            <Avatar name=guest.name.clone() photo=guest.photo />
            <div class="who-is">
                <a class="name" href=path.clone()>{guest.name.clone()}</a>
                <span class="note">{remarks(&guest)}</span>
                {guest.mail.as_ref().map(mail_line)}
            </div>
            {badge(guest.answer)}
            {check_in(party, here, &guest)}
            <details>
                <summary class="btn round" aria-label=format!("Link for {}", guest.name)><Icon name="dots" /></summary>
                <div class="guest-panel">
                    {link(&guest)}
                    <div class="actions">
                        <a class="btn small" href=path><Icon name="edit" />"Answer, note, link"</a>
                    </div>
                </div>
            </details>
        </li>
    })
}

/// What became of the last mail; one that did not arrive stands out.
fn mail_line(mail: &MailLine) -> impl IntoView + use<> {
    let icon = if mail.failed() { "warn" } else { "mail" };
    let class = if mail.failed() { "note mail-line failed" } else { "note mail-line" };
    view! { <span class=class><Icon name=icon />{mail.words()}</span> }
}

/// A guest whom the host must not see: the place that is taken, and a way to free it.
fn hidden(party: PartyId, here: &str, guest: GuestRow) -> impl IntoView + use<> {
    let (id, next) = (guest.id, here.to_owned());
    let told = PageFacts::current().mail.then_some(" If they were invited by mail, they are told by mail.");
    view! {
        <li class="guest" id=format!("guest-{id}")>
            <Avatar name="?" photo=None />
            <div class="who-is">
                <span class="name">{guest.name.clone()}</span>
                <span class="note">{remarks(&guest)}</span>
            </div>
            {badge(guest.answer)}
            <details>
                <summary class="btn round" aria-label=format!("More about: {}", guest.name)><Icon name="dots" /></summary>
                <div class="guest-panel">
                    <p class="small">"You blocked this guest, or they blocked you. The place stays theirs until you take it back." {told}</p>
                    <PostForm action="/api/invites/remove" subject=id.to_string()>
                        <ErrorSummary />
                        {fields_of(party, id, next)}
                        <button class="btn small danger"><Icon name="trash" />"Take off the list"</button>
                    </PostForm>
                </div>
            </details>
        </li>
    }
}

/// A guest on paper.
pub fn printed_row(guest: GuestRow) -> impl IntoView {
    view! {
        <li class="guest">
            <Avatar name=guest.name.clone() photo=guest.photo />
            <div class="who-is">
                <span class="name">{guest.name.clone()}</span>
                <span class="note">{remarks(&guest)}</span>
            </div>
            {badge(guest.answer)}
        </li>
    }
}

/// What a guest said, in colour.
pub fn badge(answer: Answer) -> impl IntoView {
    let (kind, icon) = match answer {
        Answer::Pending => (None, None),
        Answer::Yes => (Some("yes"), Some("check")),
        Answer::Waiting => (Some("waitlist"), Some("hourglass")),
        Answer::Maybe => (Some("maybe"), Some("maybe")),
        Answer::No => (Some("no"), Some("cross")),
    };
    let icon = icon.map(|name| view! { <Icon name=name /> });
    view! { <span class="badge" data-answer=kind>{icon}{answer.label()}</span> }
}

/// Which guest a form is about, and where to go afterwards.
pub fn fields_of(party: PartyId, invite: InviteId, next: String) -> impl IntoView {
    view! {
        <input type="hidden" name="party" value=party.to_string() />
        <input type="hidden" name="invite" value=invite.to_string() />
        <input type="hidden" name="next" value=next />
    }
}

fn check_in(party: PartyId, here: &str, guest: &GuestRow) -> impl IntoView + use<> {
    let (present, pressed, icon, label) =
        if guest.checked_in { ("", "true", "check", "Here") } else { ("1", "false", "door", "Check in") };
    let (id, name) = (guest.id, guest.name.clone());
    let next = format!("{here}#guest-{id}");
    view! {
        <PostForm action="/api/invites/check_in" class="check-in" subject=id.to_string()>
            <ErrorSummary />
            {fields_of(party, id, next)}
            <input type="hidden" name="present" value=present />
            <button class="btn small" aria-pressed=pressed>
                <Icon name=icon />
                {label}
                <span class="sr-only">", " {name}</span>
            </button>
        </PostForm>
    }
}

fn link(guest: &GuestRow) -> impl IntoView + use<> {
    match guest.link.clone() {
        Some(link) => Either::Left(view! { <CopyLink link=link label="Personal link".to_owned() /> }),
        None => Either::Right(view! { <p class="muted">"The personal link was revoked."</p> }),
    }
}

/// `with 2 more · “We bring cheese!” · Vegetarian`
fn remarks(guest: &GuestRow) -> String {
    let company = (guest.plus_ones > 0).then(|| format!("with {} more", guest.plus_ones));
    let message = (!guest.message.is_empty()).then(|| format!("“{}”", guest.message));
    let note = (!guest.note.is_empty()).then(|| guest.note.clone());
    let moved_up = guest.moved_up.then(|| "moved up from the waitlist".to_owned());
    let seen = (guest.answer == Answer::Pending && guest.opened).then(|| "has seen the invitation".to_owned());
    [company, message, note, moved_up, seen].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_name_what_is_there() {
        let mut guest = GuestRow {
            id: InviteId::new(),
            name: "Ana".to_owned(),
            email: String::new(),
            username: None,
            photo: None,
            answer: Answer::Pending,
            plus_ones: 0,
            message: String::new(),
            note: String::new(),
            link: None,
            opened: true,
            checked_in: false,
            answered: None,
            answered_at: None,
            moved_up: false,
            mail: None,
            hidden: false,
        };
        assert_eq!(remarks(&guest), "has seen the invitation");
        guest.answer = Answer::Yes;
        assert_eq!(remarks(&guest), "");
        guest.plus_ones = 2;
        guest.message = "Cheese!".to_owned();
        guest.note = "Vegetarian".to_owned();
        assert_eq!(remarks(&guest), "with 2 more · “Cheese!” · Vegetarian");
    }
}
