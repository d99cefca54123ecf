//! Whom the account follows and has blocked, and who follows it, by username.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Query, SelectStatement},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, access,
        entities::{blocks, follows, users},
    },
    error::Result,
};

pub(super) async fn people(ctx: &Ctx) -> Result<Value> {
    let me = ctx.user()?.id.0;
    let following = Query::select()
        .column(follows::Column::FollowedId)
        .from(follows::Entity)
        .and_where(follows::Column::FollowerId.eq(me))
        .to_owned();
    let followers = Query::select()
        .column(follows::Column::FollowerId)
        .from(follows::Entity)
        .and_where(follows::Column::FollowedId.eq(me))
        .to_owned();
    Ok(json!({
        "following": seen(ctx, following).await?,
        "followers": seen(ctx, followers).await?,
        "blocked": blocked(ctx, me).await?,
    }))
}

async fn seen(ctx: &Ctx, accounts: SelectStatement) -> Result<Vec<String>> {
    let names = users::Entity::find()
        .select_only()
        .column(users::Column::Username)
        .filter(users::Column::Id.in_subquery(accounts))
        .filter(access::seen(ctx, users::Column::Id))
        .order_by_asc(users::Column::Username)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    Ok(names)
}

/// Those whom the viewer has blocked, as on the page of blocked people.
async fn blocked(ctx: &Ctx, me: Uuid) -> Result<Vec<String>> {
    let blocked = Query::select()
        .column(blocks::Column::BlockedId)
        .from(blocks::Entity)
        .and_where(blocks::Column::BlockerId.eq(me))
        .to_owned();
    let names = users::Entity::find()
        .select_only()
        .column(users::Column::Username)
        .filter(users::Column::Id.in_subquery(blocked))
        .order_by_asc(users::Column::Username)
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    Ok(names)
}
