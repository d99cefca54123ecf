//! What all requests share.

use std::{
    net::Ipv4Addr,
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result};
use app::{
    backend::{
        Ctx, Services, clock::Clock, ctx::RequestFacts, db::Db, links::Links, passkeys::Keys, passwords::Passwords,
    },
    domain::time::DAY,
};
use tokio::sync::watch;

use crate::{
    assets::Assets,
    config::{Config, Http, Mail, MetricsAccess, Replies, Storage as StorageConfig, Uploads, cores},
    imaging::Imager,
    live::Hub,
    logins::Logins,
    mail::{self, Transport},
    metrics::Metrics,
    rate::Rates,
    storage::{LocalStorage, Patient as PatientStorage, S3Storage, Storage, TracedStorage},
    telemetry,
    webhooks::Caller,
};

/// Uploads that may wait for a worker, and for how long.
const QUEUE: usize = 32;
const QUEUE_WAIT: Duration = Duration::from_secs(20);
/// How long an upload waits for a storage that is away.
const STORAGE_PATIENCE: Duration = Duration::from_secs(20);

/// The process, in the hands of every request and layer.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// Services, files, limits.
#[derive(Clone)]
pub struct Shared {
    pub services: Arc<Services>,
    pub logins: Arc<Logins>,
    pub storage: Arc<dyn Storage>,
    /// Base address before public pictures in storage.
    pub cdn: Option<String>,
    pub imager: Imager,
    /// Prepares photos of albums, which wait for each other, but nobody for them.
    pub photos: Imager,
    pub assets: Arc<Assets>,
    pub rates: Arc<Rates>,
    pub http: Arc<Http>,
    pub uploads: Uploads,
    pub mail: Arc<Mail>,
    /// What takes the mails; nothing where the site sends none.
    pub transport: Option<Arc<dyn Transport>>,
    pub replies: Replies,
    /// Where browsers may be sent for pictures, for the content security policy.
    pub picture_origins: Vec<String>,
    /// Calls webhooks.
    pub caller: Arc<Caller>,
    /// Hands on what changes to the pages that stand open.
    pub live: Arc<Hub>,
    pub metrics: Arc<Metrics>,
    /// Who may read them.
    pub metrics_access: Arc<MetricsAccess>,
    /// Told to stop: readiness says no, and nothing that takes long is begun any more.
    stopping: watch::Sender<bool>,
}

impl Deref for AppState {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// Whoever changes something has a state of their own from then on.
impl DerefMut for AppState {
    fn deref_mut(&mut self) -> &mut Shared {
        Arc::make_mut(&mut self.0)
    }
}

impl AppState {
    /// Opens everything that the settings name.
    pub async fn open(config: &Config) -> Result<Self> {
        let assets = Assets::load(&config.http.site)?;
        Self::with(config, assets).await
    }

    /// The same without the browser's files, for commands.
    pub async fn without_site(config: &Config) -> Result<Self> {
        Self::with(config, Assets::none()).await
    }

    async fn with(config: &Config, assets: Assets) -> Result<Self> {
        let db = open_db(config).await?;
        let secret = crate::secret::read_or_make(config)?;
        let storage = open_storage(config).await?;
        let cdn = match &config.storage {
            StorageConfig::Local { .. } => None,
            StorageConfig::S3 { cdn, .. } => cdn.clone(),
        };
        Ok(Self::new(config, db, Clock::default(), secret, storage, cdn, assets))
    }

    /// Puts the parts together.
    pub fn new(
        config: &Config,
        mut db: Db,
        clock: Clock,
        secret: [u8; 32],
        mut storage: Arc<dyn Storage>,
        cdn: Option<String>,
        assets: Assets,
    ) -> Self {
        let (mail, transport) = mail::open(&config.mail);
        let logins = Logins::new(&config.accounts.logins, &config.http.base_url);
        let (metrics, traced) = (Arc::new(Metrics::default()), config.traces.is_some());
        if traced || config.metrics.wanted() {
            telemetry::watch_queries(&mut db, &metrics, traced);
        }
        if traced {
            storage = Arc::new(TracedStorage(storage));
        }
        let services = Services {
            db,
            clock,
            links: Links::new(&config.http.base_url, secret).with_replies(config.replies.address.clone()),
            passwords: Passwords::new(cores()),
            slowdown: Default::default(),
            keys: Keys::new(&config.http.base_url),
            logins: logins.providers().into(),
            grace: i64::from(config.accounts.deletion_days) * DAY,
            mail,
            picture_megabytes: config.uploads.max_bytes / 1_000_000,
            private_webhooks: config.webhooks.private,
            signal: Default::default(),
            tiles: config.map.tiles.clone(),
            counted: Default::default(),
        };
        let services = Arc::new(services);
        Self(Arc::new(Shared {
            live: Arc::new(Hub::new(services.clone())),
            services,
            logins: Arc::new(logins),
            metrics,
            metrics_access: Arc::new(config.metrics.clone()),
            storage,
            cdn,
            imager: Imager::new(config.uploads.workers, QUEUE, QUEUE_WAIT),
            photos: Imager::new(config.uploads.workers, QUEUE, QUEUE_WAIT),
            assets: Arc::new(assets),
            rates: Arc::new(Rates::new(config.http.rate)),
            http: Arc::new(config.http.clone()),
            uploads: config.uploads.clone(),
            mail: Arc::new(config.mail.clone()),
            transport,
            replies: config.replies.clone(),
            caller: Arc::new(Caller::new(config.webhooks.private)),
            picture_origins: config.picture_origins(),
            stopping: watch::Sender::default(),
        }))
    }

    /// The context of somebody at the command line: no session, no account.
    pub fn command_ctx(&self) -> Ctx {
        let facts = RequestFacts {
            address: Ipv4Addr::LOCALHOST.into(),
            device: String::new(),
            page: String::new(),
            key: None,
            guest_of: Vec::new(),
            flash: None,
            language: None,
            unread: 0,
            second_step: false,
        };
        Ctx { services: self.services.clone(), user: None, facts: Arc::new(facts), session: None }
    }

    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    pub fn stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// For those who wait to be told to stop: `changed()` is that.
    pub fn stops(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }
}

/// Opens the storage of the settings.
pub async fn open_storage(config: &Config) -> Result<Arc<dyn Storage>> {
    match &config.storage {
        StorageConfig::Local { folder } => {
            let local = LocalStorage::open(folder.clone()).await;
            Ok(Arc::new(local.with_context(|| format!("cannot keep pictures in {}", folder.display()))?))
        }
        StorageConfig::S3 { settings, .. } => {
            let s3 = S3Storage::connect((**settings).clone()).await;
            Ok(Arc::new(PatientStorage::new(s3, STORAGE_PATIENCE)))
        }
    }
}

/// Opens the database of the settings.
pub async fn open_db(config: &Config) -> Result<Db> {
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("cannot make the folder {}", config.data.display()))?;
    let database = &config.database;
    Db::open(&database.url, database.connections).await.context("cannot open the database (SOIREE_DATABASE_URL)")
}
