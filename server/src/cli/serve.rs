//! `soiree serve`

use std::{net::SocketAddr, time::Duration};

use anyhow::{Context, Result, bail};
use axum::serve::ListenerExt;
use futures::FutureExt;
use migration::is_up_to_date;
use tokio::{net::TcpListener, signal::unix};

use crate::{backup, config::Config, housekeeping, jobs, mail, metrics, replies, router::router, state::AppState};

/// How long requests that were begun may take after the server was told to stop, and has gone on for a while. Whoever holds
/// a connection open does not hold up the end.
const LAST_REQUESTS: Duration = Duration::from_secs(30);
/// How long jobs that were begun may take after the last request is answered.
const LAST_JOBS: Duration = Duration::from_secs(30);

pub async fn run(config: &Config) -> Result<()> {
    let state = AppState::open(config).await?;
    check_schema(&state).await?;
    let listener = TcpListener::bind(config.http.address).await;
    let listener = listener.with_context(|| format!("cannot listen on {} (SOIREE_ADDRESS)", config.http.address))?;
    // Without it, the end of a response waits for the client's acknowledgement of its beginning.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "cannot set TCP_NODELAY");
        }
    });
    metrics::listen(&state).await?;
    let housekeeping = tokio::spawn(housekeeping::run(state.clone()));
    let jobs = tokio::spawn(jobs::run(state.clone()));
    let bounces = tokio::spawn(mail::poll(state.clone()));
    let replies = tokio::spawn(replies::poll(state.clone()));
    let backups = tokio::spawn(backup::make_now_and_then(config.clone(), state.clone()));
    tracing::info!("Soirée is ready at {}", config.http.base_url);
    let service = router(state.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let drain = Duration::from_secs(config.http.drain_seconds);
    let stopped = stop(state.clone(), drain).shared();
    let serve = axum::serve(listener, service).with_graceful_shutdown(stopped.clone());
    tokio::select! {
        served = serve.into_future() => served?,
        () = async { stopped.await; tokio::time::sleep(LAST_REQUESTS).await } => {
            tracing::warn!("requests that took too long are cut off");
        }
    }
    housekeeping.abort();
    bounces.abort();
    replies.abort();
    backups.abort();
    if tokio::time::timeout(LAST_JOBS, jobs).await.is_err() {
        tracing::warn!("jobs are left to the next start");
    }
    tracing::info!("all requests are answered; goodbye");
    Ok(())
}

/// A server on an old schema would fail request by request. On a newer one it goes on until it is replaced.
async fn check_schema(state: &AppState) -> Result<()> {
    let up_to_date = is_up_to_date(state.services.db.schema()).await.context("cannot read the schema")?;
    if up_to_date { Ok(()) } else { bail!("the database's schema is not up to date; run `soiree migrate up`") }
}

/// Told to stop, readiness says no first, so that balancers look elsewhere.
async fn stop(state: AppState, drain: Duration) {
    let mut terminate = match unix::signal(unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            tracing::error!(%error, "cannot wait for SIGTERM");
            return std::future::pending().await;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
    tracing::info!("stopping");
    state.stop();
    tokio::time::sleep(drain).await;
}
