//! A connection that waits for a database that is away, as it is while a server restarts: requests take longer then, and
//! do not fail. A statement whose answer was lost is carried out again.

use std::{
    ops::{Deref, DerefMut},
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use super::fault::is_away;

/// How long to wait, as long as people wait for a page.
const PATIENCE: Duration = Duration::from_secs(10);
const SHORTEST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(200);

/// Connections for single statements. In a transaction nothing is repeated: it is repeated as a whole, with the form.
#[derive(Clone, Debug)]
pub struct Patient {
    connection: DatabaseConnection,
    pub(super) patience: Duration,
}

impl Patient {
    pub(super) fn new(connection: DatabaseConnection) -> Self {
        Self { connection, patience: PATIENCE }
    }

    /// Tries until the database answers, whatever it answers, or patience is at its end.
    pub(super) async fn patiently<T, F>(&self, attempt: impl Fn() -> F + Send) -> Result<T, DbErr>
    where
        F: Future<Output = Result<T, DbErr>> + Send,
    {
        let (begun, mut pause) = (Instant::now(), SHORTEST_PAUSE);
        loop {
            match attempt().await {
                Err(error) if is_away(&error) && begun.elapsed() + pause < self.patience => {
                    tracing::debug!(%error, "waiting for the database");
                }
                result => return result,
            }
            tokio::time::sleep(pause).await;
            // A pool may hold several connections that broke; only then is there reason to wait longer.
            pause = (pause + SHORTEST_PAUSE).min(LONGEST_PAUSE);
        }
    }
}

impl Deref for Patient {
    type Target = DatabaseConnection;

    fn deref(&self) -> &DatabaseConnection {
        &self.connection
    }
}

impl DerefMut for Patient {
    fn deref_mut(&mut self) -> &mut DatabaseConnection {
        &mut self.connection
    }
}

#[async_trait]
impl ConnectionTrait for Patient {
    fn get_database_backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.patiently(|| self.connection.execute_raw(statement.clone())).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.patiently(|| self.connection.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.patiently(|| self.connection.query_one_raw(statement.clone())).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.patiently(|| self.connection.query_all_raw(statement.clone())).await
    }
}
