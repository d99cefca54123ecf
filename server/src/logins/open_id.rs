//! OpenID Connect: discovery, a code with PKCE, an ID token with a nonce.

use std::{sync::PoisonError, time::Duration};

use anyhow::{Context, Result, anyhow, ensure};
use app::domain::login::Identity;
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse,
    core::{CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata, CoreUserInfoClaims},
};
use tokio::time::Instant;

use super::{
    Begun,
    providers::{Logins, Started},
};
use crate::config::LoginSource;

/// How long it is believed what an issuer has told of itself; its keys change now and then.
const BELIEVED: Duration = Duration::from_secs(3600);

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

pub(super) async fn begin(logins: &Logins, source: &LoginSource, issuer: &str) -> Result<Started> {
    let client = client(logins, source, issuer).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (address, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scopes(source.scopes.iter().cloned().map(Scope::new))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Started {
        address: address.to_string(),
        state: state.into_secret(),
        nonce: nonce.secret().clone(),
        verifier: verifier.into_secret(),
    })
}

pub(super) async fn end(
    logins: &Logins,
    source: &LoginSource,
    issuer: &str,
    begun: &Begun,
    code: String,
) -> Result<Identity> {
    let client = client(logins, source, issuer).await?;
    let tokens = client
        .exchange_code(AuthorizationCode::new(code))?
        .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier.clone()))
        .request_async(logins.http()?)
        .await
        .context("the code was not taken")?;
    let id_token = tokens.id_token().context("there is no ID token")?;
    let nonce = Nonce::new(begun.nonce.clone());
    let verifier = client.id_token_verifier();
    let claims = id_token.claims(&verifier, &nonce).inspect_err(|_| forget(logins, issuer));
    let claims = claims.map_err(|error| anyhow!("the ID token is not right: {error}"))?;
    if let Some(expected) = claims.access_token_hash() {
        let (algorithm, key) = (id_token.signing_alg()?, id_token.signing_key(&verifier)?);
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)?;
        ensure!(actual == *expected, "the access token is not the one of the ID token");
    }
    let mut identity = from_token(source, claims);
    if identity.email.is_none() || identity.name.is_empty() {
        // Many providers tell no more than the subject in the token.
        let more = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()));
        if let Ok(request) = more {
            let more: CoreUserInfoClaims =
                request.request_async(logins.http()?).await.context("there is no user info")?;
            add(&mut identity, &more);
        }
    }
    Ok(identity)
}

async fn client(logins: &Logins, source: &LoginSource, issuer: &str) -> Result<Client> {
    let metadata = metadata(logins, issuer).await;
    let metadata = metadata.map_err(|error| anyhow!("the issuer does not tell what it needs: {error:#}"))?;
    let secret = source.client_secret.clone().map(ClientSecret::new);
    let client = CoreClient::from_provider_metadata(metadata, ClientId::new(source.client_id.clone()), secret);
    Ok(client.set_redirect_uri(RedirectUrl::new(logins.redirect_url(source))?))
}

async fn metadata(logins: &Logins, issuer: &str) -> Result<CoreProviderMetadata> {
    let kept = logins.discovered.lock().unwrap_or_else(PoisonError::into_inner).get(issuer).cloned();
    if let Some((_, metadata)) = kept.filter(|(since, _)| since.elapsed() < BELIEVED) {
        return Ok(metadata);
    }
    let metadata = CoreProviderMetadata::discover_async(IssuerUrl::new(issuer.to_owned())?, logins.http()?).await?;
    let mut discovered = logins.discovered.lock().unwrap_or_else(PoisonError::into_inner);
    discovered.insert(issuer.to_owned(), (Instant::now(), metadata.clone()));
    Ok(metadata)
}

/// The keys of the issuer may have changed: the next login asks for them again.
fn forget(logins: &Logins, issuer: &str) {
    logins.discovered.lock().unwrap_or_else(PoisonError::into_inner).remove(issuer);
}

fn from_token(source: &LoginSource, claims: &CoreIdTokenClaims) -> Identity {
    Identity {
        provider: source.provider.clone(),
        issuer: claims.issuer().as_str().to_owned(),
        subject: claims.subject().as_str().to_owned(),
        email: claims.email().map(|email| email.as_str().to_owned()),
        email_verified: claims.email_verified().unwrap_or(false),
        name: claims.name().and_then(|name| name.get(None)).map(|name| name.as_str().to_owned()).unwrap_or_default(),
    }
}

fn add(identity: &mut Identity, more: &CoreUserInfoClaims) {
    if identity.email.is_none() {
        identity.email = more.email().map(|email| email.as_str().to_owned());
        identity.email_verified = more.email_verified().unwrap_or(false);
    }
    if identity.name.is_empty() {
        let name = more.name().and_then(|name| name.get(None));
        identity.name = name.map(|name| name.as_str().to_owned()).unwrap_or_default();
    }
}
