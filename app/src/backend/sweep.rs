//! What time makes useless, taken away in small steps.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};

use super::{
    Services,
    entities::{
        address_changes, events, login_failures, mailed_tokens, pictures, requests, sessions, webhook_deliveries,
    },
    events::KEPT as EVENTS_KEPT,
    series,
};
use crate::{
    domain::{
        PictureId,
        time::{HOUR, Millis},
        token::TokenKind,
    },
    error::Result,
};

/// How long a repeat of a form gets the first answer.
const REQUESTS_KEPT: Millis = 48 * HOUR;
const FAILURES_KEPT: Millis = 24 * HOUR;
/// How long a message may wait for a webhook that does not take it, so that its owner can send it again.
const DELIVERIES_KEPT: Millis = 30 * 24 * HOUR;
/// How long an uploaded picture may wait for its form.
const UNUSED_PICTURES_KEPT: Millis = 24 * HOUR;
const PICTURES_AT_ONCE: u64 = 100;
/// The purpose of a picture whose files are not all there: it is being stored, or taken away.
pub const CONDEMNED: &str = "gone";

/// Deletes expired sessions and links, old answers, old counters, what open pages have heard, what webhooks never took, and
/// series without dates.
pub async fn rows(services: &Services) -> Result<()> {
    let (db, now) = (services.db.write(), services.clock.now());
    sessions::Entity::delete_many().filter(sessions::Column::ExpiresAt.lt(now)).exec(db).await?;
    requests::Entity::delete_many().filter(requests::Column::CreatedAt.lt(now - REQUESTS_KEPT)).exec(db).await?;
    login_failures::Entity::delete_many()
        .filter(login_failures::Column::LastAt.lt(now - FAILURES_KEPT))
        .exec(db)
        .await?;
    series::sweep(db).await?;
    mailed_tokens::Entity::delete_many().filter(mailed_tokens::Column::ExpiresAt.lt(now)).exec(db).await?;
    address_changes::Entity::delete_many()
        .filter(address_changes::Column::CreatedAt.lt(now - TokenKind::NewAddress.lifetime()))
        .exec(db)
        .await?;
    events::Entity::delete_many().filter(events::Column::CreatedAt.lt(now - EVENTS_KEPT)).exec(db).await?;
    webhook_deliveries::Entity::delete_many()
        .filter(webhook_deliveries::Column::CreatedAt.lt(now - DELIVERIES_KEPT))
        .exec(db)
        .await?;
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
