//! What went wrong with a statement, and what people are told of it.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlErr, sqlx};

use crate::error::AppError;

/// The code of SQLite, and the SQLSTATE of PostgreSQL, for a disk or a database that is full.
const FULL_CODES: [&str; 2] = ["13", "53100"];
/// The numbers of MariaDB for a table and a disk that are full; its SQLSTATE does not tell.
const FULL_NUMBERS: [u16; 2] = [1114, 1021];

impl From<DbErr> for AppError {
    fn from(error: DbErr) -> Self {
        match &error {
            _ if is_unreachable(&error) => {
                tracing::error!(%error, "the database cannot be reached");
                Self::Unavailable
            }
            _ if is_full(&error) => {
                tracing::error!("the database is full");
                Self::StorageFull
            }
            _ if is_orphan(&error) => {
                tracing::warn!(error = without_values(&error.to_string()), "what a row belongs to is gone");
                Self::Busy
            }
            _ if is_conflict(&error) => Self::Busy,
            _ => {
                tracing::error!(error = without_values(&error.to_string()), "a statement failed");
                Self::Internal
            }
        }
    }
}

/// MariaDB quotes what people wrote in its errors, and so does PostgreSQL behind a colon; logs shall not hold it.
fn without_values(error: &str) -> String {
    let error = error.split(": \"").next().unwrap_or_default();
    let unquoted = error.split('\'').enumerate().map(|(place, part)| if place % 2 == 0 { part } else { "…" });
    unquoted.collect::<Vec<_>>().join("'")
}

/// Whether a row was refused because its key is taken.
pub fn is_taken(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// The server is gone for now, or went away while it was asked. Connections that this process closed itself do not come
/// back.
pub(super) fn is_away(error: &DbErr) -> bool {
    is_unreachable(error) && !is_closed(error)
}

/// There is no room for what was to be written.
pub(super) fn is_full(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) = error else {
        return false;
    };
    let sqlx::Error::Database(error) = error.as_ref() else { return false };
    match error.try_downcast_ref::<sqlx::mysql::MySqlDatabaseError>() {
        Some(error) => FULL_NUMBERS.contains(&error.number()),
        None => error.code().is_some_and(|code| FULL_CODES.contains(&code.as_ref())),
    }
}

/// What a row belongs to was deleted meanwhile: the same again finds that it is gone.
fn is_orphan(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_)))
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

fn is_unreachable(error: &DbErr) -> bool {
    let error = match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => return true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => error.as_ref(),
        _ => return false,
    };
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolClosed | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| ends_connection(&code)),
        _ => false,
    }
}

fn is_closed(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(error) => *error == ConnAcquireErr::ConnectionClosed,
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => matches!(error.as_ref(), sqlx::Error::PoolClosed),
        _ => false,
    }
}

/// SQLSTATEs of a connection that broke (08), of a PostgreSQL that stops or starts (57P0), that has no connection left
/// (53300) or ended a transaction that stood still (25P03), and of a MariaDB that ended the connection (70100).
fn ends_connection(code: &str) -> bool {
    ["08", "57P0"].iter().any(|class| code.starts_with(class)) || ["53300", "25P03", "70100"].contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told_without_what_people_wrote() {
        for (error, told) in [
            ("Duplicate entry 'ana@example.org' for key 'email'", "Duplicate entry '…' for key '…'"),
            ("invalid input syntax for type uuid: \"ana\"", "invalid input syntax for type uuid"),
            ("no such table: users", "no such table: users"),
            ("near 'ana", "near '…"),
        ] {
            assert_eq!(without_values(error), told);
        }
    }

    #[test]
    fn what_is_closed_does_not_come_back() {
        let timeout = DbErr::ConnectionAcquire(ConnAcquireErr::Timeout);
        let closed = DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed);
        assert!(is_unreachable(&timeout) && is_away(&timeout));
        assert!(is_unreachable(&closed) && !is_away(&closed));
        assert!(!is_unreachable(&DbErr::RecordNotInserted));
    }

    #[test]
    fn codes_that_end_a_connection() {
        for code in ["57P01", "57P03", "08006", "25P03", "53300"] {
            assert!(ends_connection(code), "{code}");
        }
        for code in ["23505", "40P01", "57014", "25P02"] {
            assert!(!ends_connection(code), "{code}");
        }
    }
}
