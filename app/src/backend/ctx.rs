//! Who asks, and with what: the only file that reads the Leptos and axum contexts.

use std::{net::IpAddr, sync::Arc};

use axum::http::{HeaderValue, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use tower_sessions::Session;
use tracing::Instrument;

use super::{
    admin::Counted, clock::Clock, db::Db, links::Links, login::Slowdown, mail::MailSetup, passkeys::Keys,
    passwords::Passwords, signal::Signal,
};
use crate::{
    domain::{PartyId, flash::Flash, language::Language, login::LoginProvider, map::Tiles, time::Millis, user::Person},
    error::{AppError, Result},
};

/// What every use-case works with, made once at the start.
pub struct Services {
    pub db: Db,
    pub clock: Clock,
    pub links: Links,
    pub passwords: Passwords,
    pub slowdown: Slowdown,
    pub keys: Keys,
    /// Where else people may have accounts to log in with.
    pub logins: Arc<[LoginProvider]>,
    pub mail: MailSetup,
    /// How long the owner of a deleted account may come back, in milliseconds; 0 for not at all.
    pub grace: Millis,
    /// The largest picture that may be uploaded, in millions of bytes.
    pub picture_megabytes: u64,
    /// Webhooks may lead into private networks, and need no encryption.
    pub private_webhooks: bool,
    /// Raised after every commit that others may wait for.
    pub signal: Signal,
    /// Pictures of streets for maps.
    pub tiles: Option<Tiles>,
    /// How much there is, for those who look after the site.
    pub counted: Counted,
}

/// Facts about the request that use-cases need.
#[derive(Clone, Debug)]
pub struct RequestFacts {
    /// The client's address, behind trusted proxies too.
    pub address: IpAddr,
    /// The `User-Agent`, cut to 120 characters.
    pub device: String,
    /// Path and query of the page, for links that come back to it.
    pub page: String,
    /// The key of the form: the same key again is the same request again.
    pub key: Option<String>,
    /// Personal links that this browser has opened: party and token.
    pub guest_of: Vec<(PartyId, String)>,
    pub flash: Option<Flash>,
    /// The one of our languages that the browser asks for.
    pub language: Option<Language>,
    /// How many unread notifications the person has.
    pub unread: i64,
    /// The visitor has taken the first of two steps of a login.
    pub second_step: bool,
}

/// One request: the services, the viewer and the facts.
#[derive(Clone)]
pub struct Ctx {
    pub services: Arc<Services>,
    pub user: Option<Person>,
    pub facts: Arc<RequestFacts>,
    pub session: Option<Session>,
}

/// Browsers keep no cookie longer.
const GUEST_COOKIE_DAYS: u32 = 400;

impl Ctx {
    /// Carries out a use-case for the request being answered; an error gives the response its status.
    pub async fn serve<T, F: Future<Output = Result<T>>>(use_case: impl FnOnce(Self) -> F) -> Result<T> {
        let span = tracing::debug_span!(target: "soiree::traces", "use_case", otel.name = name_of(&use_case));
        let result = match Self::current() {
            Ok(ctx) => use_case(ctx).instrument(span).await,
            Err(error) => Err(error),
        };
        result.inspect_err(|error| set_status(error.status()))
    }

    /// The context of the request being answered.
    pub fn current() -> Result<Self> {
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<Self>().cloned()).ok_or(AppError::Internal)
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.services.db
    }

    /// The time of the clock, in milliseconds since 1970.
    pub fn now(&self) -> i64 {
        self.services.clock.now()
    }

    /// What makes addresses, and the secrets in them.
    pub fn links(&self) -> &Links {
        &self.services.links
    }

    /// The logged-in person.
    pub fn user(&self) -> Result<&Person> {
        self.user.as_ref().ok_or(AppError::NotLoggedIn)
    }

    /// The session of the browser. Errors: [`AppError::Internal`] where there is none, as for programs.
    pub fn session(&self) -> Result<&Session> {
        self.session.as_ref().ok_or(AppError::Internal)
    }

    /// The token of the personal link to this party that this browser has opened.
    pub fn guest_token(&self, party: PartyId) -> Option<&str> {
        self.facts.guest_of.iter().find(|(id, _)| *id == party).map(|(_, token)| token.as_str())
    }

    /// Whose keys are whose. Without an account the key alone tells, for nobody can guess it.
    pub fn actor(&self) -> String {
        self.user.as_ref().map(|user| user.id.to_string()).unwrap_or_default()
    }
}

/// The server function in which the use-case stands, for traces: `app::api::board::add`.
fn name_of<T>(use_case: &T) -> &'static str {
    let name = std::any::type_name_of_val(use_case);
    name.split("::{{").next().unwrap_or(name)
}

fn set_status(status: u16) {
    if let (Some(response), Ok(status)) = (use_context::<ResponseOptions>(), axum::http::StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}

/// Sends the browser to another page of this site.
pub fn redirect(path: &str) {
    leptos_axum::redirect(path);
}

/// Sends the browser to another page, which says what happened.
pub fn redirect_with(path: &str, flash: Flash) {
    add_cookie(&flash_cookie(flash));
    redirect(path);
}

/// The cookie that says on the next page what happened.
pub fn flash_cookie(flash: Flash) -> String {
    format!("flash={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60", flash.code())
}

/// Makes this browser the guest of a personal link.
pub fn remember_guest(ctx: &Ctx, party: PartyId, token: &str) {
    add_cookie(&guest_cookie(party, token, ctx.links().secure()));
}

/// The cookie that makes a browser a guest of one party.
pub fn guest_cookie(party: PartyId, token: &str, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    let age = GUEST_COOKIE_DAYS * 86_400;
    format!("guest-{party}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

fn add_cookie(cookie: &str) {
    let response = expect_context::<ResponseOptions>();
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.append_header(header::SET_COOKIE, value);
    }
}
