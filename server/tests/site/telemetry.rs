//! What the site tells of itself, and what it does not.

mod closing;
mod collector;
mod metrics;
mod private;
mod traces;

use std::{
    io,
    sync::{Arc, Mutex},
};

use server::{
    config::{Config, Env},
    telemetry::Telemetry,
};
use tokio::sync::MutexGuard;
use tracing::dispatcher::DefaultGuard;

use self::collector::Collector;
use crate::support::{Database, Site};

/// The settings under which the numbers may be read.
const TOKEN: &str = "a-token-for-prometheus-4711";

/// A site that is watched: its logs, its traces and its numbers.
struct Watched {
    site: Site,
    collector: Collector,
    logs: Lines,
    telemetry: Telemetry,
    _here: DefaultGuard,
    _alone: MutexGuard<'static, ()>,
}

/// There is one place in a process where statements find who collects them.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Lines that were logged.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("a lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("a lock").clone()).expect("text")
    }
}

impl Watched {
    /// On this thread alone, for others have sites of their own.
    async fn start() -> Self {
        let alone = ALONE.lock().await;
        let collector = Collector::start().await;
        let settings = [
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint.as_str()),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-key=a%20key"),
            ("SOIREE_METRICS_TOKEN", TOKEN),
            ("SOIREE_LOG_FORMAT", "json"),
            ("SOIREE_MAIL", "outbox"),
            ("SOIREE_WEBHOOKS_PRIVATE", "true"),
        ];
        let config = Config::read(&Env::of(&settings)).expect("settings");
        let telemetry = Telemetry::new(&config).expect("telemetry");
        let logs = Lines::default();
        let writer = logs.clone();
        let subscriber = telemetry.subscriber(&config.log, false, move || writer.clone()).expect("a subscriber");
        closing::tell(&subscriber);
        let here = tracing::dispatcher::set_default(&subscriber);
        let site = Site::with(Database::Sqlite, &settings).await;
        Self { site, collector, logs, telemetry, _here: here, _alone: alone }
    }

    /// What was logged and collected in the end.
    async fn end(self) -> (String, Collector) {
        // The database's own threads hold spans a little longer than those who asked.
        let db = &self.site.database.db;
        db.read().close_by_ref().await.expect("a closed database");
        db.write().close_by_ref().await.expect("a closed database");
        self.telemetry.end().await;
        (self.logs.text(), self.collector)
    }
}
