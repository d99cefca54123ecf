//! Where else people may have accounts to log in with: any number of providers, each with settings of its own name.

use std::fmt;

use anyhow::{Context, Result, bail};
use app::domain::login::LoginProvider;

use super::Env;

const PREFIX: &str = "SOIREE_LOGIN_";
/// What follows the name of a provider.
const SUFFIXES: [&str; 9] = [
    "_LABEL",
    "_CLIENT_ID",
    "_CLIENT_SECRET",
    "_SCOPES",
    "_ISSUER",
    "_AUTHORIZE_URL",
    "_TOKEN_URL",
    "_USER_INFO_URL",
    "_SUBJECT",
];

/// A provider with all that it takes to ask it. It shows its secret nowhere.
#[derive(Clone)]
pub struct LoginSource {
    pub provider: LoginProvider,
    pub client_id: String,
    pub client_secret: Option<String>,
    pub scopes: Vec<String>,
    pub kind: LoginKind,
}

#[derive(Clone, Debug)]
pub enum LoginKind {
    /// OpenID Connect: the issuer tells the rest.
    OpenId { issuer: String },
    /// OAuth 2 with an address that tells who somebody is, in a field of its own choice.
    OAuth2 { authorize: String, token: String, user_info: String, subject: String },
}

impl fmt::Debug for LoginSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginSource")
            .field("provider", &self.provider)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Whether it is the setting of some provider.
pub(super) fn is_setting(name: &str) -> bool {
    let rest = name.strip_prefix(PREFIX).unwrap_or_default();
    SUFFIXES.iter().any(|suffix| rest.strip_suffix(suffix).is_some_and(|provider| !provider.is_empty()))
}

pub(super) fn logins(env: &Env) -> Result<Vec<LoginSource>> {
    let names = env.text("SOIREE_LOGINS");
    names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| source(env, name)).collect()
}

fn source(env: &Env, name: &str) -> Result<LoginSource> {
    if name.len() > 40 || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        bail!("SOIREE_LOGINS: {name:?} is not a name of small letters and digits");
    }
    let setting = |suffix: &str| format!("{PREFIX}{}{suffix}", name.to_uppercase());
    let optional = |suffix: &str| env.optional(&setting(suffix));
    let needed = |suffix: &str| {
        optional(suffix).with_context(|| format!("{} is missing (SOIREE_LOGINS has {name})", setting(suffix)))
    };
    let (kind, scopes) = match optional("_ISSUER") {
        Some(issuer) => (LoginKind::OpenId { issuer }, "email profile"),
        None => {
            let kind = LoginKind::OAuth2 {
                authorize: needed("_AUTHORIZE_URL")?,
                token: needed("_TOKEN_URL")?,
                user_info: needed("_USER_INFO_URL")?,
                subject: optional("_SUBJECT").unwrap_or_else(|| "id".to_owned()),
            };
            (kind, "email")
        }
    };
    let scopes = optional("_SCOPES").unwrap_or_else(|| scopes.to_owned());
    let label = optional("_LABEL").unwrap_or_else(|| format!("{}{}", name[..1].to_uppercase(), &name[1..]));
    Ok(LoginSource {
        provider: LoginProvider { name: name.to_owned(), label },
        client_id: needed("_CLIENT_ID")?,
        client_secret: optional("_CLIENT_SECRET"),
        scopes: scopes.split_whitespace().map(ToOwned::to_owned).collect(),
        kind,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Vec<LoginSource>> {
        logins(&Env::of(variables))
    }

    #[test]
    fn any_number_of_providers() {
        assert!(read(&[]).unwrap().is_empty());
        let sources = read(&[
            ("SOIREE_LOGINS", "example, faces"),
            ("SOIREE_LOGIN_EXAMPLE_ISSUER", "https://login.example"),
            ("SOIREE_LOGIN_EXAMPLE_CLIENT_ID", "soiree"),
            ("SOIREE_LOGIN_FACES_LABEL", "Book of faces"),
            ("SOIREE_LOGIN_FACES_CLIENT_ID", "4711"),
            ("SOIREE_LOGIN_FACES_CLIENT_SECRET", "secret"),
            ("SOIREE_LOGIN_FACES_AUTHORIZE_URL", "https://faces.example/authorize"),
            ("SOIREE_LOGIN_FACES_TOKEN_URL", "https://faces.example/token"),
            ("SOIREE_LOGIN_FACES_USER_INFO_URL", "https://faces.example/me"),
        ])
        .unwrap();
        let labels: Vec<_> = sources.iter().map(|source| source.provider.label.as_str()).collect();
        assert_eq!(labels, ["Example", "Book of faces"]);
        assert!(matches!(&sources[1].kind, LoginKind::OAuth2 { subject, .. } if subject == "id"));
        assert_eq!(sources[0].scopes, ["email", "profile"]);
    }

    #[test]
    fn what_is_missing_is_told() {
        for (variables, missing) in [
            (vec![("SOIREE_LOGINS", "example")], "SOIREE_LOGIN_EXAMPLE_AUTHORIZE_URL"),
            (
                vec![("SOIREE_LOGINS", "example"), ("SOIREE_LOGIN_EXAMPLE_ISSUER", "https://login.example")],
                "SOIREE_LOGIN_EXAMPLE_CLIENT_ID",
            ),
            (vec![("SOIREE_LOGINS", "My Login")], "SOIREE_LOGINS"),
        ] {
            let error = read(&variables).unwrap_err().to_string();
            assert!(error.contains(missing) && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn names_of_settings() {
        assert!(is_setting("SOIREE_LOGIN_GOOGLE_ISSUER") && is_setting("SOIREE_LOGIN_A_CLIENT_SECRET"));
        assert!(
            !is_setting("SOIREE_LOGIN_GOOGLE_ISUER") && !is_setting("SOIREE_LOGIN_ISSUER") && !is_setting("ISSUER")
        );
    }
}
