//! OAuth 2 (RFC 6749) with PKCE, for providers without OpenID Connect: an address of theirs tells who somebody is.

use anyhow::{Context, Result, bail};
use app::domain::login::Identity;
use data_encoding::BASE64URL_NOPAD;
use reqwest::{RequestBuilder, Url, header};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    Begun,
    providers::{Logins, Started},
};
use crate::config::LoginSource;

pub(super) fn begin(logins: &Logins, source: &LoginSource, authorize: &str) -> Result<Started> {
    let (state, verifier) = (random(), random());
    let challenge = BASE64URL_NOPAD.encode(&Sha256::digest(verifier.as_bytes()));
    let (redirect_url, scopes) = (logins.redirect_url(source), source.scopes.join(" "));
    let fields: [(&str, &str); 7] = [
        ("response_type", "code"),
        ("client_id", source.client_id.as_str()),
        ("redirect_uri", redirect_url.as_str()),
        ("scope", scopes.as_str()),
        ("state", state.as_str()),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ];
    let address = Url::parse_with_params(authorize, fields)?;
    Ok(Started { address: address.into(), state, nonce: String::new(), verifier })
}

/// Asks for a token, and with it who it is; the last of the three is the field that tells.
pub(super) async fn end(
    logins: &Logins,
    source: &LoginSource,
    [token, user_info, subject]: [&str; 3],
    begun: &Begun,
    code: &str,
) -> Result<Identity> {
    let redirect_url = logins.redirect_url(source);
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", redirect_url.as_str()),
        ("client_id", source.client_id.as_str()),
        ("code_verifier", begun.verifier.as_str()),
    ];
    if let Some(secret) = &source.client_secret {
        fields.push(("client_secret", secret.as_str()));
    }
    let answer = ask(logins.http()?.post(token).form(&fields)).await.context("the code was not taken")?;
    let access = answer["access_token"].as_str().context("there is no token")?;
    let told = ask(logins.http()?.get(user_info).bearer_auth(access)).await.context("there is no user info")?;
    identity(source, user_info, subject, &told)
}

fn identity(source: &LoginSource, user_info: &str, subject: &str, told: &Value) -> Result<Identity> {
    let subject = match &told[subject] {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => bail!("{subject} is missing in the user info"),
    };
    let flag = |name: &str| told[name].as_bool().unwrap_or(false);
    Ok(Identity {
        provider: source.provider.clone(),
        issuer: issuer(user_info)?,
        subject,
        email: told["email"].as_str().map(ToOwned::to_owned),
        email_verified: flag("email_verified") || flag("verified_email"),
        name: told["name"].as_str().unwrap_or_default().to_owned(),
    })
}

/// Whose subjects they are: the address that tells them, for one host may have several who count from one.
fn issuer(user_info: &str) -> Result<String> {
    let mut address = Url::parse(user_info)?;
    address.set_query(None);
    address.set_fragment(None);
    Ok(address.into())
}

/// The answer in JSON. What an error says is not told to anybody: it may hold secrets.
async fn ask(request: RequestBuilder) -> Result<Value> {
    let response = request.header(header::ACCEPT, "application/json").send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

fn random() -> String {
    BASE64URL_NOPAD.encode(&rand::random::<[u8; 32]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_on_one_host_are_two() {
        let issuer = |address: &str| issuer(address).unwrap();
        assert_eq!(issuer("https://id.example/one/me?fields=id,name#x"), "https://id.example/one/me");
        assert_eq!(issuer("HTTPS://ID.example:443/one/me"), issuer("https://id.example/one/me"));
        assert_ne!(issuer("https://id.example/one/me"), issuer("https://id.example/two/me"));
    }
}
