//! Reading environment variables.

use std::{collections::HashMap, fmt::Display, ops::RangeInclusive, str::FromStr};

use anyhow::{Result, bail};

use super::{SETTINGS, logins};

/// Read by Compose and by the scripts around the server, not by the server.
const TOOLING: [&str; 8] = [
    "SOIREE_BENCH_",
    "SOIREE_BUILD_",
    "SOIREE_COUNTS",
    "SOIREE_DOMAIN",
    "SOIREE_E2E_",
    "SOIREE_RUN_",
    "SOIREE_TEST_",
    "SOIREE_TOOLS",
];

/// The variables of an environment.
pub struct Env(HashMap<String, String>);

impl Env {
    /// Those of this process. A `NAME_FILE` variable names a file that holds the value, for secrets.
    pub fn of_process() -> Result<Self> {
        let mut variables = HashMap::new();
        for (name, value) in std::env::vars() {
            match name.strip_suffix("_FILE").filter(|name| is_setting(name)) {
                Some(setting) => {
                    let text =
                        std::fs::read_to_string(&value).map_err(|error| anyhow::anyhow!("{name}: {value}: {error}"))?;
                    variables.insert(setting.to_owned(), text.trim().to_owned());
                }
                None => {
                    variables.insert(name, value);
                }
            }
        }
        Ok(Self(variables))
    }

    /// Given ones, for tests.
    pub fn of(variables: &[(&str, &str)]) -> Self {
        Self(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    /// A misspelt setting is an error, not a surprise.
    pub fn check_names(&self) -> Result<()> {
        let known = |name: &str| is_setting(name) || TOOLING.iter().any(|prefix| name.starts_with(prefix));
        match self.0.keys().find(|name| name.starts_with("SOIREE_") && !known(name)) {
            Some(name) => bail!("{name} is not a setting; .env.example lists them all"),
            None => Ok(()),
        }
    }

    /// The value, or nothing where it is not set or empty.
    pub fn optional(&self, name: &str) -> Option<String> {
        self.0.get(name).filter(|value| !value.is_empty()).cloned()
    }

    /// The value or its default.
    pub fn text(&self, name: &str) -> String {
        let default = SETTINGS.iter().find(|setting| setting.name == name).and_then(|setting| setting.default);
        self.optional(name).unwrap_or_else(|| default.unwrap_or_default().to_owned())
    }

    /// A number within bounds.
    pub fn number<T: FromStr + PartialOrd + Display>(&self, name: &str, range: RangeInclusive<T>) -> Result<T> {
        let text = self.text(name);
        match text.parse() {
            Ok(number) if range.contains(&number) => Ok(number),
            _ => bail!("{name}: {text:?} is not a number from {} to {}", range.start(), range.end()),
        }
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str) -> Result<bool> {
        match self.text(name).as_str() {
            "true" | "1" | "yes" => Ok(true),
            "false" | "0" | "no" => Ok(false),
            other => bail!("{name}: {other:?} is neither true nor false"),
        }
    }
}

fn is_setting(name: &str) -> bool {
    SETTINGS.iter().any(|setting| setting.name == name) || logins::is_setting(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn the_defaults_are_right() {
        let config = Config::read(&Env::of(&[])).unwrap();
        assert_eq!(config.database.url, "sqlite:data/soiree.db");
        assert_eq!(config.uploads.max_bytes, 25_000_000);
    }

    #[test]
    fn a_wrong_setting_is_told_in_one_line() {
        for (name, value) in [
            ("SOIREE_ADDRESS", "here"),
            ("SOIREE_BASE_URL", "party.example.org"),
            ("SOIREE_BASE_URL", "https://example.org/parties"),
            ("SOIREE_DATABASE_URL", "mongodb://localhost"),
            ("SOIREE_STORAGE", "tape"),
            ("SOIREE_STORAGE", "s3"),
            ("SOIREE_UPLOAD_MB", "0"),
            ("SOIREE_REPLY_ADDRESS", "replies"),
            ("SOIREE_REPLY_ADDRESS", "far.too.long.for.a.mark.to.fit@example.org"),
            ("SOIREE_REPLY_MAILBOX", "/var/mail/replies"),
            ("SOIREE_WEBHOOKS_PRIVATE", "perhaps"),
            ("SOIREE_MAP_TILES", "https://tiles.example.org"),
            ("SOIREE_MAP_TILES", "https://tiles.example.org; script-src */{z}/{x}/{y}"),
            ("SOIREE_LOG_FORMAT", "xml"),
            ("SOIREE_METRICS_ADDRESS", "9100"),
            ("SOIREE_METRICS_TOKEN", "secret"),
            ("SOIREE_BACKUP_HOURS", "daily"),
            ("SOIREE_ADRESS", "127.0.0.1:3000"),
        ] {
            let error = Config::read(&Env::of(&[(name, value)])).unwrap_err().to_string();
            assert!(error.contains("SOIREE_") && !error.contains('\n'), "{name}: {error}");
        }
    }
}
