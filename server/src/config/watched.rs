//! Who may see how the site is doing: metrics and traces.

use std::{fmt, net::SocketAddr};

use anyhow::{Context, Result, bail};

use super::Env;

/// Who may read the metrics; without either, nobody.
#[derive(Clone, Default)]
pub struct MetricsAccess {
    /// Whoever reaches this address.
    pub address: Option<SocketAddr>,
    /// Whoever has this token, at the site's own address.
    pub token: Option<String>,
}

impl MetricsAccess {
    pub fn wanted(&self) -> bool {
        self.address.is_some() || self.token.is_some()
    }
}

impl fmt::Debug for MetricsAccess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MetricsAccess").field("address", &self.address).finish_non_exhaustive()
    }
}

/// A collector that speaks OTLP over HTTP.
#[derive(Clone)]
pub struct Traces {
    /// Without a slash at the end.
    pub endpoint: String,
    pub headers: Vec<(String, String)>,
    /// The name under which it knows this site.
    pub service: String,
}

impl fmt::Debug for Traces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Traces").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

pub(super) fn metrics(env: &Env) -> Result<MetricsAccess> {
    let address = env
        .optional("SOIREE_METRICS_ADDRESS")
        .map(|text| {
            text.parse::<SocketAddr>()
                .with_context(|| format!("SOIREE_METRICS_ADDRESS: {text:?} is not like 127.0.0.1:9100"))
        })
        .transpose()?;
    let token = env.optional("SOIREE_METRICS_TOKEN");
    if token.as_ref().is_some_and(|token| token.len() < 16) {
        bail!("SOIREE_METRICS_TOKEN is shorter than 16 characters");
    }
    Ok(MetricsAccess { address, token })
}

pub(super) fn traces(env: &Env) -> Result<Option<Traces>> {
    let Some(endpoint) = env.optional("OTEL_EXPORTER_OTLP_ENDPOINT") else { return Ok(None) };
    if !endpoint.starts_with("http://") && !endpoint.starts_with("https://") {
        bail!("OTEL_EXPORTER_OTLP_ENDPOINT: {endpoint:?} is not like http://127.0.0.1:4318");
    }
    let mut headers = Vec::new();
    for pair in env.text("OTEL_EXPORTER_OTLP_HEADERS").split(',').filter(|pair| !pair.trim().is_empty()) {
        let (name, value) =
            pair.split_once('=').context("OTEL_EXPORTER_OTLP_HEADERS is not like name=value,name=value")?;
        headers.push((name.trim().to_owned(), value.trim().to_owned()));
    }
    let endpoint = endpoint.trim_end_matches('/').to_owned();
    Ok(Some(Traces { endpoint, headers, service: env.text("OTEL_SERVICE_NAME") }))
}
