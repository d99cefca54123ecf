//! What only one process at a time may do, such as changing the schema.

use std::{fs::File, path::Path, time::Duration};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend};

use super::{ACQUIRE, pool};

/// The right to be alone, until it is dropped; a process that dies does not keep it.
pub struct Alone {
    _server: Option<DatabaseConnection>,
    _folder: Option<File>,
}

impl Alone {
    /// Waits until nobody else has this right on the database of the URL.
    pub async fn hold(url: &str) -> anyhow::Result<Self> {
        match url.strip_prefix("sqlite:") {
            Some(path) => Ok(Self { _server: None, _folder: folder(path).await? }),
            None => Ok(Self { _server: Some(server(url).await?), _folder: None }),
        }
    }
}

/// A lock of a session: the connection stays open as long as the lock is wanted.
async fn server(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = pool(url, 1, ACQUIRE);
    options.idle_timeout(None::<Duration>).max_lifetime(None::<Duration>);
    let connection = Database::connect(options).await?;
    let lock = match connection.get_database_backend() {
        DbBackend::Postgres => "SELECT pg_advisory_lock(hashtext('soiree'))",
        // These locks are the server's, not the database's.
        _ => "SELECT GET_LOCK(MD5(CONCAT('soiree ', DATABASE())), 86400)",
    };
    connection.execute_unprepared(lock).await?;
    Ok(connection)
}

/// SQLite's file lies in a folder that can be locked. A database in memory has no folder, and nobody else.
async fn folder(path: &str) -> anyhow::Result<Option<File>> {
    let path = path.split('?').next().unwrap_or(path).trim_start_matches("//").to_owned();
    if path.contains(":memory:") {
        return Ok(None);
    }
    let lock = move || {
        let folder = Path::new(&path).parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = File::open(folder.unwrap_or(Path::new(".")))?;
        folder.lock()?;
        Ok::<_, std::io::Error>(folder)
    };
    Ok(Some(tokio::task::spawn_blocking(lock).await??))
}
