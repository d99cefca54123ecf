//! The providers of the settings, and how they are asked.

use std::{collections::HashMap, error::Error, sync::Mutex, time::Duration};

use anyhow::{Context, Result};
use app::{
    domain::{
        login::{Identity, LoginProvider},
        time::Millis,
    },
    error::AppError,
};
use openidconnect::{
    HttpClientError,
    core::{CoreProviderMetadata, CoreRequestTokenError},
};
use tokio::time::Instant;

use super::{Begun, oauth2, open_id};
use crate::config::{LoginKind, LoginSource};

/// Providers answer within this time, or the login has failed.
const TIMEOUT: Duration = Duration::from_secs(10);

/// All providers.
pub struct Logins {
    sources: Vec<LoginSource>,
    /// Nothing where nobody is to be asked.
    http: Option<reqwest::Client>,
    base: String,
    /// What issuers have told of themselves, and when.
    pub(super) discovered: Mutex<HashMap<String, (Instant, CoreProviderMetadata)>>,
}

impl Logins {
    /// `base` is the site's address without a slash at the end.
    pub fn new(sources: &[LoginSource], base: &str) -> Self {
        let http = (!sources.is_empty()).then(http).transpose().unwrap_or_else(|error| {
            tracing::error!(%error, "logins elsewhere do not work");
            None
        });
        Self { sources: sources.to_vec(), http, base: base.to_owned(), discovered: Mutex::default() }
    }

    /// As pages show them.
    pub fn providers(&self) -> Vec<LoginProvider> {
        self.sources.iter().map(|source| source.provider.clone()).collect()
    }

    /// The address to send the browser to, and what to remember. Errors: [`AppError::NotFound`] for an unknown provider,
    /// [`AppError::LoginFailed`].
    pub(super) async fn begin(&self, name: &str, next: String, now: Millis) -> Result<(String, Begun), AppError> {
        let source = self.find(name)?;
        let begun = match &source.kind {
            LoginKind::OpenId { issuer } => open_id::begin(self, source, issuer).await,
            LoginKind::OAuth2 { authorize, .. } => oauth2::begin(self, source, authorize),
        };
        let started = begun.map_err(|error| failed(source, &error))?;
        let Started { address, state, nonce, verifier } = started;
        Ok((address, Begun { provider: name.to_owned(), state, nonce, verifier, next, since: now }))
    }

    /// Who has come back. Errors: [`AppError::LoginFailed`].
    pub(super) async fn end(&self, begun: &Begun, code: String) -> Result<Identity, AppError> {
        let source = self.find(&begun.provider)?;
        let identity = match &source.kind {
            LoginKind::OpenId { issuer } => open_id::end(self, source, issuer, begun, code).await,
            LoginKind::OAuth2 { token, user_info, subject, .. } => {
                oauth2::end(self, source, [token.as_str(), user_info.as_str(), subject.as_str()], begun, &code).await
            }
        };
        identity.map_err(|error| failed(source, &error))
    }

    fn find(&self, name: &str) -> Result<&LoginSource, AppError> {
        self.sources.iter().find(|source| source.provider.name == name).ok_or(AppError::NotFound)
    }

    pub(super) fn http(&self) -> Result<&reqwest::Client> {
        self.http.as_ref().context("there is no way to ask")
    }

    /// Where the provider sends browsers back to.
    pub(super) fn redirect_url(&self, source: &LoginSource) -> String {
        format!("{}/login/with/{}/back", self.base, source.provider.name)
    }
}

/// A login that begins: where the browser goes, and what only this site knows.
pub(super) struct Started {
    pub address: String,
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Redirects are not followed: a provider might send this server to its own neighbours.
fn http() -> reqwest::Result<reqwest::Client> {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    client.timeout(TIMEOUT).user_agent("Soiree").build()
}

fn failed(source: &LoginSource, error: &anyhow::Error) -> AppError {
    tracing::warn!(error = loggable(error), provider = %source.provider.name, "a login elsewhere failed");
    AppError::LoginFailed
}

/// Our own words, and a cause that is known to hold nothing of an answer: names and tokens may stand there.
fn loggable(error: &anyhow::Error) -> String {
    let cause = error.chain().skip(1).find_map(harmless);
    cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

/// The code of a refusal (RFC 6749, 5.2), or why nothing came over the network.
fn harmless(cause: &(dyn Error + 'static)) -> Option<String> {
    type Http = HttpClientError<reqwest::Error>;
    if let Some(CoreRequestTokenError::ServerResponse(refusal)) = cause.downcast_ref::<CoreRequestTokenError<Http>>() {
        return Some(refusal.error().to_string());
    }
    match cause.downcast_ref::<Http>() {
        Some(HttpClientError::Reqwest(error)) => Some(error.to_string()),
        _ => cause.downcast_ref::<reqwest::Error>().map(ToString::to_string),
    }
}
