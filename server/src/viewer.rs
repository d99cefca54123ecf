//! Who asks: makes the context of a request from session, cookies, address and clock.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use app::{
    backend::{
        Ctx,
        ctx::RequestFacts,
        entities::users,
        mail,
        passkeys::PATIENCE,
        sessions::{PENDING, PLACE, Pending},
    },
    domain::{PartyId, UserId, flash::Flash, language::Language, network, time::Millis, user::Person},
    error::AppError,
    facts::PageFacts,
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    middleware::Next,
    response::Response,
};
use sea_orm::EntityTrait;
use tower_sessions::Session;

use crate::{
    imaging::READS_HEIC,
    pages,
    rate::ClientAddress,
    security::Nonce,
    session::{PERSON, UNREAD},
    state::AppState,
};

/// Sent with requests for a page that only refreshes what stands open: what the page says once is not for them.
pub const LIVE: &str = "x-live";
/// Browsers keep fewer cookies of one site.
const GUEST_COOKIES: usize = 200;
/// A session that is in use is renewed at most so often, in milliseconds.
const RENEW: Millis = 10 * 60_000;

/// Puts [`Ctx`] and [`PageFacts`] into the request.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let ctx = match context(&state, &parts).await {
        Ok(ctx) => ctx,
        Err(error) => return pages::error(&state, parts, error).await,
    };
    let had_flash = ctx.facts.flash.is_some();
    parts.extensions.insert(page_facts(&ctx, &parts));
    parts.extensions.insert(ctx);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if had_flash && is_page {
        let said = HeaderValue::from_static("flash=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
        response.headers_mut().append(header::SET_COOKIE, said);
    }
    response
}

/// The context of a request.
pub async fn context(state: &AppState, parts: &Parts) -> Result<Ctx, AppError> {
    let session = parts.extensions.get::<Session>().cloned();
    let address = parts.extensions.get::<ClientAddress>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |client| client.0);
    let (user, unread) = match &session {
        Some(session) => person(state, session, address).await?,
        None => (None, 0),
    };
    let header = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let facts = RequestFacts {
        address,
        device: header(header::USER_AGENT).unwrap_or_default().chars().take(120).collect(),
        page: parts.uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        key: None,
        guest_of: guest_cookies(&parts.headers),
        flash: cookies(&parts.headers)
            .find(|(name, _)| *name == "flash" && !parts.headers.contains_key(LIVE))
            .and_then(|(_, code)| code.parse::<Flash>().ok()),
        language: header(header::ACCEPT_LANGUAGE).and_then(Language::preferred),
        unread,
        second_step: user.is_none() && has_begun(state, session.as_ref()).await?,
    };
    Ok(Ctx { services: state.services.clone(), user, facts: Arc::new(facts), session })
}

/// The person who has just logged in: the session knows the account, not yet the person.
pub async fn newly_logged_in(ctx: Ctx) -> Result<Ctx, AppError> {
    let user: Option<UserId> = ctx.session()?.get("user").await.map_err(|_| AppError::Unavailable)?;
    let Some(user) = user else { return Ok(ctx) };
    let row = users::Entity::find_by_id(user.0).one(ctx.db().read()).await?;
    Ok(Ctx { user: row.map(|row| row.viewer()), ..ctx })
}

/// What pages know of the request.
pub fn page_facts(ctx: &Ctx, parts: &Parts) -> PageFacts {
    PageFacts {
        page: ctx.facts.page.clone(),
        nonce: nonce(parts),
        base: ctx.links().base().to_owned(),
        now: ctx.now(),
        user: ctx.user.clone(),
        flash: ctx.facts.flash,
        unread: ctx.facts.unread,
        mail: mail::enabled(ctx),
        picture_megabytes: ctx.services.picture_megabytes,
        reads_heic: READS_HEIC,
        passkeys: ctx.services.keys.possible(),
        logins: ctx.services.logins.clone(),
        second_step: ctx.facts.second_step,
        ..PageFacts::default()
    }
}

/// The person of the session, which counts as used now and from there, and how many notifications are unread.
async fn person(state: &AppState, session: &Session, address: IpAddr) -> Result<(Option<Person>, i64), AppError> {
    let person: Option<Person> = session.get(PERSON).await.map_err(unavailable)?;
    if person.is_some() {
        let now = state.services.clock.now();
        let seen: Option<Millis> = session.get("seen").await.map_err(unavailable)?;
        let (before, place) = (session.get::<String>(PLACE).await.map_err(unavailable)?, network::place(address));
        if seen.is_none_or(|seen| now - seen > RENEW) || before.as_ref() != Some(&place) {
            session.insert("seen", now).await.map_err(unavailable)?;
            session.insert(PLACE, place).await.map_err(unavailable)?;
        }
    }
    let unread: Option<i64> = session.get(UNREAD).await.map_err(unavailable)?;
    Ok((person, unread.unwrap_or_default()))
}

/// Whether the visitor has taken the first of two steps of a login.
async fn has_begun(state: &AppState, session: Option<&Session>) -> Result<bool, AppError> {
    let Some(session) = session else { return Ok(false) };
    let pending: Option<Pending> = session.get(PENDING).await.map_err(unavailable)?;
    let now = state.services.clock.now();
    Ok(pending.is_some_and(|pending| now - pending.since <= PATIENCE))
}

fn unavailable(error: tower_sessions::session::Error) -> AppError {
    tracing::error!(%error, "the session cannot be read");
    AppError::Unavailable
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}

/// Parties of which this browser is a guest, with the tokens.
fn guest_cookies(headers: &HeaderMap) -> Vec<(PartyId, String)> {
    let guest = |(name, token): (&str, &str)| Some((name.strip_prefix("guest-")?.parse().ok()?, token.to_owned()));
    cookies(headers).filter_map(guest).take(GUEST_COOKIES).collect()
}

/// The nonce of the response to this request.
pub fn nonce(parts: &Parts) -> String {
    parts.extensions.get::<Nonce>().map(|nonce| nonce.0.clone()).unwrap_or_default()
}
