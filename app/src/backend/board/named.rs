//! People who are named in posts, and whose names lead to their pages.

use std::collections::{BTreeSet, HashSet};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use uuid::Uuid;

use super::rows::Row;
use crate::{
    backend::{
        Ctx,
        access::{self, Standing},
        entities::{hosts, invites, users},
    },
    domain::{notification::mentioned, user::Username},
    error::Result,
};

/// Names that are looked up for one page, for databases limit the values in a statement.
const AT_ONCE: usize = 500;

/// The usernames in these posts that lead somewhere for the viewer (1 query; none where nobody is named): those of hosts
/// and guests of this party whom the viewer may see. Where the guest list is not for the viewer, no link tells who is on
/// it, but for those who wrote here themselves. Profiles are for people with an account.
pub async fn named<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    standing: &Standing,
    posts: &[&Row],
) -> Result<HashSet<String>> {
    let names = names(posts);
    let Some(me) = ctx.user.as_ref().filter(|_| !names.is_empty()) else { return Ok(HashSet::new()) };
    let party = standing.party.id;
    let mut guests = Condition::all().add(users::Column::Id.in_subquery(guests_of(party)));
    if !standing.sees_guest_list() {
        let known: BTreeSet<Uuid> = posts.iter().filter_map(|row| row.post.user_id).chain([me.id.0]).collect();
        guests = guests.add(users::Column::Id.is_in(known));
    }
    let here = Condition::any().add(users::Column::Id.in_subquery(hosts_of(party))).add(guests);
    let found: Vec<String> = users::Entity::find()
        .select_only()
        .column(users::Column::Username)
        .filter(users::Column::Username.is_in(names))
        .filter(here)
        .filter(access::seen(ctx, users::Column::Id))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}

/// What may be usernames, the first of them where there are too many.
fn names(posts: &[&Row]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for row in posts.iter().filter(|row| row.post.removed_at.is_none() && row.post.text.contains('@')) {
        for name in mentioned(&row.post.text) {
            if names.len() == AT_ONCE {
                return names;
            }
            if Username::parse(&name).is_ok() {
                names.insert(name);
            }
        }
    }
    names
}

fn hosts_of(party: Uuid) -> SelectStatement {
    Query::select()
        .column(hosts::Column::UserId)
        .from(hosts::Entity)
        .and_where(hosts::Column::PartyId.eq(party))
        .to_owned()
}

fn guests_of(party: Uuid) -> SelectStatement {
    Query::select()
        .column(invites::Column::UserId)
        .from(invites::Entity)
        .and_where(invites::Column::PartyId.eq(party))
        .and_where(invites::Column::UserId.is_not_null())
        .to_owned()
}
