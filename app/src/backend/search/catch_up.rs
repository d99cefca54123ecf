//! Photos without terms: an older version has prepared them, or they are from a backup of one.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::index::{PHOTOS, photos_now};
use crate::{
    backend::{
        db::Db,
        entities::{photo_terms, photos},
    },
    domain::album::Status,
    error::Result,
};

/// Photos that are looked at in one go.
const LOOKED_AT: u64 = 1_000;

/// Looks at the photos behind one of them, and puts those into the index that are not in it. Gives the last one that was
/// looked at, or nothing at the end (2 queries, and more for each 200 photos that were left out). A photo that is ready has
/// at least the term that all photos have.
pub async fn catch_up(db: &Db, behind: Option<Uuid>) -> Result<Option<Uuid>> {
    let mut next = photos::Entity::find().select_only().column(photos::Column::Id);
    if let Some(behind) = behind {
        next = next.filter(photos::Column::Id.gt(behind));
    }
    let next = next.order_by_asc(photos::Column::Id).limit(LOOKED_AT);
    let ids: Vec<Uuid> = next.into_tuple().all(db.read()).await?;
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(None) };
    let missing: Vec<Uuid> = photos::Entity::find()
        .select_only()
        .column(photos::Column::Id)
        .filter(photos::Column::Id.between(*first, *last))
        .filter(left_out())
        .order_by_asc(photos::Column::Id)
        .into_tuple()
        .all(db.read())
        .await?;
    for some in missing.chunks(PHOTOS) {
        index(db, some).await?;
    }
    Ok(Some(*last))
}

/// Ready, and without any term.
fn left_out() -> Condition {
    let terms = Query::select()
        .expr(Expr::value(1))
        .from(photo_terms::Entity)
        .and_where(
            Expr::col((photo_terms::Entity, photo_terms::Column::PhotoId)).equals((photos::Entity, photos::Column::Id)),
        )
        .to_owned();
    Condition::all().add(photos::Column::Status.eq(Status::Ready.code())).add(Expr::not_exists(terms))
}

/// Whoever changes one of these photos at the same time comes before or after.
async fn index(db: &Db, ids: &[Uuid]) -> Result<()> {
    let txn = db.begin().await?;
    let these = || {
        let all = photos::Entity::find().select_only().column(photos::Column::Id);
        all.filter(photos::Column::Id.is_in(ids.iter().copied())).order_by_asc(photos::Column::Id)
    };
    let _locked: Vec<Uuid> = these().lock_exclusive().into_tuple().all(&txn).await?;
    let still: Vec<Uuid> = these().filter(left_out()).into_tuple().all(&txn).await?;
    photos_now(&txn, &still).await?;
    txn.commit().await?;
    Ok(())
}
