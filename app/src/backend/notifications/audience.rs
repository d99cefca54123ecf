//! Whom something concerns. Whoever must not see the one who did it (the viewer of the context) is never among them.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, access,
        entities::{hosts, invites, posts, users},
    },
    domain::{notification::Muted, rsvp::Answer},
    error::Result,
};

/// Somebody with an account.
#[derive(Clone, Debug)]
pub struct Member {
    pub user: Uuid,
    pub username: String,
    pub muted: Muted,
}

type Row = (Uuid, String, String);

fn member((user, username, muted): Row) -> Member {
    Member { user, username, muted: Muted::parse(&muted) }
}

/// Reads the accounts that were joined, without the one who did it.
async fn members<E: EntityTrait, C: ConnectionTrait>(ctx: &Ctx, db: &C, joined: Select<E>) -> Result<Vec<Member>> {
    let mut members = joined
        .select_only()
        .columns([users::Column::Id, users::Column::Username, users::Column::MutedNotifications])
        .filter(access::seen(ctx, users::Column::Id));
    if let Some(actor) = &ctx.user {
        members = members.filter(users::Column::Id.ne(actor.id.0));
    }
    let rows: Vec<Row> = members.into_tuple().all(db).await?;
    Ok(rows.into_iter().map(member).collect())
}

/// Hosts and co-hosts (1 query).
pub async fn hosts<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: Uuid) -> Result<Vec<Member>> {
    let hosts = hosts::Entity::find().inner_join(users::Entity).filter(hosts::Column::PartyId.eq(party));
    members(ctx, db, hosts).await
}

/// Guests with an account, as far as `which` says (1 query).
pub async fn guests<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: Uuid, which: Condition) -> Result<Vec<Member>> {
    let guests = invites::Entity::find().inner_join(users::Entity).filter(invites::Column::PartyId.eq(party));
    members(ctx, db, guests.filter(which)).await
}

/// Hosts, and guests as far as `which` says; everybody once (2 queries).
pub async fn everybody<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: Uuid, which: Condition) -> Result<Vec<Member>> {
    let mut everybody = hosts(ctx, db, party).await?;
    let guests = guests(ctx, db, party, which).await?;
    let known: HashSet<Uuid> = everybody.iter().map(|host| host.user).collect();
    everybody.extend(guests.into_iter().filter(|guest| !known.contains(&guest.user)));
    Ok(everybody)
}

/// Guests who did not decline.
pub fn interested() -> Condition {
    Condition::all().add(invites::Column::Answer.ne(Answer::No.code()))
}

/// Some accounts (1 query).
pub async fn people<C: ConnectionTrait>(ctx: &Ctx, db: &C, ids: &[Uuid]) -> Result<Vec<Member>> {
    members(ctx, db, users::Entity::find().filter(users::Column::Id.is_in(ids.iter().copied()))).await
}

/// Who wrote a post or replied to it, with accounts (1 query).
pub async fn thread<C: ConnectionTrait>(db: &C, above: Uuid) -> Result<Vec<Uuid>> {
    let thread = Condition::any().add(posts::Column::Id.eq(above)).add(posts::Column::ParentId.eq(above));
    let authors: Vec<Uuid> = posts::Entity::find()
        .select_only()
        .column(posts::Column::UserId)
        .distinct()
        .filter(thread)
        .filter(posts::Column::UserId.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok(authors)
}
