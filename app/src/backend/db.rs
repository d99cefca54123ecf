//! The database: how it is opened, read and written, and everything in which SQLite, PostgreSQL and MariaDB differ.

mod alone;
pub mod catalog;
mod cursor;
mod fault;
mod hand_over;
pub mod notice;
mod patient;
pub mod refill;
mod room;
pub mod snapshot;
mod standstill;

pub use alone::Alone;
pub use cursor::{Cursor, NameCursor};
pub use fault::is_taken;
pub use hand_over::hand_over;
pub use patient::Patient;

use std::{
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait, metric::Info, sqlx,
};

/// Connections to one database. SQLite has a single writer (two would fail with SQLITE_BUSY) and a pool of readers.
#[derive(Clone, Debug)]
pub struct Db {
    reader: Patient,
    writer: Patient,
    /// Somebody was told that there is no room.
    doubted: Arc<AtomicBool>,
}

/// The connections of one pool.
#[derive(Clone, Copy, Debug)]
pub struct Pool {
    pub name: &'static str,
    pub open: i64,
    /// Of them, those that nobody uses now.
    pub idle: i64,
}

/// Rows that one statement names or writes, for databases limit the values in it.
pub const AT_ONCE: usize = 500;

/// How long SQLite waits for its writer.
const ACQUIRE: Duration = Duration::from_secs(10);
/// How long one try to get a connection to a server takes. Tries to connect come at most a fifth of it apart, so this is
/// also how soon a server is noticed that is back.
const TRY: Duration = Duration::from_millis(2_500);
/// A connection that was idle for so long is asked whether it still works.
const IDLE: Duration = Duration::from_secs(5);

impl Db {
    /// Opens `sqlite:…`, `postgres:…` or `mysql:…` with at most `connections` connections.
    pub async fn open(url: &str, connections: u32) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite(url, 1)).await?;
            let reader = Database::connect(sqlite(url, connections.min(readers()))).await?;
            return Ok(Self::over(Patient::new(reader), Patient::new(writer)));
        }
        let both = Patient::new(Database::connect(server(url, connections)).await?);
        Ok(Self::over(both.clone(), both))
    }

    fn over(reader: Patient, writer: Patient) -> Self {
        Self { reader, writer, doubted: Arc::default() }
    }

    /// For single statements that read.
    pub fn read(&self) -> &Patient {
        &self.reader
    }

    /// For single statements that write, and that may be carried out twice where the first answer was lost.
    pub fn write(&self) -> &Patient {
        &self.writer
    }

    /// For changes of the schema, which wait for nobody.
    pub fn schema(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// How long statements, and writes as a whole, wait for a database that is away.
    pub fn patience(&self) -> Duration {
        self.writer.patience
    }

    /// The same connections with more or less patience.
    pub fn with_patience(mut self, patience: Duration) -> Self {
        (self.reader.patience, self.writer.patience) = (patience, patience);
        self
    }

    /// A transaction that may write: in SQLite it holds the write lock from its beginning.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let backend = self.writer.get_database_backend();
        let options = TransactionOptions {
            isolation_level: (backend != DbBackend::Sqlite).then_some(IsolationLevel::ReadCommitted),
            access_mode: None,
            sqlite_transaction_mode: (backend == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate),
        };
        self.writer.patiently(|| self.writer.begin_with_options(options)).await
    }

    /// Whether somebody has to tell the database to look at its tables, by whose contents it plans: servers do by
    /// themselves.
    pub fn must_be_told(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Sqlite
    }

    /// Has SQLite look at tables that it does not know, or that have grown: at a part of each, so that nobody waits.
    /// PostgreSQL looks at all tables; MariaDB does nothing.
    pub async fn look_at_tables(&self) -> Result<(), DbErr> {
        match self.writer.get_database_backend() {
            DbBackend::Sqlite => {
                // 0x2: analyse, 0x10: only some rows, 0x10000: all tables, not only those that this connection has read.
                self.writer.execute_unprepared("PRAGMA optimize=0x10012").await?;
                self.have_all_look_again().await
            }
            DbBackend::Postgres => self.writer.execute_unprepared("ANALYZE").await.map(drop),
            _ => Ok(()),
        }
    }

    /// Connections of SQLite know what its tables held when they read the schema: a change of it has them read it anew.
    async fn have_all_look_again(&self) -> Result<(), DbErr> {
        let txn = self.begin().await?;
        txn.execute_unprepared("CREATE TABLE looked (id INTEGER)").await?;
        txn.execute_unprepared("DROP TABLE looked").await?;
        txn.commit().await
    }

    /// Tells the SQL of every statement from now on, to those who count them.
    pub fn watch(&mut self, note: impl Fn(&str) + Clone + Send + Sync + 'static) {
        self.observe(move |info| note(&info.statement.sql));
    }

    /// Tells of every statement from now on after it is carried out, and how long it took; nobody else is told any more.
    pub fn observe(&mut self, note: impl Fn(&Info<'_>) + Clone + Send + Sync + 'static) {
        for connection in [&mut self.reader, &mut self.writer] {
            connection.set_metric_callback(note.clone());
        }
    }

    /// How many connections there are.
    pub fn pools(&self) -> Vec<Pool> {
        fn pool<D: sqlx::Database>(name: &'static str, pool: &sqlx::Pool<D>) -> Pool {
            Pool { name, open: pool.size().into(), idle: i64::try_from(pool.num_idle()).unwrap_or(i64::MAX) }
        }
        match self.reader.get_database_backend() {
            DbBackend::Sqlite => vec![
                pool("read", self.reader.get_sqlite_connection_pool()),
                pool("write", self.writer.get_sqlite_connection_pool()),
            ],
            DbBackend::MySql => vec![pool("all", self.reader.get_mysql_connection_pool())],
            _ => vec![pool("all", self.reader.get_postgres_connection_pool())],
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

fn pool(url: &str, connections: u32, acquire: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(acquire).sqlx_logging(false).test_before_acquire(false);
    options
}

fn server(url: &str, connections: u32) -> ConnectOptions {
    let mut options = pool(url, connections, TRY);
    options.test_before_acquire_if_idle_for(IDLE);
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::Executor::execute(connection, sqlx::AssertSqlSafe(standstill::on_postgres())).await.map(drop)
            })
        })
    });
    options.map_sqlx_mysql_pool_opts(|pool| {
        pool.after_connect(|connection, _| {
            Box::pin(async move {
                sqlx::Executor::execute(connection, sqlx::AssertSqlSafe(standstill::on_mariadb())).await.map(drop)
            })
        })
    });
    options
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = pool(url, connections, ACQUIRE);
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>).map_sqlx_sqlite_opts(|options| {
        options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sea_orm::sqlx::sqlite::SqliteSynchronous::Normal)
            .busy_timeout(ACQUIRE)
            .statement_cache_capacity(200)
    });
    options.map_sqlx_sqlite_pool_opts(|pool| pool.after_release(|connection, _| Box::pin(room::is_free(connection))));
    options
}

/// The type to which sums are cast, so that all databases give 64-bit integers.
pub fn integer_type<C: ConnectionTrait>(db: &C) -> &'static str {
    if db.get_database_backend() == DbBackend::MySql { "SIGNED" } else { "BIGINT" }
}
