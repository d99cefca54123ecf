//! Whom the account follows and has blocked, and who follows it, by username and since when.

use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select};
use serde_json::{Value, json};

use super::at;
use crate::{
    backend::{
        Ctx, access,
        entities::{blocks, follows, users},
    },
    domain::time::Millis,
    error::Result,
};

pub(super) async fn people(ctx: &Ctx) -> Result<Value> {
    let me = ctx.user()?.id.0;
    let following = follows::Entity::find()
        .join(JoinType::InnerJoin, follows::Relation::Followed.def())
        .filter(follows::Column::FollowerId.eq(me))
        .filter(access::seen(ctx, follows::Column::FollowedId));
    let followers = follows::Entity::find()
        .join(JoinType::InnerJoin, follows::Relation::Follower.def())
        .filter(follows::Column::FollowedId.eq(me))
        .filter(access::seen(ctx, follows::Column::FollowerId));
    // Those whom the viewer has blocked, as on the page of blocked people.
    let blocked = blocks::Entity::find()
        .join(JoinType::InnerJoin, blocks::Relation::Blocked.def())
        .filter(blocks::Column::BlockerId.eq(me));
    Ok(json!({
        "following": named(ctx, following, follows::Column::CreatedAt).await?,
        "followers": named(ctx, followers, follows::Column::CreatedAt).await?,
        "blocked": named(ctx, blocked, blocks::Column::CreatedAt).await?,
    }))
}

async fn named<E: EntityTrait>(ctx: &Ctx, pairs: Select<E>, since: E::Column) -> Result<Value> {
    let rows: Vec<(String, Millis)> = pairs
        .select_only()
        .column(users::Column::Username)
        .column(since)
        .order_by_asc(users::Column::Username)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    let shown = rows.into_iter().map(|(username, since)| json!({ "username": username, "since": at(since) }));
    Ok(shown.collect())
}
