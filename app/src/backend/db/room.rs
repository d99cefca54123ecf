//! Whether there is room to write, and what a connection to SQLite is worth where there was none.

use std::sync::atomic::Ordering;

use sea_orm::{
    ActiveValue::Set,
    DbErr, EntityTrait,
    sqlx::{self, Connection, SqliteConnection},
};
use uuid::Uuid;

use super::{Db, fault::is_full};
use crate::backend::entities::requests;

/// What is written to see whether there is room: so many random texts of 32 characters, which no database makes smaller.
const TEXTS: usize = 1_000;

impl Db {
    /// Somebody was told that there is no room; whether it is so, [`Db::has_room`] looks.
    pub fn doubt_room(&self) {
        self.doubted.store(true, Ordering::Relaxed);
    }

    /// Whether there is room to write. Once there was none, something is written and taken away to see (2 queries).
    pub async fn has_room(&self) -> bool {
        if !self.doubted.load(Ordering::Relaxed) {
            return true;
        }
        match self.write_something().await {
            Ok(()) => {
                self.doubted.store(false, Ordering::Relaxed);
                true
            }
            Err(error) => !is_full(&error),
        }
    }

    async fn write_something(&self) -> Result<(), DbErr> {
        let key_hash = format!("room {}", Uuid::now_v7());
        let texts = std::iter::repeat_with(|| Uuid::new_v4().simple().to_string());
        let row = requests::ActiveModel {
            key_hash: Set(key_hash.clone()),
            answer: Set(texts.take(TEXTS).collect()),
            // So old that the sweep takes it, should nobody come to do so here.
            created_at: Set(0),
        };
        requests::Entity::insert(row).exec_without_returning(self.write()).await?;
        requests::Entity::delete_by_id(key_hash).exec(self.write()).await?;
        Ok(())
    }
}

/// Whether a connection may go back to its pool. SQLite ends a transaction by itself where it finds no room; sqlx does not
/// notice, and would take the next one for a part of it, which nobody ever commits.
pub(super) async fn is_free(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    if connection.is_in_transaction() {
        // What is just being rolled back has been when this is answered.
        connection.ping().await?;
    }
    Ok(!connection.is_in_transaction())
}
