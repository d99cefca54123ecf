//! The table of settings. `.env.example` is tested against it.

/// One environment variable.
pub struct Setting {
    pub name: &'static str,
    /// Used where the variable is not set; nothing where there is no default.
    pub default: Option<&'static str>,
}

const fn setting(name: &'static str, default: &'static str) -> Setting {
    Setting { name, default: Some(default) }
}

const fn unset(name: &'static str) -> Setting {
    Setting { name, default: None }
}

/// Every setting that Soirée reads.
pub const SETTINGS: &[Setting] = &[
    setting("SOIREE_ADDRESS", "127.0.0.1:3000"),
    unset("PORT"),
    setting("SOIREE_BASE_URL", "http://127.0.0.1:3000"),
    setting("SOIREE_DATA", "data"),
    setting("SOIREE_SITE", "target/site"),
    unset("SOIREE_SECRET"),
    unset("SOIREE_DATABASE_URL"),
    setting("SOIREE_DATABASE_CONNECTIONS", "10"),
    setting("SOIREE_STORAGE", "local"),
    unset("SOIREE_S3_BUCKET"),
    unset("SOIREE_S3_ENDPOINT"),
    unset("SOIREE_S3_PUBLIC_ENDPOINT"),
    setting("SOIREE_S3_REGION", "us-east-1"),
    setting("SOIREE_S3_PATH_STYLE", "false"),
    unset("SOIREE_S3_ACCESS_KEY"),
    unset("SOIREE_S3_SECRET_KEY"),
    unset("SOIREE_CDN_URL"),
    setting("SOIREE_UPLOAD_MB", "25"),
    setting("SOIREE_PHOTO_MB", "50"),
    setting("SOIREE_PHOTO_MEGAPIXELS", "100"),
    setting("SOIREE_KEEP_ORIGINALS", "true"),
    unset("SOIREE_MAP_TILES"),
    unset("SOIREE_MAP_CREDIT"),
    setting("SOIREE_MAIL", "none"),
    unset("SOIREE_MAIL_FROM"),
    unset("SOIREE_MAIL_RETURN_PATH"),
    unset("SOIREE_SMTP_HOST"),
    unset("SOIREE_SMTP_PORT"),
    setting("SOIREE_SMTP_TLS", "starttls"),
    unset("SOIREE_SMTP_USER"),
    unset("SOIREE_SMTP_PASSWORD"),
    setting("SOIREE_SMTP_CONNECTIONS", "4"),
    unset("SOIREE_MAIL_HOOK_SECRET"),
    unset("SOIREE_MAIL_BOUNCES"),
    unset("SOIREE_REPLY_ADDRESS"),
    unset("SOIREE_REPLY_MAILBOX"),
    setting("SOIREE_TRUSTED_PROXIES", "0"),
    setting("SOIREE_RATE", "600"),
    setting("SOIREE_DRAIN_SECONDS", "0"),
    setting("SOIREE_DELETION_DAYS", "14"),
    unset("SOIREE_LOGINS"),
    unset("SOIREE_BACKUP_HOURS"),
    setting("SOIREE_BACKUP_KEEP", "3"),
    unset("SOIREE_BACKUP_FOLDER"),
    setting("SOIREE_WEBHOOKS_PRIVATE", "false"),
    setting("SOIREE_LOG", "info,sqlx=warn,aws=warn,sea_orm_migration=warn"),
    setting("SOIREE_LOG_FORMAT", "text"),
    unset("SOIREE_METRICS_ADDRESS"),
    unset("SOIREE_METRICS_TOKEN"),
    unset("OTEL_EXPORTER_OTLP_ENDPOINT"),
    unset("OTEL_EXPORTER_OTLP_HEADERS"),
    setting("OTEL_SERVICE_NAME", "soiree"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Each setting stands once in `.env.example`, with its default, and nothing else does.
    #[test]
    fn the_example_names_every_setting() {
        let example = include_str!("../../../.env.example");
        let told: Vec<_> = example.lines().filter_map(|line| line.trim_start_matches("# ").split_once('=')).collect();
        let told: Vec<_> = told
            .into_iter()
            .filter(|(name, _)| name.chars().all(|c| c.is_ascii_uppercase() || "_0123456789".contains(c)))
            .collect();
        for Setting { name, default } in SETTINGS {
            let values: Vec<_> = told.iter().filter(|(told, _)| told == name).map(|(_, value)| *value).collect();
            assert_eq!(values.len(), 1, "{name} stands once");
            assert_eq!(values[0], default.unwrap_or_default(), "the default of {name}");
        }
        assert_eq!(told.len(), SETTINGS.len(), "no setting that is not read");
    }

    /// The table for people who deploy has a row for each, with its default and what it does.
    #[test]
    fn the_table_names_every_setting() {
        let table = include_str!("../../../docs/settings.md");
        let rows: Vec<Vec<&str>> = table
            .lines()
            .filter(|line| line.starts_with("| `"))
            .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`')).collect())
            .collect();
        for Setting { name, default } in SETTINGS {
            let row = rows.iter().find(|row| row[0] == *name).unwrap_or_else(|| panic!("no row for {name}"));
            assert_eq!(row[1], default.unwrap_or_default(), "the default of {name}");
            assert!(!row[2].is_empty(), "what {name} does");
        }
        assert_eq!(rows.len(), SETTINGS.len(), "no setting that is not read");
    }
}
