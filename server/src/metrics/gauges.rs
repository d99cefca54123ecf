//! Numbers that are looked up when somebody asks.

use app::backend::{jobs, tasks};
use prometheus_client::encoding::text::encode;

use super::{Metrics, labels::Backlog, labels::Pool};
use crate::{backup, state::AppState};

impl Metrics {
    /// All numbers as text (2 queries). What the database does not tell now is left out.
    pub async fn text(&self, state: &AppState) -> String {
        self.look(state).await;
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            tracing::error!("the metrics cannot be written");
        }
        text
    }

    async fn look(&self, state: &AppState) {
        for pool in state.services.db.pools() {
            let gauge = |which| self.pool.get_or_create_owned(&Pool { pool: pool.name, state: which });
            gauge("idle").set(pool.idle);
            gauge("busy").set(pool.open - pool.idle);
        }
        self.streams.set(i64::try_from(state.live.count()).unwrap_or(i64::MAX));
        self.backlog.clear();
        for jobs::Count { kind, waiting, dead } in jobs::counts(&state.services).await.unwrap_or_default() {
            self.backlog.get_or_create_owned(&Backlog { kind: kind.clone(), state: "waiting" }).set(waiting);
            self.backlog.get_or_create_owned(&Backlog { kind, state: "dead" }).set(dead);
        }
        if let Ok(Some(task)) = tasks::last(&state.services, backup::TASK).await {
            self.backup.set(task.done_at.map_or(0.0, |done_at| done_at as f64 / 1_000.0));
        }
    }
}
