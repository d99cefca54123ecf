//! One guest, with all that hosts may do for them.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use super::{
    guests::{badge, fields_of},
    known, party_in_path,
};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, SelectField, TextArea, TextField, load},
    domain::{
        InviteId, PartyId,
        invite::{GuestName, GuestRow, Note},
        mail::{MailKind, MailLine, Retold},
        rsvp::{Answer, Message},
    },
    error::{AppError, Result},
    facts::PageFacts,
    islands::CopyLink,
};

/// A guest's answer, link, note and name.
#[component]
pub fn GuestPage() -> impl IntoView {
    let (party, invite) = (party_in_path(), invite_in_path());
    let loading = async move {
        let party = known(invite.clone().and(party)).await?;
        Ok::<_, AppError>((party, api::invites::one(party, invite?).await?))
    };
    load(loading, |(party, detail)| {
        let guest = detail.guest;
        view! {
            <Head title=format!("{} · {}", guest.name, detail.title) noindex=true />
            <div class="container mid page">
                <a class="back" href=format!("/p/{party}/guests")><Icon name="arrow-left" />"Guests"</a>
                {heading(&guest)}
                <div class="stack loose">
                    {link(party, guest.clone())}
                    {mails(party, &guest, detail.mails, detail.reachable, detail.again)}
                    {answer(party, guest.clone(), detail.plus_ones)}
                    {check_in(party, guest.clone())}
                    {note(party, guest.clone())}
                    {name(party, guest.clone())}
                    {remove(party, guest, detail.told)}
                </div>
            </div>
        }
    })
}

fn invite_in_path() -> Result<InviteId> {
    let id = use_params_map().read_untracked().get("invite").unwrap_or_default();
    id.parse().map_err(|_| AppError::NotFound)
}

/// Which guest a form is about; afterwards it comes back here.
fn fields(party: PartyId, guest: &GuestRow) -> impl IntoView + use<> {
    fields_of(party, guest.id, format!("/p/{party}/guests/{}", guest.id))
}

fn heading(guest: &GuestRow) -> impl IntoView + use<> {
    let username = guest.username.as_ref().map(|username| format!("@{username}"));
    let answered = guest.answered.as_ref().map(|answered| format!("answered {answered}"));
    let seen = if guest.opened { "has opened the link" } else { "has not opened the link yet" };
    let email = (!guest.email.is_empty()).then(|| guest.email.clone());
    let facts: Vec<String> = [username, email, Some(seen.to_owned()), answered].into_iter().flatten().collect();
    view! {
        <div class="page-head">
            <div>
                <h1>{guest.name.clone()}</h1>
                <p>{facts.join(" · ")}</p>
            </div>
            {badge(guest.answer)}
        </div>
    }
}

fn link(party: PartyId, guest: GuestRow) -> impl IntoView {
    let button = |action: &'static str, icon: &'static str, label: &'static str| {
        let fields = fields(party, &guest);
        view! {
            <PostForm action=action>
                <ErrorSummary />
                {fields}
                <button class="btn small"><Icon name=icon />{label}</button>
            </PostForm>
        }
    };
    let renew = button("/api/invites/renew", "refresh", "New link");
    let revoke = guest.link.is_some().then(|| button("/api/invites/revoke", "block", "Revoke link"));
    let shown = match guest.link.clone() {
        Some(link) => Either::Left(view! { <CopyLink link=link label="Only for this guest".to_owned() /> }),
        None => {
            Either::Right(view! { <p class="muted">"The link was revoked. A new one lets the guest in again."</p> })
        }
    };
    view! {
        <section class="panel stack" aria-labelledby="link-heading">
            <h2 id="link-heading">"Personal link"</h2>
            {shown}
            <div class="actions">{renew} {revoke}</div>
        </section>
    }
}

/// What was sent, and ways to send what did not arrive, and the invitation; nothing where there is neither.
fn mails(
    party: PartyId,
    guest: &GuestRow,
    mails: Vec<MailLine>,
    reachable: bool,
    again: Option<Retold>,
) -> Option<impl IntoView + use<>> {
    if mails.is_empty() && !reachable {
        return None;
    }
    let invited = mails.iter().any(|mail| mail.kind == MailKind::Invitation);
    let button = |action: &'static str, label: &'static str| {
        let fields = fields(party, guest);
        view! {
            <PostForm action=action>
                <ErrorSummary />
                {fields}
                <button class="btn small"><Icon name="mail" />{label}</button>
            </PostForm>
        }
    };
    let tell = again.map(|what| {
        let label = match what {
            Retold::Cancelled => "Send cancellation again",
            Retold::Changed => "Send change again",
            Retold::Revived => "Tell again that it takes place",
        };
        button("/api/mail/send_again", label)
    });
    let invites = reachable && guest.link.is_some() && again != Some(Retold::Cancelled);
    let label = if invited { "Send invitation again" } else { "Send invitation" };
    let send = invites.then(|| button("/api/mail/invite_one", label));
    let buttons = (tell.is_some() || send.is_some()).then(|| view! { <div class="actions">{tell} {send}</div> });
    let lines = (!mails.is_empty()).then(|| {
        let line = |mail: MailLine| view! { <li><span>{mail.words()}</span></li> };
        view! { <ul class="rows">{mails.into_iter().map(line).collect_view()}</ul> }
    });
    Some(view! {
        <section class="panel stack" aria-labelledby="mail-heading">
            <h2 id="mail-heading">"Mail"</h2>
            {lines}
            {buttons}
        </section>
    })
}

fn answer(party: PartyId, guest: GuestRow, allowed: i32) -> impl IntoView {
    let option = |code: &str, label: &str| (code.to_owned(), label.to_owned());
    let mut options = vec![option("yes", "Yes"), option("maybe", "Maybe"), option("no", "No")];
    let now = match guest.answer {
        Answer::Pending => {
            options.insert(0, option("", "No answer yet"));
            ""
        }
        Answer::Waiting => "yes",
        given => given.code(),
    };
    // A host may have lowered the limit since.
    let most = allowed.max(guest.plus_ones);
    let plus_ones = guest.plus_ones.to_string();
    let company = move || {
        let options =
            (0..=most).map(|n| (n.to_string(), if n == 0 { "Nobody".to_owned() } else { format!("{n} more") }));
        view! {
            <SelectField name="plus_ones" label="Comes with" options=options.collect() value=plus_ones />
        }
    };
    view! {
        <section class="panel" aria-labelledby="answer-heading">
            <PostForm action="/api/invites/answer_for" class="form">
                <h2 id="answer-heading">"Answer for this guest"</h2>
                <ErrorSummary />
                {fields(party, &guest)}
                <SelectField name="answer" label="Answer" options=options value=now />
                {(most > 0).then(company)}
                <TextArea name="message" label="Message" value=guest.message.clone() rows=2 max=Message::MAX />
                <div class="actions"><button class="btn primary">"Save answer"</button></div>
            </PostForm>
        </section>
    }
}

fn check_in(party: PartyId, guest: GuestRow) -> impl IntoView {
    let (present, words, label) =
        if guest.checked_in { ("", "Is here.", "Undo check-in") } else { ("1", "Not here yet.", "Check in") };
    view! {
        <section class="panel" aria-labelledby="door-heading">
            <PostForm action="/api/invites/check_in" class="form">
                <h2 id="door-heading">"At the door"</h2>
                <ErrorSummary />
                {fields(party, &guest)}
                <input type="hidden" name="present" value=present />
                <div class="row apart">
                    <p>{words}</p>
                    <button class="btn"><Icon name="door" />{label}</button>
                </div>
            </PostForm>
        </section>
    }
}

fn note(party: PartyId, guest: GuestRow) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="note-heading">
            <PostForm action="/api/invites/note" class="form">
                <h2 id="note-heading">"Note"</h2>
                <ErrorSummary />
                {fields(party, &guest)}
                <TextArea
                    name="note"
                    label="What hosts should know"
                    hint="Only hosts see it."
                    value=guest.note.clone()
                    rows=2
                    max=Note::MAX
                />
                <div class="actions"><button class="btn primary">"Save note"</button></div>
            </PostForm>
        </section>
    }
}

fn name(party: PartyId, guest: GuestRow) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="name-heading">
            <PostForm action="/api/invites/rename" class="form">
                <h2 id="name-heading">"Name and e-mail"</h2>
                <ErrorSummary />
                {fields(party, &guest)}
                <TextField name="name" label="Name" value=guest.name.clone() required=true max=GuestName::MAX />
                <TextField name="email" label="E-mail" kind="email" value=guest.email.clone() />
                <div class="actions"><button class="btn primary">"Save name"</button></div>
            </PostForm>
        </section>
    }
}

fn remove(party: PartyId, guest: GuestRow, told: bool) -> impl IntoView {
    const ACTION: &str = "/api/invites/remove";
    let refused = PageFacts::current().refused.is_some_and(|refused| refused.action == ACTION);
    let told = told.then_some(" A mail tells the guest, and takes the party out of their calendar.");
    view! {
        <details class="more" open=refused>
            <summary><Icon name="trash" /><span>"Take off the list"</span></summary>
            <PostForm action=ACTION class="form">
                <ErrorSummary />
                {fields_of(party, guest.id, format!("/p/{party}/guests"))}
                <p>
                    "The answer and the personal link go with it. A place that becomes free goes to the waitlist."
                    {told}
                </p>
                <div class="actions">
                    <button class="btn danger primary">{format!("Take {} off the list", guest.name)}</button>
                </div>
            </PostForm>
        </details>
    }
}
