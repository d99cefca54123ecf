//! Links that are mailed to prove that an address can be read, and to get in with it.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::time::{HOUR, MINUTE, Millis};

/// What a mailed link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenKind {
    /// The address of an account is its owner's.
    Verify,
    /// A new password.
    Reset,
    /// Logging in without a password.
    MagicLink,
    /// The owner of the address so far agrees to another one.
    OldAddress,
    /// The new address can be read.
    NewAddress,
}

impl TokenKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Verify, Self::Reset, Self::MagicLink, Self::OldAddress, Self::NewAddress];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::MagicLink => "magic_link",
            Self::OldAddress => "old_address",
            Self::NewAddress => "new_address",
        }
    }

    /// Whether its address becomes that of an account.
    pub fn gives_an_address(self) -> bool {
        matches!(self, Self::Verify | Self::NewAddress)
    }

    /// How long the link works, in milliseconds.
    pub fn lifetime(self) -> Millis {
        match self {
            Self::MagicLink => 15 * MINUTE,
            Self::Reset => HOUR,
            Self::Verify | Self::OldAddress | Self::NewAddress => 24 * HOUR,
        }
    }

    /// The page that the link opens.
    pub fn path(self, secret: &str) -> String {
        match self {
            Self::Verify => format!("/verify/{secret}"),
            Self::Reset => format!("/login/reset/{secret}"),
            Self::MagicLink => format!("/login/link/{secret}"),
            Self::OldAddress | Self::NewAddress => format!("/address/{secret}"),
        }
    }
}

impl FromStr for TokenKind {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.code() == code).ok_or(())
    }
}

/// A link that still works, as its page shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OpenLink {
    pub kind: TokenKind,
    /// The address that it is about.
    pub email: String,
    pub username: String,
    /// How the person is called.
    pub name: String,
    pub proof: Proof,
}

/// What has to be shown besides that the mail can be read. Somebody else may have made an account with my address, or want
/// it for theirs: a click alone would give them what was sent to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// Nothing: the visitor is logged in to the account, or the link is the proof.
    Click,
    /// The password of the account.
    Password,
    /// The account has no password: somebody has to be logged in to it.
    LogIn,
}

/// The address of an account, as the settings show it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct AddressState {
    pub email: String,
    pub verified: bool,
    /// Whether this site sends mail: without, nothing can be verified.
    pub mail: bool,
    /// Whether the account has a password to confirm with.
    pub has_password: bool,
    pub change: Option<AddressChange>,
}

/// A change of address that waits for its confirmations.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AddressChange {
    pub email: String,
    pub old_confirmed: bool,
    pub new_confirmed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_read_as_they_are_written() {
        for kind in TokenKind::ALL {
            assert_eq!(kind.code().parse(), Ok(kind));
            assert!(kind.code().len() <= 16 && kind.lifetime() <= 24 * HOUR);
            assert!(kind.path("secret").ends_with("/secret"));
        }
        assert_eq!("password".parse::<TokenKind>(), Err(()));
    }
}
