//! The database: how it is opened, read and written, and everything in which SQLite, PostgreSQL and MariaDB differ.

pub mod notice;

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, RuntimeErr, SqlErr, SqliteTransactionMode, TransactionOptions, TransactionTrait, sqlx,
};

use crate::error::AppError;

/// Connections to one database. SQLite has a single writer (two would fail with SQLITE_BUSY) and a pool of readers.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

/// How long a request waits for a free connection.
const ACQUIRE: Duration = Duration::from_secs(10);

impl Db {
    /// Opens `sqlite:…`, `postgres:…` or `mysql:…` with at most `connections` connections.
    pub async fn open(url: &str, connections: u32) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite(url, 1)).await?;
            let reader = Database::connect(sqlite(url, connections.min(readers()))).await?;
            return Ok(Self { reader, writer });
        }
        let both = Database::connect(pool(url, connections)).await?;
        Ok(Self { reader: both.clone(), writer: both })
    }

    /// For single statements that read.
    pub fn read(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For migrations and single statements that write.
    pub fn write(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// A transaction that may write: in SQLite it holds the write lock from its beginning.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let backend = self.writer.get_database_backend();
        let options = TransactionOptions {
            isolation_level: (backend != DbBackend::Sqlite).then_some(IsolationLevel::ReadCommitted),
            access_mode: None,
            sqlite_transaction_mode: (backend == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate),
        };
        self.writer.begin_with_options(options).await
    }

    /// Tells the SQL of every statement from now on, to those who count them.
    pub fn watch(&mut self, note: impl Fn(&str) + Clone + Send + Sync + 'static) {
        for connection in [&mut self.reader, &mut self.writer] {
            let note = note.clone();
            connection.set_metric_callback(move |info| note(&info.statement.sql));
        }
    }

    /// Whether the database answers within two seconds.
    pub async fn healthy(&self) -> bool {
        tokio::time::timeout(Duration::from_secs(2), self.reader.ping()).await.is_ok_and(|ping| ping.is_ok())
    }
}

/// Each SQLite connection is a thread: more than the cores can serve only get in each other's way.
fn readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u32::try_from(2 * cores + 2).unwrap_or(u32::MAX)
}

fn pool(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(ACQUIRE).sqlx_logging(false).test_before_acquire(false);
    options
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = pool(url, connections);
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>).map_sqlx_sqlite_opts(|options| {
        options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sea_orm::sqlx::sqlite::SqliteSynchronous::Normal)
            .busy_timeout(ACQUIRE)
            .statement_cache_capacity(200)
    });
    options
}

/// Two writes met and one was turned away by the database; the same again may well succeed.
fn is_conflict(error: &DbErr) -> bool {
    let text = match error {
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => error.to_string(),
        _ => return false,
    };
    let text = text.to_lowercase();
    ["deadlock", "could not serialize", "database is locked", "record has changed since last read", "lock wait timeout"]
        .iter()
        .any(|sign| text.contains(sign))
}

/// The server is gone, or went away while it was asked.
fn is_unreachable(error: &DbErr) -> bool {
    let error = match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => error.as_ref(),
        _ => return false,
    };
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => true,
        // PostgreSQL's codes for a server that stops or starts.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| code.starts_with("57P0")),
        _ => false,
    }
}

impl From<DbErr> for AppError {
    fn from(error: DbErr) -> Self {
        match &error {
            _ if is_unreachable(&error) => {
                tracing::error!(%error, "the database cannot be reached");
                Self::Unavailable
            }
            _ if is_conflict(&error) => Self::Busy,
            _ => {
                tracing::error!(%error, "a statement failed");
                Self::Internal
            }
        }
    }
}

/// The type to which sums are cast, so that all databases give 64-bit integers.
pub fn integer_type<C: ConnectionTrait>(db: &C) -> &'static str {
    if db.get_database_backend() == DbBackend::MySql { "SIGNED" } else { "BIGINT" }
}

/// Whether a row was refused because its key is taken.
pub fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
