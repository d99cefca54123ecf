//! `soiree doctor`

use std::{os::unix::fs::PermissionsExt, sync::Arc};

use anyhow::{Result, bail};
use app::{
    backend::{clock::Clock, db::Db, jobs, tasks},
    domain::time::HOUR,
};
use migration::is_up_to_date;

use crate::{
    assets::Assets,
    backup,
    config::Config,
    mail, probe, secret,
    state::{AppState, open_db, open_storage},
    storage::Storage,
};

/// What was found: all is well, somebody may want to know something, or has to do something.
enum Finding {
    Well,
    Note(String),
    Problem(String),
}

use Finding::{Note, Problem, Well};

/// Checks everything that the server needs, and says line by line what it found and what to do.
pub async fn run(config: &Config) -> Result<()> {
    // A wrong setting stops every command.
    secret::known(config)?;
    let findings = look(config).await;
    for (name, finding) in &findings {
        match finding {
            Well => println!("ok      {name}"),
            Note(note) => println!("NOTE    {name}: {note}"),
            Problem(problem) => println!("PROBLEM {name}: {problem}"),
        }
    }
    if findings.iter().any(|(_, finding)| matches!(finding, Problem(_))) {
        bail!("something needs attention")
    }
    Ok(())
}

/// Where one thing is wrong, the others are looked at all the same.
async fn look(config: &Config) -> Vec<(&'static str, Finding)> {
    let (db, storage) = (open_db(config).await, open_storage(config).await);
    let mut findings = vec![("settings", settings(config)), ("database", database(&db).await)];
    if let Ok(db) = &db {
        findings.push(("schema", schema(db).await));
    }
    findings.push(("pictures", pictures(&storage).await));
    findings.push(("mail", mail(config).await));
    findings.push(("secret", secret(config)));
    findings.push(("time zones", time_zones()));
    let site = Assets::load(&config.http.site);
    findings.push(("site", site.map_or_else(|error| Problem(format!("{error:#}")), |_| Well)));
    let well = findings.iter().all(|(name, finding)| *name != "schema" || matches!(finding, Well));
    if let (Ok(db), Ok(storage), Ok(secret), true) = (db, storage, secret::read_or_make(config), well) {
        let state = AppState::new(config, db, Clock::default(), secret, storage, None, Assets::none());
        findings.push(("jobs", given_up(&state).await));
        findings.push(("backups", backups(config, &state).await));
    }
    findings
}

fn settings(config: &Config) -> Finding {
    let http = &config.http;
    let host = http.base_url.split("://").nth(1).unwrap_or_default();
    let here = ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host.starts_with(name));
    if http.base_url.starts_with("http://") && !here {
        return Note(
            "passwords travel unencrypted; put a proxy with HTTPS before the server and set \
                     SOIREE_BASE_URL=https://…"
                .to_owned(),
        );
    }
    if http.base_url.starts_with("https://") && http.trusted_proxies == 0 {
        return Note(
            "behind the proxy all visitors have one address, and share one limit of requests; set \
                     SOIREE_TRUSTED_PROXIES to the number of proxies"
                .to_owned(),
        );
    }
    Well
}

async fn database(db: &Result<Db>) -> Finding {
    const ADVICE: &str = "check that the server of SOIREE_DATABASE_URL runs and can be reached from here";
    match db {
        Ok(db) if db.healthy().await => Well,
        Ok(_) => Problem(format!("does not answer; {ADVICE}")),
        Err(error) => Problem(format!("{error:#}; {ADVICE}")),
    }
}

async fn schema(db: &Db) -> Finding {
    if is_up_to_date(db.schema()).await.unwrap_or(false) {
        return Well;
    }
    Problem("is not up to date; run `soiree migrate up`".to_owned())
}

async fn pictures(storage: &Result<Arc<dyn Storage>>) -> Finding {
    let storage = match storage {
        Ok(storage) => storage.as_ref(),
        Err(error) => return Problem(format!("{error:#}; check the rights on the folder")),
    };
    if let Err(error) = storage.healthy().await {
        return Problem(format!("{error}; check SOIREE_STORAGE and what belongs to it"));
    }
    let advice = "check the rights on the folder, or those of the key on the bucket, and the space that is left";
    probe::storage(storage).await.map_or_else(|why| Problem(format!("{why}; {advice}")), |()| Well)
}

/// Whether mails would be taken now; a site that sends none is well too.
async fn mail(config: &Config) -> Finding {
    let (_, Some(transport)) = mail::open(&config.mail) else { return Well };
    let advice = "check SOIREE_SMTP_HOST and what belongs to it";
    transport.check().await.map_or_else(|why| Problem(format!("{}; {advice}", why.trim_end_matches('.'))), |()| Well)
}

/// A secret that others on the machine may read is none.
fn secret(config: &Config) -> Finding {
    let path = config.data.join("secret.key");
    let open = std::fs::metadata(&path).is_ok_and(|file| file.permissions().mode() & 0o077 != 0);
    if open && config.secret.is_none() {
        return Problem(format!("others may read it; run `chmod 600 {}`", path.display()));
    }
    secret::read_or_make(config).map_or_else(|error| Problem(format!("{error:#}")), |_| Well)
}

fn time_zones() -> Finding {
    for name in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"] {
        if jiff::tz::TimeZone::get(name).is_err() {
            return Problem(format!("{name} is not known; install the package tzdata"));
        }
    }
    Well
}

async fn given_up(state: &AppState) -> Finding {
    let dead: i64 = match jobs::counts(&state.services).await {
        Ok(counts) => counts.iter().map(|count| count.dead).sum(),
        Err(error) => return Problem(error.to_string()),
    };
    if dead == 0 {
        return Well;
    }
    Note(format!("{dead} were given up; `soiree jobs` says why, and tries them again"))
}

/// A backup that is long overdue; a new site has none yet.
async fn backups(config: &Config, state: &AppState) -> Finding {
    if config.backups.hours == 0 {
        return Well;
    }
    match tasks::last(&state.services, backup::TASK).await {
        Ok(Some(task)) => match task.last_error {
            Some(error) => Problem(format!("the last one failed: {}", error.replace('\n', " "))),
            None if overdue(config, state, task.done_at) => {
                Note("the last one is old; they are made while `soiree serve` runs".to_owned())
            }
            None => Well,
        },
        Ok(None) => Well,
        Err(error) => Problem(error.to_string()),
    }
}

fn overdue(config: &Config, state: &AppState, done_at: Option<i64>) -> bool {
    let longest = 2 * i64::from(config.backups.hours) * HOUR;
    done_at.is_some_and(|done_at| done_at + longest < state.services.clock.now())
}
