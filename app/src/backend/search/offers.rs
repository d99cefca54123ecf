//! What the form offers to narrow down what was found: tags, people and cameras of the newest of these photos.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        access::{seen, seen_guest},
        album::people::code,
        entities::{invites, photo_people, photo_tags, photos, posts::Author, users},
    },
    domain::{album::Candidate, search::SearchPage},
    error::Result,
};

/// Of each kind.
const OFFERED: u64 = 30;

/// Somebody: the account or the invitation, and the name that each of them has.
type Named = (Option<Uuid>, Option<Uuid>, Option<String>, Option<String>);

/// Fills in what these photos have (3 queries, or none for no photos).
pub async fn fill<C: ConnectionTrait>(ctx: &Ctx, db: &C, photos: &[Uuid], page: &mut SearchPage) -> Result<()> {
    if photos.is_empty() {
        return Ok(());
    }
    page.tags = tags(db, photos).await?;
    page.people = people(ctx, db, photos).await?;
    page.cameras = cameras(db, photos).await?;
    Ok(())
}

/// The most frequent first.
async fn tags<C: ConnectionTrait>(db: &C, photos: &[Uuid]) -> Result<Vec<String>> {
    let tags = photo_tags::Entity::find()
        .select_only()
        .column(photo_tags::Column::Tag)
        .filter(photo_tags::Column::PhotoId.is_in(photos.iter().copied()))
        .group_by(photo_tags::Column::Tag)
        .order_by_desc(photo_tags::Column::PhotoId.count())
        .order_by_asc(photo_tags::Column::Tag)
        .limit(OFFERED);
    Ok(tags.into_tuple().all(db).await?)
}

async fn people<C: ConnectionTrait>(ctx: &Ctx, db: &C, photos: &[Uuid]) -> Result<Vec<Candidate>> {
    use photo_people::Column::{InviteId, PhotoId, UserId};
    let people: Vec<Named> = photo_people::Entity::find()
        .left_join(users::Entity)
        .left_join(invites::Entity)
        .select_only()
        .columns([UserId, InviteId])
        .column(users::Column::DisplayName)
        .column(invites::Column::Name)
        .distinct()
        .filter(PhotoId.is_in(photos.iter().copied()))
        .filter(seen(ctx, UserId))
        .filter(seen_guest(ctx, InviteId))
        .limit(OFFERED)
        .into_tuple()
        .all(db)
        .await?;
    let mut people: Vec<Candidate> = people
        .into_iter()
        .filter_map(|(user, invite, account, guest)| {
            let who = Author::of(user, invite)?;
            Some(Candidate { code: code(who), name: account.or(guest)? })
        })
        .collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(people)
}

async fn cameras<C: ConnectionTrait>(db: &C, photos: &[Uuid]) -> Result<Vec<String>> {
    let cameras = photos::Entity::find()
        .select_only()
        .column(photos::Column::Camera)
        .distinct()
        .filter(photos::Column::Id.is_in(photos.iter().copied()))
        .filter(photos::Column::Camera.ne(""))
        .order_by_asc(photos::Column::Camera)
        .limit(OFFERED);
    Ok(cameras.into_tuple().all(db).await?)
}
