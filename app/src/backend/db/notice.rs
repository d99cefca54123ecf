//! Word from instance to instance that something was committed. PostgreSQL alone can give it; on other databases everybody
//! looks now and then.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DbBackend, DbErr,
    sqlx::postgres::{PgListener, PgPoolOptions},
};

use super::Db;

const CHANNEL: &str = "soiree_events";
/// How often to look where nobody tells that there is something …
const SOON: Duration = Duration::from_millis(500);
/// … and where somebody does, or this process is the only one that writes.
const SELDOM: Duration = Duration::from_secs(5);

/// Tells every instance, once the transaction is committed (on PostgreSQL 1 query, elsewhere none).
pub async fn give<C: ConnectionTrait>(db: &C) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(&format!("NOTIFY {CHANNEL}")).await?;
    }
    Ok(())
}

/// A connection of its own that waits for such words.
pub struct Notices(PgListener);

impl Notices {
    /// Listens from now on; nothing where the database gives no word.
    pub async fn listen(db: &Db) -> anyhow::Result<Option<Self>> {
        if db.read().get_database_backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let server = (*db.read().get_postgres_connection_pool().connect_options()).clone();
        let lasting = None::<Duration>;
        let pool = PgPoolOptions::new().max_connections(1).max_lifetime(lasting).idle_timeout(lasting);
        let mut listener = PgListener::connect_with(&pool.connect_with(server).await?).await?;
        listener.listen(CHANNEL).await?;
        Ok(Some(Self(listener)))
    }

    /// Returns when there is word, and when some may have been lost.
    pub async fn next(&mut self) -> anyhow::Result<()> {
        self.0.try_recv().await?;
        Ok(())
    }
}

impl Db {
    /// How often to look for what other instances have written.
    pub fn looks_every(&self) -> Duration {
        if self.read().get_database_backend() == DbBackend::MySql { SOON } else { SELDOM }
    }
}
