//! Passkeys, the second factor, and recovery codes.

use serde::{Deserialize, Serialize};

use super::text::{line, text};

text!(
    /// What its owner calls a passkey.
    PasskeyName, line, max 60
);

/// Passkeys that an account may have.
pub const MOST_PASSKEYS: u64 = 20;
/// Recovery codes that are made at once.
pub const CODES: usize = 10;

/// My passkeys, as the settings show them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasskeysState {
    /// Whether this site can have passkeys: they belong to a name, not to a bare address.
    pub possible: bool,
    pub keys: Vec<PasskeyInfo>,
    /// A password alone does not get me in.
    pub second_factor: bool,
    /// Recovery codes that were not used.
    pub codes_left: u64,
    /// Codes that were just made; shown for a few minutes.
    pub codes: Vec<String>,
    /// Whether the account has a password to confirm with.
    pub has_password: bool,
}

/// One passkey.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PasskeyInfo {
    pub id: String,
    pub name: String,
    /// When it was made, ready to be read.
    pub made: String,
    /// When it was last used, ready to be read; nothing if never.
    pub last_used: Option<String>,
}

/// A recovery code as typed, in the form in which it is compared: without dashes, spaces and capitals.
pub fn plain_code(typed: &str) -> String {
    typed.chars().filter(char::is_ascii_alphanumeric).take(40).collect::<String>().to_ascii_lowercase()
}

/// A code as it is written down: `a1b2-c3d4-e5f6`.
pub fn written_code(plain: &str) -> String {
    let digits: Vec<char> = plain.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_however_they_are_typed() {
        assert_eq!(written_code("a1b2c3d4e5f6"), "a1b2-c3d4-e5f6");
        for typed in ["a1b2-c3d4-e5f6", " A1B2 C3D4 E5F6\n", "a1b2c3d4e5f6"] {
            assert_eq!(plain_code(typed), "a1b2c3d4e5f6");
        }
        assert_eq!(plain_code(&"x".repeat(1_000)).len(), 40);
        assert_eq!(plain_code("–"), "");
    }
}
