//! A party with its hosts and what the viewer has of it, found with one query.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, IdenStatic, Iterable, JoinType,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait, RelationDef, RelationTrait, Select,
    sea_query::{Expr, ExprTrait},
};

use super::{only_seen, seen_of, with_seen_cover};
use crate::{
    backend::{
        Ctx,
        entities::{hosts, invites, parties, photos, posts, users},
        links,
    },
    domain::PartyId,
    error::{AppError, Result},
};

/// What the names of their columns begin with.
const HOST: &str = "host_";
const ACCOUNT: &str = "account_";
const INVITE: &str = "invite_";
const POSTS: &str = "has_posts";
const PHOTOS: &str = "has_photos";

/// A party with all by which the viewer's rights are told.
pub struct Found {
    /// Without the cover where the viewer must not see it.
    pub party: parties::Model,
    /// The first host first, with the account unless the viewer must not see it.
    pub hosts: Vec<(hosts::Model, Option<users::Model>)>,
    /// Those of the viewer's account and of the personal link. A link that somebody has claimed whom the viewer must not
    /// see is no invitation.
    pub invites: Vec<invites::Model>,
    /// Somebody wrote on its board, or added to its album: where nobody did, no page needs to ask for more.
    pub has_posts: bool,
    pub has_photos: bool,
}

/// A host beside an invitation: there is a row for each host with each of the viewer's invitations.
struct Row {
    party: parties::Model,
    host: Option<hosts::Model>,
    account: Option<users::Model>,
    invite: Option<invites::Model>,
    has_posts: bool,
    has_photos: bool,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> std::result::Result<Self, DbErr> {
        Ok(Self {
            party: parties::Model::from_query_result(row, prefix)?,
            host: hosts::Model::from_query_result_optional(row, HOST)?,
            account: users::Model::from_query_result_optional(row, ACCOUNT)?,
            // Nobody can have one who has neither an account nor a link: then there are no such columns.
            invite: invites::Model::from_query_result_optional(row, INVITE)?,
            has_posts: row.try_get(prefix, POSTS)?,
            has_photos: row.try_get(prefix, PHOTOS)?,
        })
    }
}

/// Whether the viewer may see any of it is not asked here (1 query).
pub async fn find<C: ConnectionTrait>(ctx: &Ctx, db: &C, id: PartyId) -> Result<Found> {
    let mut party = with_seen_cover(ctx, parties::Entity::find_by_id(id.0))
        .expr_as(any::<posts::Entity>(posts::Column::PartyId, id), POSTS)
        .expr_as(any::<photos::Entity>(photos::Column::PartyId, id), PHOTOS);
    // Before the hosts, so that databases look for them once.
    if let Some(mine) = mine(ctx, id) {
        party = with_columns::<invites::Entity>(party.join(JoinType::LeftJoin, mine), INVITE);
    }
    let party = party
        .join(JoinType::LeftJoin, parties::Relation::Hosts.def())
        .join(JoinType::LeftJoin, only_seen(ctx, hosts::Relation::User.def()))
        .order_by_asc(hosts::Column::CoHost)
        .order_by_asc(hosts::Column::CreatedAt);
    let party = with_columns::<users::Entity>(with_columns::<hosts::Entity>(party, HOST), ACCOUNT);
    together(party.into_model::<Row>().all(db).await?).ok_or(AppError::NotFound)
}

/// Whether there is a row of this party.
fn any<E: EntityTrait>(party: E::Column, id: PartyId) -> Expr {
    Expr::exists(E::find().select_only().column(party).filter(party.eq(id.0)).into_query())
}

/// Adds the columns of a table that was joined.
fn with_columns<E: EntityTrait>(party: Select<parties::Entity>, prefix: &str) -> Select<parties::Entity> {
    E::Column::iter().fold(party, |party, column| {
        party.expr_as(Expr::col(column.as_column_ref()), format!("{prefix}{}", column.as_str()))
    })
}

/// Leads to the invitations of the viewer, if they can have any.
fn mine(ctx: &Ctx, id: PartyId) -> Option<RelationDef> {
    let me = ctx.user.as_ref().map(|user| user.id.0);
    let token_hash = ctx.guest_token(id).map(links::hash);
    if me.is_none() && token_hash.is_none() {
        return None;
    }
    // Without an account, whoever has claimed the link is the viewer.
    let visible = me.map_or_else(Condition::all, |me| seen_of(me, invites::Column::UserId));
    Some(parties::Relation::Invites.def().on_condition(move |_party, invite| {
        let mut mine = Condition::any();
        if let Some(me) = me {
            mine = mine.add(Expr::col((invite.clone(), invites::Column::UserId)).eq(me));
        }
        if let Some(token_hash) = &token_hash {
            mine = mine.add(Expr::col((invite, invites::Column::TokenHash)).eq(token_hash.as_str()));
        }
        Condition::all().add(mine).add(visible.clone())
    }))
}

/// Every host and every invitation once, in the order of the rows.
fn together(rows: Vec<Row>) -> Option<Found> {
    let mut found: Option<Found> = None;
    for Row { party, host, account, invite, has_posts, has_photos } in rows {
        let (hosts, invites) = (Vec::new(), Vec::new());
        let found = found.get_or_insert(Found { party, hosts, invites, has_posts, has_photos });
        let host = host.map(|host| (host, account));
        add_new(&mut found.hosts, host, |(one, _), (other, _)| one.user_id == other.user_id);
        add_new(&mut found.invites, invite, |one, other| one.id == other.id);
    }
    found
}

fn add_new<T>(list: &mut Vec<T>, found: Option<T>, same: impl Fn(&T, &T) -> bool) {
    let new = found.filter(|new| !list.iter().any(|known| same(known, new)));
    list.extend(new);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_once_and_in_order() {
        let mut list = Vec::new();
        for found in [Some(2), Some(3), None, Some(2), Some(1), Some(3)] {
            add_new(&mut list, found, |one, other| one == other);
        }
        assert_eq!(list, [2, 3, 1]);
    }
}
