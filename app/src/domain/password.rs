//! What a password may be (after NIST SP 800-63B: length and a list of common ones, no composition rules).

use super::Problem;

/// A password that satisfies the policy. It shows itself nowhere.
#[derive(Clone)]
pub struct Password(String);

/// The most common passwords, lower case, one a line, of 8 characters and more.
const COMMON: &str = include_str!("common_passwords.txt");

impl Password {
    /// The fewest characters.
    pub const MIN: usize = 8;
    /// The most characters.
    pub const MAX: usize = 128;

    /// Accepts 8–128 characters of any kind that are neither common nor contain one of `personal` (names, address).
    pub fn parse(text: &str, personal: &[&str]) -> Result<Self, Problem> {
        let length = text.chars().count();
        let lower = text.to_lowercase();
        if text.is_empty() {
            Err(Problem::Missing)
        } else if length < Self::MIN {
            Err(Problem::TooShort { min: Self::MIN })
        } else if length > Self::MAX {
            Err(Problem::TooLong { max: Self::MAX })
        } else if is_common(&lower) {
            Err(Problem::CommonPassword)
        } else if personal.iter().any(|name| contains_name(&lower, name)) {
            Err(Problem::PasswordHasYourName)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// The password itself, to be hashed.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Common as it is, or one character over and over.
fn is_common(lower: &str) -> bool {
    let first = lower.chars().next();
    COMMON.lines().any(|common| common == lower) || lower.chars().all(|c| Some(c) == first)
}

/// Very short names are no secret worth guarding, and would forbid too much.
fn contains_name(lower: &str, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    let local = name.split('@').next().unwrap_or_default();
    [name.as_str(), local].iter().any(|part| part.chars().count() >= 3 && lower.contains(part))
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Problem {
        Password::parse(text, &["ana", "ana.b@example.org", "Ana Blum"]).expect_err(text)
    }

    #[test]
    fn length() {
        assert_eq!(problem("short"), Problem::TooShort { min: 8 });
        assert_eq!(problem(&"x1".repeat(65)), Problem::TooLong { max: 128 });
        assert!(Password::parse("pässwörtchen ☕", &[]).is_ok());
    }

    #[test]
    fn common_and_personal() {
        for common in ["password", "12345678", "Password1", "qwertyuiop", "aaaaaaaaaa"] {
            assert_eq!(problem(common), Problem::CommonPassword, "{common}");
        }
        for personal in ["i-am-ana-1", "ANA.B rocks", "xxana blumxx"] {
            assert_eq!(problem(personal), Problem::PasswordHasYourName, "{personal}");
        }
    }

    #[test]
    fn never_shown() {
        assert_eq!(format!("{:?}", Password::parse("correct horse", &[]).unwrap()), "Password(…)");
    }
}
