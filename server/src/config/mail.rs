//! How mails go out, and how word comes back that they did not arrive.

use std::{fmt, path::PathBuf, time::Duration};

use anyhow::{Context, Result, bail};
use lettre::{Address, message::Mailbox};

use super::Env;

/// Everything about mails.
#[derive(Clone, Debug)]
pub struct Mail {
    pub way: MailWay,
    /// The sender of all mails.
    pub from: Mailbox,
    /// Where other servers send mails back that they cannot deliver.
    pub return_path: Address,
    /// The key with which word of bounces is signed.
    pub hook_secret: Option<HookSecret>,
    /// A Maildir folder or an mbox file in which mails arrive that came back.
    pub bounces: Option<PathBuf>,
}

/// Where mails go.
#[derive(Clone, Debug)]
pub enum MailWay {
    /// The site sends none; links are shared by hand.
    None,
    /// They stay here, for looking at while people work on the site.
    Outbox,
    Smtp(Smtp),
}

/// A mail server.
#[derive(Clone, Debug)]
pub struct Smtp {
    pub host: String,
    pub port: u16,
    pub tls: SmtpTls,
    pub login: Option<Login>,
    /// Mails that are handed over at the same time.
    pub connections: u32,
    /// How long the server may take for one of its answers.
    pub patience: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmtpTls {
    None,
    Starttls,
    Tls,
}

#[derive(Clone)]
pub struct Login {
    pub user: String,
    pub password: String,
}

impl Mail {
    /// Mails that are handed over at the same time; 0 where the site sends none.
    pub fn at_once(&self) -> usize {
        match &self.way {
            MailWay::None => 0,
            MailWay::Outbox => 1,
            MailWay::Smtp(smtp) => smtp.connections as usize,
        }
    }
}

/// Never printed.
#[derive(Clone)]
pub struct HookSecret(pub String);

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("user", &self.user).finish_non_exhaustive()
    }
}

impl fmt::Debug for HookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HookSecret")
    }
}

/// Who sends mails that never leave the machine.
const NOBODY: &str = "Soirée <soiree@example.org>";
/// Twice this is less than a job may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Shorter secrets are guessed.
const SHORTEST_SECRET: usize = 16;

pub(super) fn mail(env: &Env) -> Result<Mail> {
    let way = match env.text("SOIREE_MAIL").as_str() {
        "none" => MailWay::None,
        "outbox" if env.text("SOIREE_BASE_URL").starts_with("https://") => {
            bail!("SOIREE_MAIL: the outbox shows all mails to everybody, so it is not for a site with https://")
        }
        "outbox" => MailWay::Outbox,
        "smtp" => MailWay::Smtp(smtp(env)?),
        other => bail!("SOIREE_MAIL: {other:?} is none of none, outbox and smtp"),
    };
    let from = match (env.optional("SOIREE_MAIL_FROM"), &way) {
        (Some(from), _) => from,
        (None, MailWay::Smtp(_)) => bail!("SOIREE_MAIL_FROM is missing (SOIREE_MAIL is smtp)"),
        (None, _) => NOBODY.to_owned(),
    };
    let from = from
        .parse::<Mailbox>()
        .ok()
        .with_context(|| format!("SOIREE_MAIL_FROM: {from:?} is not like Soirée <party@example.org>"))?;
    let return_path = match env.optional("SOIREE_MAIL_RETURN_PATH") {
        Some(address) => address
            .parse::<Address>()
            .ok()
            .with_context(|| format!("SOIREE_MAIL_RETURN_PATH: {address:?} is not like bounces@example.org"))?,
        None => from.email.clone(),
    };
    let hook_secret = env.optional("SOIREE_MAIL_HOOK_SECRET");
    if hook_secret.as_ref().is_some_and(|secret| secret.len() < SHORTEST_SECRET) {
        bail!("SOIREE_MAIL_HOOK_SECRET is too short: at least {SHORTEST_SECRET} characters");
    }
    Ok(Mail {
        way,
        from,
        return_path,
        hook_secret: hook_secret.map(HookSecret),
        bounces: env.optional("SOIREE_MAIL_BOUNCES").map(PathBuf::from),
    })
}

fn smtp(env: &Env) -> Result<Smtp> {
    let host = env.optional("SOIREE_SMTP_HOST").context("SOIREE_SMTP_HOST is missing (SOIREE_MAIL is smtp)")?;
    let (tls, usual) = match env.text("SOIREE_SMTP_TLS").as_str() {
        "none" => (SmtpTls::None, 25),
        "starttls" => (SmtpTls::Starttls, 587),
        "tls" => (SmtpTls::Tls, 465),
        other => bail!("SOIREE_SMTP_TLS: {other:?} is none of none, starttls and tls"),
    };
    let port = match env.optional("SOIREE_SMTP_PORT") {
        Some(_) => env.number("SOIREE_SMTP_PORT", 1..=u16::MAX)?,
        None => usual,
    };
    let login = match (env.optional("SOIREE_SMTP_USER"), env.optional("SOIREE_SMTP_PASSWORD")) {
        (Some(user), Some(password)) => Some(Login { user, password }),
        (None, None) => None,
        _ => bail!("SOIREE_SMTP_USER and SOIREE_SMTP_PASSWORD go together"),
    };
    Ok(Smtp { host, port, tls, login, connections: env.number("SOIREE_SMTP_CONNECTIONS", 1..=50)?, patience: PATIENCE })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Mail> {
        mail(&Env::of(settings))
    }

    const SMTP: [(&str, &str); 3] = [
        ("SOIREE_MAIL", "smtp"),
        ("SOIREE_MAIL_FROM", "Soirée <party@example.org>"),
        ("SOIREE_SMTP_HOST", "mail.example.org"),
    ];

    #[test]
    fn without_settings_there_is_no_mail() {
        assert!(matches!(read(&[]).unwrap().way, MailWay::None));
        assert!(matches!(read(&[("SOIREE_MAIL", "outbox")]).unwrap().way, MailWay::Outbox));
    }

    #[test]
    fn ports_follow_from_how_it_is_encrypted() {
        for (tls, port) in [("none", 25), ("starttls", 587), ("tls", 465)] {
            let mail = read(&[SMTP.as_slice(), &[("SOIREE_SMTP_TLS", tls)]].concat()).unwrap();
            assert!(matches!(mail.way, MailWay::Smtp(Smtp { port: found, .. }) if found == port), "{tls}");
            assert_eq!(mail.return_path.to_string(), "party@example.org");
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        for wrong in [
            &SMTP[..1],
            &SMTP[..2],
            &[("SOIREE_MAIL", "pigeon")],
            &[("SOIREE_MAIL", "outbox"), ("SOIREE_BASE_URL", "https://party.example.org")],
            &[("SOIREE_MAIL_FROM", "nobody")],
            &[("SOIREE_MAIL_RETURN_PATH", "Soirée <a@example.org>")],
            &[("SOIREE_MAIL_HOOK_SECRET", "short")],
            &[SMTP[0], SMTP[1], SMTP[2], ("SOIREE_SMTP_USER", "me")],
            &[SMTP[0], SMTP[1], SMTP[2], ("SOIREE_SMTP_PORT", "0")],
            &[SMTP[0], SMTP[1], SMTP[2], ("SOIREE_SMTP_TLS", "maybe")],
        ] {
            let error = read(wrong).unwrap_err().to_string();
            assert!(error.starts_with("SOIREE_") && !error.contains('\n'), "{error}");
        }
    }

    #[test]
    fn secrets_are_not_printed() {
        let secrets = [
            ("SOIREE_SMTP_USER", "me"),
            ("SOIREE_SMTP_PASSWORD", "hush"),
            ("SOIREE_MAIL_HOOK_SECRET", "hush hush hush hush"),
        ];
        let mail = read(&[SMTP.as_slice(), &secrets].concat()).unwrap();
        assert!(!format!("{mail:?}").contains("hush"));
    }
}
