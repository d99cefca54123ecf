//! What all requests share.

use std::{
    net::Ipv4Addr,
    ops::{Deref, DerefMut},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, Result};
use app::backend::{Ctx, Services, clock::Clock, ctx::RequestFacts, db::Db, links::Links, passwords::Passwords};
use tokio::sync::watch;

use crate::{
    assets::Assets,
    config::{Config, Http, Storage as StorageConfig, Uploads, cores},
    imaging::Imager,
    live::Hub,
    rate::Rates,
    storage::{LocalStorage, S3Storage, Storage},
};

/// Uploads that may wait for a worker, and for how long.
const QUEUE: usize = 32;
const QUEUE_WAIT: Duration = Duration::from_secs(20);

/// The process, in the hands of every request and layer.
#[derive(Clone)]
pub struct AppState(Arc<Shared>);

/// Services, files, limits.
#[derive(Clone)]
pub struct Shared {
    pub services: Arc<Services>,
    pub storage: Arc<dyn Storage>,
    /// Base address before public pictures in storage.
    pub cdn: Option<String>,
    pub imager: Imager,
    pub assets: Arc<Assets>,
    pub rates: Arc<Rates>,
    pub http: Arc<Http>,
    pub uploads: Uploads,
    /// Where browsers may be sent for pictures, for the content security policy.
    pub picture_origins: Vec<String>,
    /// Hands on what changes to the pages that stand open.
    pub live: Arc<Hub>,
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
        let (storage, cdn): (Arc<dyn Storage>, _) = match &config.storage {
            StorageConfig::Local { folder } => {
                let local = LocalStorage::open(folder.clone()).await;
                (Arc::new(local.with_context(|| format!("cannot keep pictures in {}", folder.display()))?), None)
            }
            StorageConfig::S3 { settings, cdn } => {
                (Arc::new(S3Storage::connect((**settings).clone()).await), cdn.clone())
            }
        };
        Ok(Self::new(config, db, Clock::default(), secret, storage, cdn, assets))
    }

    /// Puts the parts together.
    pub fn new(
        config: &Config,
        db: Db,
        clock: Clock,
        secret: [u8; 32],
        storage: Arc<dyn Storage>,
        cdn: Option<String>,
        assets: Assets,
    ) -> Self {
        let services = Services {
            db,
            clock,
            links: Links::new(&config.http.base_url, secret),
            passwords: Passwords::new(cores()),
            slowdown: Default::default(),
            signal: Default::default(),
        };
        let services = Arc::new(services);
        Self(Arc::new(Shared {
            live: Arc::new(Hub::new(services.clone())),
            services,
            storage,
            cdn,
            imager: Imager::new(config.uploads.workers, QUEUE, QUEUE_WAIT),
            assets: Arc::new(assets),
            rates: Arc::new(Rates::new(config.http.rate)),
            http: Arc::new(config.http.clone()),
            uploads: config.uploads.clone(),
            picture_origins: config.storage.picture_origins(),
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
            unread: 0,
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

/// Opens the database of the settings.
pub async fn open_db(config: &Config) -> Result<Db> {
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("cannot make the folder {}", config.data.display()))?;
    let database = &config.database;
    Db::open(&database.url, database.connections).await.context("cannot open the database (SOIREE_DATABASE_URL)")
}
