//! Pictures of a database that another one takes the place of: their files are in the storage still.

use std::collections::HashSet;

use anyhow::Result;
use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::expected;
use crate::{
    backend::{
        db::{AT_ONCE, Db, catalog},
        entities::pictures,
        jobs,
    },
    domain::time::Millis,
};

/// Every picture that the database knows; none where it has no schema (2 queries, and 16 bytes of memory a picture).
pub async fn all(db: &Db) -> Result<HashSet<Uuid>> {
    let there = catalog::tables(db.read()).await?.iter().any(|table| table.name == "pictures");
    if !there {
        return Ok(HashSet::new());
    }
    let ids = pictures::Entity::find().select_only().column(pictures::Column::Id);
    Ok(ids.into_tuple::<Uuid>().all(db.read()).await?.into_iter().collect())
}

/// Has the files of pictures deleted that were there before and are not any more, and gives how many these are (2 queries,
/// and 2 more for each 500).
pub async fn discard(db: &Db, before: &HashSet<Uuid>, now: Millis) -> Result<usize> {
    let kept = all(db).await?;
    let gone: Vec<Uuid> = before.difference(&kept).copied().collect();
    for some in gone.chunks(AT_ONCE) {
        let txn = db.begin().await?;
        // Jobs delete the files of pictures alone that are noted.
        let rows = some.iter().map(|id| expected(*id, now));
        pictures::Entity::insert_many(rows).exec_without_returning(&txn).await?;
        jobs::discard(&txn, some.iter().copied(), now).await?;
        txn.commit().await?;
    }
    Ok(gone.len())
}
