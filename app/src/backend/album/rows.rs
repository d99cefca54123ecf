//! Photos as read. Every list is a range of an index, however many photos there are.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait, Select,
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, access,
        db::Cursor,
        entities::{
            invites,
            photos::{self, Column},
            users,
        },
    },
    domain::{PartyId, PhotoId},
    error::{AppError, Result},
};

/// A photo and what its uploader is called.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    #[sea_orm(nested)]
    pub photo: photos::Model,
    pub display_name: Option<String>,
    pub username: Option<String>,
    pub face: Option<Uuid>,
    pub guest_name: Option<String>,
}

/// Where a photo stands in the order of albums.
pub fn place(photo: &photos::Model) -> Cursor {
    Cursor { at: photo.sorted_at, id: photo.id }
}

/// What the album shows behind it.
pub fn older(place: Cursor) -> Condition {
    place.older(Column::SortedAt, Column::Id)
}

/// What the album shows before it.
pub fn newer(place: Cursor) -> Condition {
    place.newer(Column::SortedAt, Column::Id)
}

/// Photos of a party, in no order.
pub fn of_party(party: PartyId) -> Select<photos::Entity> {
    photos::Entity::find().filter(Column::PartyId.eq(party.0))
}

/// The newest first.
pub fn newest_first(photos: Select<photos::Entity>) -> Select<photos::Entity> {
    photos.order_by_desc(Column::SortedAt).order_by_desc(Column::Id)
}

/// Adds what [`Row`] wants to know of the uploader.
pub fn with_uploaders(photos: Select<photos::Entity>) -> Select<photos::Entity> {
    named(photos.left_join(users::Entity).left_join(invites::Entity))
}

/// The same, but nothing of uploaders whom the viewer must not see.
pub fn with_seen_uploaders(ctx: &Ctx, photos: Select<photos::Entity>) -> Select<photos::Entity> {
    let account = access::only_seen(ctx, photos::Relation::User.def());
    let invitation = access::only_seen_guest(ctx, photos::Relation::Invite.def());
    named(photos.join(JoinType::LeftJoin, account).join(JoinType::LeftJoin, invitation))
}

/// What the uploader is called, of the account or the invitation that was joined.
fn named(photos: Select<photos::Entity>) -> Select<photos::Entity> {
    photos
        .column_as(users::Column::DisplayName, "display_name")
        .column_as(users::Column::Username, "username")
        .column_as(users::Column::PhotoId, "face")
        .column_as(invites::Column::Name, "guest_name")
}

/// A page of photos for which `which` holds, the newest first, and the cursor of the next one (1 query).
pub async fn page<C: ConnectionTrait>(
    db: &C,
    which: Select<photos::Entity>,
    after: Option<Cursor>,
    size: usize,
) -> Result<(Vec<Row>, Option<String>)> {
    let mut page = newest_first(which).limit(size as u64 + 1);
    if let Some(after) = after {
        page = page.filter(older(after));
    }
    let mut rows = with_uploaders(page).into_model::<Row>().all(db).await?;
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(|row| place(&row.photo).to_string());
    Ok((rows, next))
}

/// One photo of this party for which `which` holds (1 query), or [`AppError::NotFound`].
pub async fn one<C: ConnectionTrait>(db: &C, party: PartyId, photo: PhotoId, which: Condition) -> Result<Row> {
    let photo = of_party(party).filter(Column::Id.eq(photo.0)).filter(which);
    with_uploaders(photo).into_model::<Row>().one(db).await?.ok_or(AppError::NotFound)
}

/// The same without the uploader; nobody else changes or removes it until this transaction ends.
pub async fn lock(
    txn: &DatabaseTransaction,
    party: PartyId,
    photo: PhotoId,
    which: Condition,
) -> Result<photos::Model> {
    let photo = of_party(party).filter(Column::Id.eq(photo.0)).filter(which).lock_exclusive();
    photo.one(txn).await?.ok_or(AppError::NotFound)
}
