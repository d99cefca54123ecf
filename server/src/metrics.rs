//! What Prometheus may ask for. Labels are patterns of paths, kinds and outcomes: never who, or what was written.

mod gauges;
mod labels;
mod serve;

pub use serve::{listen, show};

use std::{
    fmt,
    sync::atomic::AtomicU64,
    time::{Duration, Instant},
};

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

use self::labels::{Answer, Backlog, Ended, Outcome, Pool, Route, Verb};
use crate::{state::AppState, telemetry};

/// Upper bounds of request durations, in seconds.
const SECONDS: [f64; 11] = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// The same for statements.
const STATEMENT_SECONDS: [f64; 8] = [0.000_2, 0.001, 0.005, 0.02, 0.1, 0.5, 2.0, 10.0];

type Timer = Family<Route, Histogram, fn() -> Histogram>;
type StatementTimer = Family<Verb, Histogram, fn() -> Histogram>;

/// Everything that is counted in this process.
pub struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    seconds: Timer,
    statements: StatementTimer,
    jobs: Family<Ended, Counter>,
    uploads: Family<Outcome, Counter>,
    upload_bytes: Counter,
    mails: Family<Outcome, Counter>,
    pool: Family<Pool, Gauge>,
    backlog: Family<Backlog, Gauge>,
    streams: Gauge,
    backup: Gauge<f64, AtomicU64>,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let timer = || Histogram::new(SECONDS);
        let statement_timer = || Histogram::new(STATEMENT_SECONDS);
        let mut metrics = Self {
            registry: Registry::with_prefix("soiree"),
            answers: Family::default(),
            seconds: Timer::new_with_constructor(timer),
            statements: StatementTimer::new_with_constructor(statement_timer),
            jobs: Family::default(),
            uploads: Family::default(),
            upload_bytes: Counter::default(),
            mails: Family::default(),
            pool: Family::default(),
            backlog: Family::default(),
            streams: Gauge::default(),
            backup: Gauge::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("requests", "Requests by pattern of path and status", self.answers.clone());
        registry.register("request_seconds", "Until the answer begins", self.seconds.clone());
        registry.register("statement_seconds", "How long the database takes", self.statements.clone());
        registry.register("jobs_ended", "Jobs that this instance did", self.jobs.clone());
        registry.register("uploads", "Uploaded pictures", self.uploads.clone());
        registry.register("upload_bytes", "Bytes of pictures that were stored", self.upload_bytes.clone());
        registry.register("mails", "Mails that were sent or failed", self.mails.clone());
        registry.register("pool_connections", "Connections to the database", self.pool.clone());
        registry.register(
            "jobs",
            "Jobs that wait (or are being done), and such as were given up",
            self.backlog.clone(),
        );
        registry.register("open_streams", "Pages that stand open on this instance", self.streams.clone());
        registry.register(
            "backup_seconds",
            "When the last backup was made, in seconds since 1970",
            self.backup.clone(),
        );
    }

    /// A statement was carried out.
    pub fn query(&self, verb: &'static str, elapsed: Duration) {
        self.statements.get_or_create(&Verb { verb }).observe(elapsed.as_secs_f64());
    }

    /// A job has ended: it is done, or failed for now.
    pub fn job(&self, kind: &'static str, well: bool) {
        self.jobs.get_or_create(&Ended { kind, outcome: labels::word(well) }).inc();
    }

    /// A picture was stored with so many bytes, or could not be.
    pub fn upload(&self, stored: Option<u64>) {
        self.uploads.get_or_create(&Outcome { outcome: labels::word(stored.is_some()) }).inc();
        self.upload_bytes.inc_by(stored.unwrap_or_default());
    }

    /// A mail was sent, or failed for now.
    pub fn mail(&self, well: bool) {
        self.mails.get_or_create(&Outcome { outcome: labels::word(well) }).inc();
    }

    fn answer(&self, route: &str, method: &'static str, status: u16, elapsed: Duration) {
        let route = route.to_owned();
        self.seconds.get_or_create(&Route { route: route.clone() }).observe(elapsed.as_secs_f64());
        self.answers.get_or_create(&Answer { route, method, status }).inc();
    }
}

/// Counts requests.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let (begun, method) = (Instant::now(), method(request.method()));
    let route = telemetry::route(&request).to_owned();
    let response = next.run(request).await;
    state.metrics.answer(&route, method, response.status().as_u16(), begun.elapsed());
    response
}

/// Anybody may invent methods, and each would be counted for itself.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "OTHER",
    }
}
