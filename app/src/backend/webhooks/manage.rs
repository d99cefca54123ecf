//! Webhooks as their owner keeps them.

use std::collections::BTreeSet;

use data_encoding::BASE64;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use super::{About, write_down};
use crate::{
    backend::{
        Ctx,
        entities::{webhook_deliveries as deliveries, webhooks},
        jobs::{self, Job},
        write::Once,
    },
    domain::{
        DeliveryId, Problem, WebhookId, time,
        webhook::{HookDraft, HookEvent, HookInfo, HookTopic, Undelivered, parse_topics},
    },
    error::{AppError, Result},
};

/// Webhooks of one account.
const MOST: usize = 10;
/// Messages that have not arrived, as far as the page shows them.
const SHOWN: u64 = 50;

/// My webhooks, the newest first, with what has not arrived (2 queries).
pub async fn list(ctx: &Ctx) -> Result<Vec<HookInfo>> {
    let db = ctx.db().read();
    let rows =
        mine(ctx)?.order_by_desc(webhooks::Column::CreatedAt).order_by_desc(webhooks::Column::Id).all(db).await?;
    let undelivered = deliveries::Entity::find()
        .filter(deliveries::Column::WebhookId.is_in(rows.iter().map(|row| row.id)))
        .filter(deliveries::Column::Attempts.gt(0))
        .order_by_desc(deliveries::Column::Id)
        .limit(SHOWN)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| info(ctx, row, &undelivered)).collect())
}

fn mine(ctx: &Ctx) -> Result<sea_orm::Select<webhooks::Entity>> {
    Ok(webhooks::Entity::find().filter(webhooks::Column::UserId.eq(ctx.user()?.id.0)))
}

fn info(ctx: &Ctx, row: webhooks::Model, undelivered: &[deliveries::Model]) -> HookInfo {
    let id = WebhookId(row.id);
    let of_this = undelivered.iter().filter(|delivery| delivery.webhook_id == row.id);
    HookInfo {
        id,
        topics: parse_topics(&row.topics),
        secret: format!("whsec_{}", BASE64.encode(&ctx.links().webhook_key(id))),
        delivered: row.delivered_at.map(|at| time::ago(at, ctx.now())),
        paused: row.paused_at.is_some(),
        undelivered: of_this.filter_map(|delivery| undelivered_message(ctx, delivery)).collect(),
        url: row.url,
    }
}

/// Nothing for an event that this version does not know.
fn undelivered_message(ctx: &Ctx, row: &deliveries::Model) -> Option<Undelivered> {
    Some(Undelivered {
        id: row.id.into(),
        event: row.event.parse().ok()?,
        happened: time::ago(row.created_at, ctx.now()),
        attempts: row.attempts,
        error: row.last_error.clone().unwrap_or_default(),
        given_up: row.failed_at.is_some(),
    })
}

/// Adds a webhook and sends it a test. Errors: [`Problem::TooMany`] for those who have many already.
pub async fn add(ctx: &Ctx, draft: HookDraft) -> Result<WebhookId> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once("webhooks.add").await? {
        Once::Again(id) => return Ok(id),
        Once::First(write) => write,
    };
    if mine(ctx)?.count(write.txn()).await? >= MOST as u64 {
        return Err(AppError::field("url", Problem::TooMany { max: MOST }));
    }
    let id = WebhookId::new();
    let row = webhooks::ActiveModel {
        id: Set(id.0),
        user_id: Set(me),
        url: Set(draft.url.as_str().to_owned()),
        topics: Set(codes(&draft.topics)),
        created_at: Set(ctx.now()),
        delivered_at: Set(None),
        paused_at: Set(None),
    };
    webhooks::Entity::insert(row).exec_without_returning(write.txn()).await?;
    write_down(ctx, write.txn(), id, HookEvent::Test, About::default(), test_body(ctx)?).await?;
    write.finish(id).await
}

fn codes(topics: &[HookTopic]) -> String {
    topics.iter().map(|topic| topic.code()).collect::<Vec<_>>().join(" ")
}

/// Removes one of my webhooks with its messages; one that is gone already is fine.
pub async fn remove(ctx: &Ctx, id: WebhookId) -> Result<()> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once(&format!("webhooks.remove {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    webhooks::Entity::delete_many()
        .filter(webhooks::Column::Id.eq(id.0))
        .filter(webhooks::Column::UserId.eq(me))
        .exec(write.txn())
        .await?;
    write.finish(()).await
}

/// Removes all webhooks of an account with their messages (1 query).
pub async fn remove_all<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<()> {
    webhooks::Entity::delete_many().filter(webhooks::Column::UserId.eq(user)).exec(db).await?;
    Ok(())
}

/// The servers that the webhooks of an account call, by name (1 query). What follows in their addresses may be secret.
pub async fn servers<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<Vec<String>> {
    let rows = webhooks::Entity::find().filter(webhooks::Column::UserId.eq(user)).all(db).await?;
    let server = |row: &webhooks::Model| row.url.split(['/', '?', '#']).nth(2).map(ToOwned::to_owned);
    let servers: BTreeSet<String> = rows.iter().filter_map(server).collect();
    Ok(servers.into_iter().collect())
}

/// Sends a test to one of my webhooks. When it arrives, a webhook that rests goes on.
pub async fn test(ctx: &Ctx, id: WebhookId) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("webhooks.test {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    find(ctx, write.txn(), id).await?;
    write_down(ctx, write.txn(), id, HookEvent::Test, About::default(), test_body(ctx)?).await?;
    write.finish(()).await
}

async fn find<C: ConnectionTrait>(ctx: &Ctx, db: &C, id: WebhookId) -> Result<webhooks::Model> {
    mine(ctx)?.filter(webhooks::Column::Id.eq(id.0)).one(db).await?.ok_or(AppError::NotFound)
}

fn test_body(ctx: &Ctx) -> Result<String> {
    let message = serde_json::json!({
        "type": HookEvent::Test.code(),
        "timestamp": time::machine(ctx.now()),
        "data": { "message": "If you read this, the webhook works." },
    });
    serde_json::to_string(&message).map_err(|_| AppError::Internal)
}

/// Tries a message again that was given up, as if it were new. One that has arrived meanwhile is [`AppError::NotFound`].
pub async fn send_again(ctx: &Ctx, id: DeliveryId) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("webhooks.send_again {id}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let delivery = deliveries::Entity::find_by_id(id.0).one(write.txn()).await?.ok_or(AppError::NotFound)?;
    find(ctx, write.txn(), delivery.webhook_id.into()).await?;
    let revived = deliveries::Entity::update_many()
        .col_expr(deliveries::Column::Attempts, Expr::value(0))
        .col_expr(deliveries::Column::FailedAt, Expr::value(None::<i64>))
        .filter(deliveries::Column::Id.eq(id.0))
        .filter(deliveries::Column::FailedAt.is_not_null())
        .exec(write.txn())
        .await?;
    if revived.rows_affected == 1 {
        jobs::enqueue(write.txn(), &Job::DeliverWebhook { delivery: id }, ctx.now()).await?;
    }
    write.finish(()).await
}
