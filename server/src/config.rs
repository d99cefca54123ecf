//! Settings, from environment variables alone; a wrong one stops the start with one clear line.

mod env;
mod logins;
mod mail;
mod replies;
mod settings;
mod watched;

pub use env::Env;
pub use logins::{LoginKind, LoginSource};
pub use mail::{HookSecret, Login, Mail, MailWay, Smtp, SmtpTls};
pub use replies::Replies;
pub use settings::{SETTINGS, Setting};
pub use watched::{MetricsAccess, Traces};

use std::{net::SocketAddr, path::PathBuf};

use anyhow::{Context, Result, bail};
use app::domain::map::Tiles;

use crate::storage::{S3Credentials, S3Settings};

/// All settings.
#[derive(Clone, Debug)]
pub struct Config {
    pub http: Http,
    pub database: Database,
    pub storage: Storage,
    pub uploads: Uploads,
    pub map: Map,
    pub accounts: Accounts,
    pub mail: Mail,
    pub replies: Replies,
    pub webhooks: Webhooks,
    pub log: Log,
    pub backups: Backups,
    pub metrics: MetricsAccess,
    /// Where traces are sent, if anywhere.
    pub traces: Option<Traces>,
    /// The folder of everything that is kept.
    pub data: PathBuf,
    /// The site's secret in hexadecimal, or nothing: then one is kept in the data folder.
    pub secret: Option<String>,
}

/// Where and how the site is served.
#[derive(Clone, Debug)]
pub struct Http {
    pub address: SocketAddr,
    /// The address that people type, without a slash at the end.
    pub base_url: String,
    /// The folder with the browser's files.
    pub site: PathBuf,
    /// How many proxies stand before the server and tell the client's address.
    pub trusted_proxies: usize,
    /// Requests per minute and address.
    pub rate: u32,
    /// How long the server goes on when told to stop, so that balancers notice, in seconds.
    pub drain_seconds: u64,
}

#[derive(Clone, Debug)]
pub struct Database {
    pub url: String,
    pub connections: u32,
}

/// Where pictures are kept.
#[derive(Clone, Debug)]
pub enum Storage {
    Local { folder: PathBuf },
    S3 { settings: Box<S3Settings>, cdn: Option<String> },
}

#[derive(Clone, Debug)]
pub struct Uploads {
    /// The largest file, in bytes.
    pub max_bytes: u64,
    /// The largest photo for an album, in bytes.
    pub photo_bytes: u64,
    /// The most pixels of a picture.
    pub pixels_max: u64,
    /// Photos of albums are kept as they were sent too.
    pub keep_originals: bool,
    /// Pictures that are worked on at the same time.
    pub workers: usize,
}

/// What holds for all accounts.
#[derive(Clone, Debug)]
pub struct Accounts {
    /// How long the owner of a deleted account may come back, in days; 0 for not at all.
    pub deletion_days: u32,
    /// Where else people may have accounts to log in with.
    pub logins: Vec<LoginSource>,
}

/// Where this site calls.
#[derive(Clone, Debug)]
pub struct Webhooks {
    /// They may lead to this machine and into private networks, and need no encryption.
    pub private: bool,
}

#[derive(Clone, Debug)]
pub struct Map {
    /// Pictures of streets, from the site's own or somebody else's server.
    pub tiles: Option<Tiles>,
}

#[derive(Clone, Debug)]
pub struct Log {
    pub filter: String,
    pub json: bool,
}

/// Backups that are made by themselves.
#[derive(Clone, Debug)]
pub struct Backups {
    /// One every so many hours, or none for 0.
    pub hours: u32,
    /// So many are kept.
    pub keep: usize,
    pub folder: PathBuf,
}

impl Config {
    /// Reads and checks all settings.
    pub fn read(env: &Env) -> Result<Self> {
        env.check_names()?;
        let data = PathBuf::from(env.text("SOIREE_DATA"));
        let (database, storage) = (database(env, &data)?, storage(env, &data)?);
        Ok(Self {
            http: http(env)?,
            backups: backups(env, &data, &database, &storage)?,
            database,
            storage,
            uploads: Uploads {
                max_bytes: env.number::<u64>("SOIREE_UPLOAD_MB", 1..=500)? * 1_000_000,
                photo_bytes: env.number::<u64>("SOIREE_PHOTO_MB", 1..=500)? * 1_000_000,
                pixels_max: env.number::<u64>("SOIREE_PHOTO_MEGAPIXELS", 1..=500)? * 1_000_000,
                keep_originals: env.flag("SOIREE_KEEP_ORIGINALS")?,
                workers: cores(),
            },
            map: map(env)?,
            accounts: Accounts {
                deletion_days: env.number("SOIREE_DELETION_DAYS", 0..=365)?,
                logins: logins::logins(env)?,
            },
            mail: mail::mail(env)?,
            replies: Replies::read(env)?,
            webhooks: Webhooks { private: env.flag("SOIREE_WEBHOOKS_PRIVATE")? },
            log: log(env)?,
            metrics: watched::metrics(env)?,
            traces: watched::traces(env)?,
            secret: env.optional("SOIREE_SECRET"),
            data,
        })
    }

    /// All places outside of this site from which browsers may load pictures, each because a setting names it.
    pub fn picture_origins(&self) -> Vec<String> {
        let tiles = self.map.tiles.as_ref().map(|tiles| origin(&tiles.address));
        self.storage.picture_origins().into_iter().chain(tiles).collect()
    }
}

impl Storage {
    /// Where browsers may be sent for pictures: nowhere, or the bucket's own address and the CDN's.
    pub fn picture_origins(&self) -> Vec<String> {
        let Self::S3 { settings, cdn } = self else { return Vec::new() };
        let S3Settings { bucket, region, endpoint, public_endpoint, path_style, .. } = settings.as_ref();
        let own = match public_endpoint.as_ref().or(endpoint.as_ref()) {
            Some(endpoint) if *path_style => origin(endpoint),
            Some(endpoint) => origin(&endpoint.replacen("://", &format!("://{bucket}."), 1)),
            None if *path_style => format!("https://s3.{region}.amazonaws.com"),
            None => format!("https://{bucket}.s3.{region}.amazonaws.com"),
        };
        std::iter::once(own).chain(cdn.as_deref().map(origin)).collect()
    }
}

/// Scheme and host of an address.
fn origin(address: &str) -> String {
    address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

fn http(env: &Env) -> Result<Http> {
    let address = match env.optional("PORT") {
        Some(port) => format!("0.0.0.0:{port}"),
        None => env.text("SOIREE_ADDRESS"),
    };
    let address = address.parse().with_context(|| format!("SOIREE_ADDRESS: {address:?} is not like 127.0.0.1:3000"))?;
    let base_url = env.text("SOIREE_BASE_URL").trim_end_matches('/').to_owned();
    let host = base_url.strip_prefix("http://").or_else(|| base_url.strip_prefix("https://"));
    if host.is_none_or(|host| host.is_empty() || host.contains(['/', ' '])) {
        bail!("SOIREE_BASE_URL: {base_url:?} is not like https://party.example.org");
    }
    Ok(Http {
        address,
        base_url,
        site: env.text("SOIREE_SITE").into(),
        trusted_proxies: env.number("SOIREE_TRUSTED_PROXIES", 0..=10)?,
        rate: env.number("SOIREE_RATE", 10..=1_000_000)?,
        drain_seconds: env.number("SOIREE_DRAIN_SECONDS", 0..=600)?,
    })
}

fn database(env: &Env, data: &std::path::Path) -> Result<Database> {
    let url =
        env.optional("SOIREE_DATABASE_URL").unwrap_or_else(|| format!("sqlite:{}", data.join("soiree.db").display()));
    if !["sqlite:", "postgres:", "postgresql:", "mysql:"].iter().any(|scheme| url.starts_with(scheme)) {
        bail!("SOIREE_DATABASE_URL must begin with sqlite:, postgres: or mysql:");
    }
    Ok(Database { url, connections: env.number("SOIREE_DATABASE_CONNECTIONS", 1..=500)? })
}

fn storage(env: &Env, data: &std::path::Path) -> Result<Storage> {
    match env.text("SOIREE_STORAGE").as_str() {
        "local" => Ok(Storage::Local { folder: data.join("pictures") }),
        "s3" => s3(env),
        other => bail!("SOIREE_STORAGE: {other:?} is neither local nor s3"),
    }
}

fn s3(env: &Env) -> Result<Storage> {
    let bucket = env.optional("SOIREE_S3_BUCKET").context("SOIREE_S3_BUCKET is missing (SOIREE_STORAGE is s3)")?;
    let credentials = match (env.optional("SOIREE_S3_ACCESS_KEY"), env.optional("SOIREE_S3_SECRET_KEY")) {
        (Some(access_key_id), Some(secret_access_key)) => Some(S3Credentials { access_key_id, secret_access_key }),
        (None, None) => None,
        _ => bail!("SOIREE_S3_ACCESS_KEY and SOIREE_S3_SECRET_KEY go together"),
    };
    let settings = S3Settings {
        bucket,
        endpoint: env.optional("SOIREE_S3_ENDPOINT"),
        public_endpoint: env.optional("SOIREE_S3_PUBLIC_ENDPOINT"),
        region: env.text("SOIREE_S3_REGION"),
        path_style: env.flag("SOIREE_S3_PATH_STYLE")?,
        credentials,
    };
    Ok(Storage::S3 { settings: Box::new(settings), cdn: env.optional("SOIREE_CDN_URL") })
}

/// Where everything is on one machine, nobody else makes backups of it.
fn backups(env: &Env, data: &std::path::Path, database: &Database, storage: &Storage) -> Result<Backups> {
    let alone = database.url.starts_with("sqlite:") && matches!(storage, Storage::Local { .. });
    let hours = match env.optional("SOIREE_BACKUP_HOURS") {
        Some(_) => env.number("SOIREE_BACKUP_HOURS", 0..=8_760)?,
        None => {
            if alone {
                24
            } else {
                0
            }
        }
    };
    let folder = env.optional("SOIREE_BACKUP_FOLDER").map_or_else(|| data.join("backups"), PathBuf::from);
    Ok(Backups { hours, keep: env.number("SOIREE_BACKUP_KEEP", 1..=1_000)?, folder })
}

fn map(env: &Env) -> Result<Map> {
    let Some(address) = env.optional("SOIREE_MAP_TILES") else { return Ok(Map { tiles: None }) };
    let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let host = host.and_then(|rest| rest.split('/').next()).unwrap_or_default();
    let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    let graphic = address.chars().all(|c| c.is_ascii_graphic());
    if host.is_empty() || !plain || !graphic || !["{z}", "{x}", "{y}"].iter().all(|part| address.contains(part)) {
        bail!("SOIREE_MAP_TILES: {address:?} is not like https://tiles.example.org/{{z}}/{{x}}/{{y}}.png");
    }
    Ok(Map { tiles: Some(Tiles { address, credit: env.text("SOIREE_MAP_CREDIT") }) })
}

fn log(env: &Env) -> Result<Log> {
    let format = env.text("SOIREE_LOG_FORMAT");
    if !["text", "json"].contains(&format.as_str()) {
        bail!("SOIREE_LOG_FORMAT: {format:?} is neither text nor json");
    }
    Ok(Log { filter: env.text("SOIREE_LOG"), json: format == "json" })
}

/// Processors at hand.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}
