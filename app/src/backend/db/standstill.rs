//! How long a transaction may stand still: PostgreSQL and MariaDB end it then, so that others need not wait for an instance
//! that does. In SQLite nobody else writes.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};

/// Most transactions, in seconds.
const SHORT: u32 = 3;
/// One that waits for files between its statements, in seconds.
const LONG: u32 = 600;

/// What tells PostgreSQL so when a connection is opened.
pub(super) fn on_postgres() -> String {
    format!("SET {}", postgres(SHORT))
}

/// What tells MariaDB so when a connection is opened.
pub(super) fn on_mariadb() -> String {
    mariadb(SHORT)
}

/// Lets this transaction wait for files (1 query where there is a limit).
pub(super) async fn lengthen(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    match txn.get_database_backend() {
        DbBackend::Sqlite => return Ok(()),
        DbBackend::MySql => txn.execute_unprepared(&mariadb(LONG)).await?,
        _ => txn.execute_unprepared(&format!("SET LOCAL {}", postgres(LONG))).await?,
    };
    Ok(())
}

/// The same as for others again, as it ends (1 query in MariaDB, which knows no limit for one transaction). A transaction
/// that fails before leaves its connection with the long limit, until the pool replaces it.
pub(super) async fn shorten(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::MySql {
        txn.execute_unprepared(&mariadb(SHORT)).await?;
    }
    Ok(())
}

fn postgres(seconds: u32) -> String {
    format!("idle_in_transaction_session_timeout = '{seconds}s'")
}

/// MySQL has no such limit; what stands in a comment of this kind is read by MariaDB alone.
fn mariadb(seconds: u32) -> String {
    format!("SET @limited = 1 /*M! , idle_transaction_timeout = {seconds} */")
}
