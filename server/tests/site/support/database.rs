//! A fresh database for each test, gone when the test is over.

use app::backend::db::Db;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tempfile::TempDir;
use uuid::Uuid;

/// Kinds of databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
    MariaDb,
}

/// A database and what it takes to remove it.
pub struct TestDatabase {
    pub db: Db,
    pub url: String,
    pub kind: Database,
    name: String,
    _folder: TempDir,
}

const CONNECTIONS: u32 = 20;

impl TestDatabase {
    /// An empty database, without tables.
    pub async fn empty(kind: Database) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let name = format!("soiree_test_{}", Uuid::now_v7().simple());
        let url = match kind {
            Database::Sqlite => format!("sqlite:{}", folder.path().join("test.db").display()),
            Database::Postgres | Database::MariaDb => {
                let server = server(kind);
                let create = match kind {
                    Database::MariaDb => format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
                    _ => format!("CREATE DATABASE {name}"),
                };
                admin(&server).await.execute_unprepared(&create).await.expect("a new database");
                let (base, _) = server.rsplit_once('/').expect("a URL with a database");
                format!("{base}/{name}")
            }
        };
        let db = Db::open(&url, CONNECTIONS).await.expect("the new database opens");
        Self { db, url, kind, name, _folder: folder }
    }

    /// A database with all tables.
    pub async fn migrated(kind: Database) -> Self {
        let database = Self::empty(kind).await;
        Migrator::up(database.db.schema(), None).await.expect("migrations run");
        database
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.kind == Database::Sqlite {
            return;
        }
        let (server, name, kind) = (server(self.kind), self.name.clone(), self.kind);
        let drop_it = async move {
            let force = if kind == Database::Postgres { " WITH (FORCE)" } else { "" };
            let admin = admin(&server).await;
            if let Err(error) = admin.execute_unprepared(&format!("DROP DATABASE {name}{force}")).await {
                eprintln!("{name} stays behind: {error}");
            }
        };
        let run = || tokio::runtime::Runtime::new().map(|runtime| runtime.block_on(drop_it));
        if std::thread::spawn(run).join().is_err() {
            eprintln!("{} stays behind", self.name);
        }
    }
}

fn server(kind: Database) -> String {
    let name = match kind {
        Database::Postgres => "SOIREE_TEST_POSTGRES_URL",
        _ => "SOIREE_TEST_MARIADB_URL",
    };
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; `make test` starts the servers"))
}

async fn admin(url: &str) -> DatabaseConnection {
    let mut options = sea_orm::ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    sea_orm::Database::connect(options).await.expect("the database server answers")
}
