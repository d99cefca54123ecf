//! Logs, and traces for whoever collects them by OpenTelemetry. Neither holds names, addresses, tokens or what people
//! wrote: of a path only its pattern is told, of a statement only its text without values.

mod otlp;
mod outgoing;
mod queries;
mod request;

pub use outgoing::{TRACEPARENT, traceparent};
pub use queries::watch as watch_queries;
pub use request::{NewId, answered, route, span};

use std::io::IsTerminal;

use anyhow::{Context, Result};
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Dispatch, level_filters::LevelFilter};
use tracing_subscriber::{
    EnvFilter, Layer, Registry,
    filter::Targets,
    fmt::{self, MakeWriter},
    layer::SubscriberExt,
    registry,
    util::SubscriberInitExt,
};

use crate::config::{Config, Log};

/// Spans of this target are made for traces alone; where nobody collects these, they cost nothing.
pub const TRACES: &str = "soiree::traces";

/// Where traces go, if anywhere.
pub struct Telemetry {
    provider: Option<SdkTracerProvider>,
}

/// Starts logging to standard error, and tracing if the settings name a collector.
pub fn init(config: &Config) -> Result<Telemetry> {
    let telemetry = Telemetry::new(config)?;
    telemetry.subscriber(&config.log, std::io::stderr().is_terminal(), std::io::stderr)?.try_init()?;
    Ok(telemetry)
}

impl Telemetry {
    pub fn new(config: &Config) -> Result<Self> {
        let provider = config.traces.as_ref().map(otlp::provider).transpose()?;
        if let Some(provider) = &provider {
            opentelemetry::global::set_tracer_provider(provider.clone());
        }
        Ok(Self { provider })
    }

    /// Sends what is left.
    pub async fn end(self) {
        let Some(provider) = self.provider else { return };
        let ended = tokio::task::spawn_blocking(move || provider.shutdown()).await;
        if !matches!(ended, Ok(Ok(()))) {
            tracing::warn!("the last traces could not be sent");
        }
    }

    /// Takes what the program tells: logs go to the writer.
    pub fn subscriber<W>(&self, log: &Log, ansi: bool, writer: W) -> Result<Dispatch>
    where
        W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
    {
        let filter = EnvFilter::try_new(&log.filter).context("SOIREE_LOG")?;
        let Some(provider) = &self.provider else {
            // One filter for all: what it leaves out costs nothing.
            let registry = registry().with(filter);
            let lines = fmt::layer().with_writer(writer).with_ansi(ansi);
            let json = log.json;
            return Ok(if json { registry.with(lines.json()).into() } else { registry.with(lines.compact()).into() });
        };
        let lines = fmt::layer::<Registry>().with_writer(writer).with_ansi(ansi);
        let lines = if log.json { lines.json().boxed() } else { lines.compact().boxed() };
        let wanted =
            Targets::new().with_target(TRACES, LevelFilter::DEBUG).with_target(request::TARGET, LevelFilter::INFO);
        let traces = tracing_opentelemetry::layer()
            .with_tracer(provider.tracer("soiree"))
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_filter(wanted);
        Ok(registry().with(lines.with_filter(filter)).with(traces).into())
    }
}
