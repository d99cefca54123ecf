//! From what happened to one message for each webhook.

use std::collections::HashSet;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        access::seen,
        db::AT_ONCE,
        entities::{hosts, users, webhook_deliveries, webhooks},
        jobs::{self, Job},
    },
    domain::{
        DeliveryId, InviteId, PartyId, PostId, UserId, WebhookId,
        webhook::{HookEvent, HookTopic, parse_topics},
    },
    error::Result,
};

/// What happened at a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// These guests have other answers now.
    Answered {
        invites: Vec<InviteId>,
    },
    GuestsAdded {
        invites: Vec<InviteId>,
    },
    GuestChanged {
        invite: InviteId,
    },
    GuestRemoved {
        invite: InviteId,
    },
    PostAdded {
        post: PostId,
    },
    PostChanged {
        post: PostId,
    },
    PostRemoved {
        post: PostId,
        /// Whose account wrote it.
        author: Option<UserId>,
    },
}

impl News {
    /// The event under which webhooks hear of it.
    pub fn event(&self) -> HookEvent {
        match self {
            Self::Answered { .. } => HookEvent::AnswerChanged,
            Self::GuestsAdded { .. } => HookEvent::GuestAdded,
            Self::GuestChanged { .. } => HookEvent::GuestChanged,
            Self::GuestRemoved { .. } => HookEvent::GuestRemoved,
            Self::PostAdded { .. } => HookEvent::PostAdded,
            Self::PostChanged { .. } => HookEvent::PostChanged,
            Self::PostRemoved { .. } => HookEvent::PostRemoved,
        }
    }

    /// The guests of whom it tells more than that they are gone.
    pub fn guests(&self) -> &[InviteId] {
        match self {
            Self::Answered { invites } | Self::GuestsAdded { invites } => invites,
            Self::GuestChanged { invite } => std::slice::from_ref(invite),
            Self::GuestRemoved { .. }
            | Self::PostAdded { .. }
            | Self::PostChanged { .. }
            | Self::PostRemoved { .. } => &[],
        }
    }

    /// The post whose words it tells.
    pub fn post(&self) -> Option<PostId> {
        match self {
            Self::PostAdded { post } | Self::PostChanged { post } => Some(*post),
            Self::Answered { .. }
            | Self::GuestsAdded { .. }
            | Self::GuestChanged { .. }
            | Self::GuestRemoved { .. }
            | Self::PostRemoved { .. } => None,
        }
    }
}

/// A webhook that is to be told, and its owner, who hosts the party.
#[derive(Clone, Debug)]
pub struct Listener {
    pub webhook: WebhookId,
    pub owner: users::Model,
}

/// What a message tells of; nothing of it where it is a test.
#[derive(Clone, Copy, Debug, Default)]
pub struct About {
    pub party: Option<PartyId>,
    /// The post whose words it holds.
    pub post: Option<PostId>,
}

/// Has the webhooks of the hosts told, if there are any (1 query, one more if so).
pub async fn announce<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, news: News) -> Result<()> {
    announce_all(ctx, db, vec![(party, news)]).await
}

/// The same of several parties (1 query for each 500, and one more for each 500 that have webhooks).
pub async fn announce_all<C: ConnectionTrait>(ctx: &Ctx, db: &C, all: Vec<(PartyId, News)>) -> Result<()> {
    let mut heard_of: HashSet<Uuid> = HashSet::new();
    for some in all.chunks(AT_ONCE) {
        heard_of.extend(with_webhooks(db, some).await?);
    }
    let heard = all.into_iter().filter(|(party, _)| heard_of.contains(&party.0));
    let announcements: Vec<Job> = heard.map(|(party, news)| Job::Announce { party, news }).collect();
    jobs::enqueue_all(db, &announcements, ctx.now()).await
}

/// The parties of which a webhook of any host hears (1 query).
async fn with_webhooks<C: ConnectionTrait>(db: &C, all: &[(PartyId, News)]) -> Result<Vec<Uuid>> {
    let of_host =
        Expr::col((webhooks::Entity, webhooks::Column::UserId)).equals((hosts::Entity, hosts::Column::UserId));
    let theirs = Query::select()
        .expr(Expr::value(1))
        .from(webhooks::Entity)
        .and_where(of_host)
        .and_where(webhooks::Column::PausedAt.is_null())
        .to_owned();
    let parties = hosts::Entity::find()
        .select_only()
        .column(hosts::Column::PartyId)
        .distinct()
        .filter(hosts::Column::PartyId.is_in(all.iter().map(|(party, _)| party.0)))
        .filter(Expr::exists(theirs));
    Ok(parties.into_tuple().all(db).await?)
}

fn of_hosts(party: PartyId) -> sea_orm::Select<webhooks::Entity> {
    webhooks::Entity::find()
        .filter(webhooks::Column::PausedAt.is_null())
        .filter(webhooks::Column::UserId.in_subquery(hosts_of(party)))
}

fn hosts_of(party: PartyId) -> SelectStatement {
    Query::select()
        .column(hosts::Column::UserId)
        .from(hosts::Entity)
        .and_where(hosts::Column::PartyId.eq(party.0))
        .to_owned()
}

/// The webhooks of the party's hosts that hear of this (1 query, for a post that was removed one more for each). Whoever
/// is about to leave the site hears of nothing.
pub async fn listeners<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, news: &News) -> Result<Vec<Listener>> {
    let topic = news.event().topic();
    let found = of_hosts(party)
        .find_also_related(users::Entity)
        .filter(users::Column::LeavesAt.is_null())
        .order_by_asc(webhooks::Column::Id)
        .all(db)
        .await?;
    let mut listeners = Vec::new();
    for (webhook, owner) in found {
        let Some(owner) = owner.filter(|_| hears_of(&webhook, topic)) else { continue };
        if may_know(ctx, db, &owner, news).await? {
            listeners.push(Listener { webhook: webhook.id.into(), owner });
        }
    }
    Ok(listeners)
}

fn hears_of(webhook: &webhooks::Model, topic: Option<HookTopic>) -> bool {
    topic.is_none_or(|topic| parse_topics(&webhook.topics).contains(&topic))
}

/// Of what is still there, the use-cases tell what the owner may see. Of a post that is gone nobody else can.
async fn may_know<C: ConnectionTrait>(ctx: &Ctx, db: &C, owner: &users::Model, news: &News) -> Result<bool> {
    let News::PostRemoved { author: Some(author), .. } = news else { return Ok(true) };
    let owner = Ctx { user: Some(owner.person()), ..ctx.clone() };
    let seen = Condition::all().add(users::Column::Id.eq(author.0)).add(seen(&owner, users::Column::Id));
    Ok(users::Entity::find().filter(seen).one(db).await?.is_some())
}

/// Writes a message down, to be sent at once (2 queries). What it holds of posts and guests goes with these.
pub async fn write_down(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    webhook: WebhookId,
    event: HookEvent,
    about: About,
    body: String,
) -> Result<()> {
    let id = DeliveryId::new();
    let row = webhook_deliveries::ActiveModel {
        id: Set(id.0),
        webhook_id: Set(webhook.0),
        event: Set(event.code().to_owned()),
        body: Set(body),
        attempts: Set(0),
        last_error: Set(None),
        failed_at: Set(None),
        created_at: Set(ctx.now()),
        post_id: Set(about.post.map(|post| post.0)),
        party_id: Set(about.party.map(|party| party.0)),
    };
    webhook_deliveries::Entity::insert(row).exec_without_returning(txn).await?;
    jobs::enqueue(txn, &Job::DeliverWebhook { delivery: id }, ctx.now()).await
}
