//! Guests of parties that I host.

use app::{
    backend::{Ctx, guests, invites, rsvps},
    domain::{InviteId, PartyId, api_token::Scope},
    error::AppError,
};
use axum::http::Uri;
use serde::Deserialize;

use super::{
    Caller,
    body::{Asked, At, Sent},
    reply::{Reply, done, found, page},
    types::{Added, AnswerInput, Guest, GuestChange, Guests, NewGuests},
};

/// Which guests.
#[derive(Deserialize)]
pub struct Which {
    answer: Option<String>,
    #[serde(default)]
    search: String,
    after: Option<String>,
}

/// The guest list by name, 50 on a page.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}/guests",
    tag = "guests",
    security(("token" = ["read"])),
    params(
        ("party" = String, Path),
        ("answer" = Option<String>, Query, description = "`pending`, `yes`, `waiting`, `maybe` or `no`"),
        ("search" = Option<String>, Query, description = "Part of a name or e-mail address"),
        ("after" = Option<String>, Query, description = "The `next` of the page before")
    ),
    responses((status = 200, description = "A page of guests", body = Guests))
)]
pub async fn list(caller: Caller, at: At, asked: Uri, Asked(which): Asked<Which>) -> Reply {
    let ctx = caller.may(Scope::Read)?;
    let answer = which.answer.as_deref().map(str::parse).transpose().map_err(|_| AppError::BadRequest)?;
    let list = guests::list(ctx, at.get("party")?, answer, &which.search, which.after.as_deref()).await?;
    let guests = Guests::of(list, caller.lets(Scope::GuestsWrite));
    page(&asked, guests.next.clone().as_deref(), guests)
}

/// Invites guests.
#[utoipa::path(
    post,
    path = "/api/v1/parties/{party}/guests",
    tag = "guests",
    security(("token" = ["guests:write"])),
    params(("party" = String, Path)),
    request_body = NewGuests,
    responses((status = 200, description = "How many are new", body = Added))
)]
pub async fn add(caller: Caller, at: At, Sent(new): Sent<NewGuests>) -> Reply {
    let ctx = caller.may(Scope::GuestsWrite)?;
    let added = invites::add(ctx, at.get("party")?, &new.lines(), true).await?;
    found(Added { added })
}

/// Party and guest of an address.
fn ids(at: &At) -> Result<(PartyId, InviteId), super::Problem> {
    Ok((at.get("party")?, at.get("invite")?))
}

/// The guest; with `links`, also how to get in as them.
async fn guest(ctx: &Ctx, (party, invite): (PartyId, InviteId), links: bool) -> Reply {
    found(Guest::of(guests::one(ctx, party, invite).await?.guest, links))
}

/// One guest.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}/guests/{invite}",
    tag = "guests",
    security(("token" = ["read"])),
    params(("party" = String, Path), ("invite" = String, Path)),
    responses((status = 200, description = "The guest", body = Guest))
)]
pub async fn show(caller: Caller, at: At) -> Reply {
    guest(caller.may(Scope::Read)?, ids(&at)?, caller.lets(Scope::GuestsWrite)).await
}

/// Changes name, address and note of a guest, and whether they are there; what is left out stays as it is.
#[utoipa::path(
    patch,
    path = "/api/v1/parties/{party}/guests/{invite}",
    tag = "guests",
    security(("token" = ["guests:write"])),
    params(("party" = String, Path), ("invite" = String, Path)),
    request_body = GuestChange,
    responses((status = 200, description = "The guest", body = Guest))
)]
pub async fn change(caller: Caller, at: At, Sent(change): Sent<GuestChange>) -> Reply {
    let ctx = caller.may(Scope::GuestsWrite)?;
    let (party, invite) = ids(&at)?;
    if change.name.is_some() || change.email.is_some() {
        let before = guests::one(ctx, party, invite).await?.guest;
        let (name, email) = (change.name.unwrap_or(before.name), change.email.unwrap_or(before.email));
        guests::rename(ctx, party, invite, &name, &email).await?;
    }
    if let Some(note) = change.note {
        guests::set_note(ctx, party, invite, &note).await?;
    }
    if let Some(present) = change.checked_in {
        guests::check_in(ctx, party, invite, present).await?;
    }
    guest(ctx, (party, invite), true).await
}

/// Takes a guest off the list. A place that becomes free goes to the waitlist. A guest who was invited by mail is told by mail.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/guests/{invite}",
    tag = "guests",
    security(("token" = ["guests:write"])),
    params(("party" = String, Path), ("invite" = String, Path)),
    responses((status = 204, description = "The guest is off the list"))
)]
pub async fn remove(caller: Caller, at: At) -> Reply {
    let ctx = caller.may(Scope::GuestsWrite)?;
    let (party, invite) = ids(&at)?;
    guests::remove(ctx, party, invite).await?;
    done()
}

/// Gives a guest a new personal link; the old one no longer works.
#[utoipa::path(
    put,
    path = "/api/v1/parties/{party}/guests/{invite}/link",
    tag = "guests",
    security(("token" = ["guests:write"])),
    params(("party" = String, Path), ("invite" = String, Path)),
    responses((status = 200, description = "The guest with the new link", body = Guest))
)]
pub async fn renew_link(caller: Caller, at: At) -> Reply {
    let ctx = caller.may(Scope::GuestsWrite)?;
    let (party, invite) = ids(&at)?;
    invites::renew(ctx, party, invite).await?;
    guest(ctx, (party, invite), true).await
}

/// Makes the personal link of a guest useless until there is a new one.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/guests/{invite}/link",
    tag = "guests",
    security(("token" = ["guests:write"])),
    params(("party" = String, Path), ("invite" = String, Path)),
    responses((status = 204, description = "The link no longer works"))
)]
pub async fn revoke_link(caller: Caller, at: At) -> Reply {
    let ctx = caller.may(Scope::GuestsWrite)?;
    let (party, invite) = ids(&at)?;
    invites::revoke(ctx, party, invite).await?;
    done()
}

/// Answers for a guest, also after the deadline.
#[utoipa::path(
    put,
    path = "/api/v1/parties/{party}/guests/{invite}/answer",
    tag = "guests",
    security(("token" = ["guests:write"])),
    params(("party" = String, Path), ("invite" = String, Path)),
    request_body = AnswerInput,
    responses((status = 200, description = "The guest", body = Guest))
)]
pub async fn answer(caller: Caller, at: At, Sent(input): Sent<AnswerInput>) -> Reply {
    let ctx = caller.may(Scope::GuestsWrite)?;
    let (party, invite) = ids(&at)?;
    rsvps::answer_for(ctx, party, invite, &input.form()).await?;
    guest(ctx, (party, invite), true).await
}
