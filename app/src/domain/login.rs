//! Logging in with an account elsewhere.

use serde::{Deserialize, Serialize};

use super::{
    Form, Problems,
    user::{DisplayName, Email, Username},
};

/// Somewhere else where people have accounts, as the site's settings name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoginProvider {
    /// Its name in addresses.
    pub name: String,
    /// As people know it.
    pub label: String,
}

/// What a provider says of somebody who has logged in there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub provider: LoginProvider,
    /// Together with the subject it never belongs to anybody else.
    pub issuer: String,
    pub subject: String,
    pub email: Option<String>,
    /// Whether the provider has verified the address.
    pub email_verified: bool,
    pub name: String,
}

impl Identity {
    /// The longest issuer and subject, in characters.
    pub const MAX: usize = 255;

    /// The address, if it is one.
    pub fn address(&self) -> Option<Email> {
        Email::parse(self.email.as_deref()?).ok()
    }

    /// The address, if the provider has verified it.
    pub fn verified_address(&self) -> Option<Email> {
        self.address().filter(|_| self.email_verified)
    }

    /// A username made from the address or the name; nothing if neither makes one.
    pub fn suggested_username(&self) -> String {
        let local = self.email.as_deref().and_then(|email| email.split('@').next()).unwrap_or(&self.name);
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
        let name: String = local.to_lowercase().chars().filter(|c| allowed(*c)).take(30).collect();
        Username::parse(&name).map(|name| name.as_str().to_owned()).unwrap_or_default()
    }
}

/// Whether somebody who comes from elsewhere has an account here already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Known {
    /// Nobody has the address.
    No,
    /// Somebody has it, and both sides have verified it: the password connects the two.
    Same,
    /// The same, but the account here has no password to confirm with.
    SameWithoutPassword,
    /// Somebody has it, but it is not sure that it is the same person.
    Unsure,
}

/// Somebody who comes from elsewhere for the first time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Arrival {
    pub identity: Identity,
    pub username: String,
    pub known: Known,
}

/// An account elsewhere that waits to be connected to mine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WaitingLogin {
    pub identity: Identity,
    /// Whether the account here has a password to confirm with.
    pub has_password: bool,
}

/// The form of a new account for somebody who comes from elsewhere, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ArrivalForm {
    pub username: String,
    pub display_name: String,
    /// Where the provider has verified none.
    pub email: String,
}

/// A new account that may be made.
pub struct NewAccount {
    pub username: Username,
    pub display_name: DisplayName,
    pub email: Email,
    pub verified: bool,
}

impl ArrivalForm {
    /// An address that the provider has verified counts, whatever was typed.
    pub fn parse(&self, identity: &Identity) -> Result<NewAccount, Problems> {
        let mut form = Form::default();
        let username = form.field("username", Username::parse(&self.username));
        let display_name = form.field("display_name", DisplayName::parse(&self.display_name));
        let verified = identity.verified_address();
        let typed = if verified.is_none() { form.field("email", Email::parse(&self.email)) } else { None };
        let is_verified = verified.is_some();
        let whole = (|| {
            let email = verified.or(typed)?;
            Some(NewAccount { username: username?, display_name: display_name?, email, verified: is_verified })
        })();
        form.finish(whole)
    }
}

/// My accounts elsewhere, as the settings show them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoginsState {
    /// Those that could be connected.
    pub providers: Vec<LoginProvider>,
    pub logins: Vec<LoginInfo>,
}

/// One account elsewhere.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoginInfo {
    pub id: String,
    pub label: String,
    pub email: Option<String>,
    /// When it was connected and last used, ready to be read.
    pub times: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(email: Option<&str>, email_verified: bool) -> Identity {
        Identity {
            provider: LoginProvider { name: "example".to_owned(), label: "Example".to_owned() },
            issuer: "https://login.example".to_owned(),
            subject: "1".to_owned(),
            email: email.map(ToOwned::to_owned),
            email_verified,
            name: "Zoë Blum".to_owned(),
        }
    }

    #[test]
    fn usernames_are_suggested() {
        assert_eq!(identity(Some("Ana.B+x@example.org"), true).suggested_username(), "ana.bx");
        assert_eq!(identity(None, false).suggested_username(), "zoblum");
        assert_eq!(identity(Some("1@example.org"), true).suggested_username(), "");
    }

    #[test]
    fn only_a_verified_address_counts_by_itself() {
        let form = ArrivalForm {
            username: "zoe".to_owned(),
            display_name: "Zoë".to_owned(),
            email: "typed@example.org".to_owned(),
        };
        let new = form.parse(&identity(Some("told@example.org"), true)).ok().unwrap();
        assert_eq!((new.email.as_str(), new.verified), ("told@example.org", true));
        let new = form.parse(&identity(Some("told@example.org"), false)).ok().unwrap();
        assert_eq!((new.email.as_str(), new.verified), ("typed@example.org", false));
        assert!(ArrivalForm::default().parse(&identity(None, true)).is_err());
    }
}
