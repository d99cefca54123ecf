//! What time makes useless, taken away in small steps.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::{
    Services,
    entities::{events, login_failures, pictures, requests, sessions},
    events::KEPT as EVENTS_KEPT,
};
use crate::{
    domain::{PictureId, time::Millis},
    error::Result,
};

const HOUR: Millis = 3_600_000;
/// How long a repeat of a form gets the first answer.
const REQUESTS_KEPT: Millis = 48 * HOUR;
const FAILURES_KEPT: Millis = 24 * HOUR;
/// How long an uploaded picture may wait for its form.
const UNUSED_PICTURES_KEPT: Millis = 24 * HOUR;
const PICTURES_AT_ONCE: u64 = 100;
/// The purpose of a picture that is being taken away.
pub(super) const CONDEMNED: &str = "gone";

/// Deletes expired sessions, old answers, old counters and what open pages have heard.
pub async fn rows(services: &Services) -> Result<()> {
    let (db, now) = (services.db.write(), services.clock.now());
    sessions::Entity::delete_many().filter(sessions::Column::ExpiresAt.lt(now)).exec(db).await?;
    requests::Entity::delete_many().filter(requests::Column::CreatedAt.lt(now - REQUESTS_KEPT)).exec(db).await?;
    login_failures::Entity::delete_many()
        .filter(login_failures::Column::LastAt.lt(now - FAILURES_KEPT))
        .exec(db)
        .await?;
    events::Entity::delete_many().filter(events::Column::CreatedAt.lt(now - EVENTS_KEPT)).exec(db).await?;
    Ok(())
}

/// Pictures that nobody uses, oldest first.
pub async fn unused_pictures(services: &Services) -> Result<Vec<PictureId>> {
    let before = services.clock.now() - UNUSED_PICTURES_KEPT;
    let rows = pictures::Entity::find()
        .filter(pictures::Column::Used.eq(false))
        .filter(pictures::Column::CreatedAt.lt(before))
        .order_by_asc(pictures::Column::CreatedAt)
        .limit(PICTURES_AT_ONCE)
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// Makes sure that nobody puts a picture to use any more; its files may go only when this says so.
pub async fn condemn_picture(services: &Services, id: PictureId) -> Result<bool> {
    let condemned = pictures::Entity::update_many()
        .col_expr(pictures::Column::Purpose, Expr::value(CONDEMNED))
        .filter(pictures::Column::Id.eq(id.0))
        .filter(pictures::Column::Used.eq(false))
        .exec(services.db.write())
        .await?;
    Ok(condemned.rows_affected == 1)
}

/// Forgets a condemned picture after its files are gone.
pub async fn forget_picture(services: &Services, id: PictureId) -> Result<()> {
    pictures::Entity::delete_many()
        .filter(pictures::Column::Id.eq(id.0))
        .filter(pictures::Column::Purpose.eq(CONDEMNED))
        .exec(services.db.write())
        .await?;
    Ok(())
}
