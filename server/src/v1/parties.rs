//! Parties.

use app::{
    backend::{Ctx, parties},
    domain::{PartyId, api_token::Scope, party::Tab, series},
    error::AppError,
};
use axum::http::Uri;
use serde::Deserialize;

use super::{
    Caller,
    body::{Asked, At, Sent},
    reply::{Reply, done, found, made, page},
    types::{Parties, Party, PartyInput},
};

/// Which of my parties.
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    tab: Option<String>,
    after: Option<String>,
}

/// What was typed so that nothing is deleted by mistake.
#[derive(Deserialize)]
pub struct Typed {
    title: String,
}

/// My parties, 20 on a page: those to come the soonest first, those that are over the latest first.
#[utoipa::path(
    get,
    path = "/api/v1/parties",
    tag = "parties",
    security(("token" = ["read"])),
    params(
        ("tab" = Option<String>, Query, description = "`invited` (as if left out), `confirmed`, `hosting` or `past`"),
        ("after" = Option<String>, Query, description = "The `next` of the page before")
    ),
    responses((status = 200, description = "A page of parties", body = Parties))
)]
pub async fn list(caller: Caller, asked: Uri, Asked(which): Asked<Which>) -> Reply {
    let ctx = caller.may(Scope::Read)?;
    let tab = match which.tab.as_deref() {
        None => Tab::default(),
        Some(code) => code.parse().map_err(|_| AppError::BadRequest)?,
    };
    let parties = Parties::from(parties::list(ctx, tab, which.after.as_deref()).await?);
    page(&asked, parties.next.clone().as_deref(), parties)
}

/// Makes a party that I host. A title, a time zone and the first entry are enough.
#[utoipa::path(
    post,
    path = "/api/v1/parties",
    tag = "parties",
    security(("token" = ["parties:write"])),
    request_body = PartyInput,
    responses((status = 201, description = "The new party", body = Party))
)]
pub async fn create(caller: Caller, Sent(input): Sent<PartyInput>) -> Reply {
    let ctx = caller.may(Scope::PartiesWrite)?;
    let form = input.fill(Default::default()).map_err(AppError::from)?;
    let id = parties::create(ctx, form.parse().map_err(AppError::from)?).await?;
    made(&format!("/api/v1/parties/{id}"), party(ctx, id).await?)
}

async fn party(ctx: &Ctx, id: PartyId) -> Result<Party, AppError> {
    parties::show(ctx, id).await.map(Party::from)
}

/// A party, as far as I may see it.
#[utoipa::path(
    get,
    path = "/api/v1/parties/{party}",
    tag = "parties",
    security(("token" = ["read"])),
    params(("party" = String, Path)),
    responses((status = 200, description = "The party", body = Party))
)]
pub async fn show(caller: Caller, at: At) -> Reply {
    let ctx = caller.may(Scope::Read)?;
    found(party(ctx, at.get("party")?).await?)
}

/// Changes a party that I host; what is left out stays as it is.
#[utoipa::path(
    patch,
    path = "/api/v1/parties/{party}",
    tag = "parties",
    security(("token" = ["parties:write"])),
    params(("party" = String, Path)),
    request_body = PartyInput,
    responses((status = 200, description = "The party", body = Party))
)]
pub async fn change(caller: Caller, at: At, Sent(input): Sent<PartyInput>) -> Reply {
    let ctx = caller.may(Scope::PartiesWrite)?;
    let id: PartyId = at.get("party")?;
    let mut form = parties::form(ctx, id).await?;
    // The form names the cover that is there; nothing is done about it here.
    form.cover = String::new();
    let tell = input.tell_guests.unwrap_or(true);
    let form = input.fill(form).map_err(AppError::from)?;
    parties::update(ctx, id, form.parse().map_err(AppError::from)?, tell).await?;
    found(party(ctx, id).await?)
}

/// Deletes a party that I host, with its guests and its board. Guests who were invited by mail are told by mail.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}",
    tag = "parties",
    security(("token" = ["parties:write"])),
    params(
        ("party" = String, Path),
        ("title" = String, Query, description = "Its title, so that nothing is deleted by mistake")
    ),
    responses((status = 204, description = "It is gone"))
)]
pub async fn delete(caller: Caller, at: At, Asked(typed): Asked<Typed>) -> Reply {
    parties::delete(caller.may(Scope::PartiesWrite)?, at.get("party")?, &typed.title).await?;
    done()
}

/// Calls a party off that I host. Its guests are told.
#[utoipa::path(
    put,
    path = "/api/v1/parties/{party}/cancellation",
    tag = "parties",
    security(("token" = ["parties:write"])),
    params(("party" = String, Path)),
    responses((status = 204, description = "It is called off"))
)]
pub async fn cancel(caller: Caller, at: At) -> Reply {
    parties::cancel(caller.may(Scope::PartiesWrite)?, at.get("party")?, series::Scope::This).await?;
    done()
}

/// Takes a cancellation back.
#[utoipa::path(
    delete,
    path = "/api/v1/parties/{party}/cancellation",
    tag = "parties",
    security(("token" = ["parties:write"])),
    params(("party" = String, Path)),
    responses((status = 204, description = "It is on again"))
)]
pub async fn revive(caller: Caller, at: At) -> Reply {
    parties::revive(caller.may(Scope::PartiesWrite)?, at.get("party")?, series::Scope::This).await?;
    done()
}
