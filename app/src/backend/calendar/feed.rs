//! The private feed: a secret address that a calendar program asks again and again, without a login.
//!
//! Every date of a series is an event of its own. One event with a rule would have one link and one state for all of
//! them, and who follows the link of a later date would answer for another one.

use std::collections::HashSet;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};
use uuid::Uuid;

use super::event::event;
use crate::{
    backend::{
        Ctx, access,
        db::is_taken,
        entities::{calendar_feeds, hosts, invites, parties},
        links,
        parties::with_my_invite,
        people::{hosted_by_or, inviting},
        write::{Once, Write},
    },
    domain::{
        UserId,
        calendar::{Calendar, Event},
        rsvp::Answer,
        time::Millis,
    },
    error::{AppError, Result},
};

/// How long a party stays in the feed after its last entry, in milliseconds.
const KEPT: Millis = 365 * 24 * 3_600_000;
/// The most parties in a feed; the latest are kept.
const MOST: u64 = 500;
/// How the calendar is called.
const NAME: &str = "Soirée";

/// Everything that the owner of a secret address hosts or is invited to, but what they have declined (3 queries).
/// An address that was renewed or turned off is as unknown as one that never was: [`AppError::NotFound`].
pub async fn read(ctx: &Ctx, token: &str) -> Result<Calendar> {
    let db = ctx.db().read();
    let feed = calendar_feeds::Entity::find().filter(calendar_feeds::Column::TokenHash.eq(links::hash(token)));
    let owner = feed.one(db).await?.ok_or(AppError::NotFound)?.user_id;
    let hosted = hosted(db, owner).await?;
    let coming = inviting(owner).and_where(invites::Column::Answer.ne(Answer::No.code())).to_owned();
    let mut rows = with_my_invite(owner)
        .filter(parties::Column::Id.in_subquery(hosted_by_or(owner, coming)))
        .filter(parties::Column::LastEntry.gt(ctx.now() - KEPT))
        .order_by_desc(parties::Column::FirstEntry)
        .order_by_desc(parties::Column::Id)
        .limit(MOST)
        .select_also(invites::Entity)
        .all(db)
        .await?;
    rows.reverse();
    let event = |(party, invite): (parties::Model, Option<invites::Model>)| {
        let comes = invite.is_some_and(|invite| invite.answer() == Answer::Yes);
        entry(ctx, party, comes, &hosted)
    };
    let events = rows.into_iter().map(event).collect();
    Ok(Calendar { name: NAME.to_owned(), events, method: None })
}

fn entry(ctx: &Ctx, party: parties::Model, comes: bool, hosted: &HashSet<Uuid>) -> Event {
    let certain = comes || hosted.contains(&party.id);
    let sees_address = access::shows_address(&party, certain);
    event(ctx.links(), party, sees_address, certain)
}

async fn hosted<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<HashSet<Uuid>> {
    let parties: Vec<Uuid> = hosts::Entity::find()
        .select_only()
        .column(hosts::Column::PartyId)
        .filter(hosts::Column::UserId.eq(user))
        .into_tuple()
        .all(db)
        .await?;
    Ok(parties.into_iter().collect())
}

/// The secret address of my feed, where I have turned it on (1 query).
pub async fn address(ctx: &Ctx) -> Result<Option<String>> {
    let me = ctx.user()?.id;
    let feed = calendar_feeds::Entity::find_by_id(me.0).one(ctx.db().read()).await?;
    let on = feed.filter(|feed| feed.token_hash.is_some());
    Ok(on.map(|feed| ctx.links().calendar(me, feed.generation)))
}

/// Turns my feed on, or gives it a new address; the old one no longer works.
pub async fn renew(ctx: &Ctx) -> Result<()> {
    let me = ctx.user()?.id;
    let write = match ctx.once("calendar.renew").await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    match mine(&write, me).await? {
        Some(feed) => {
            let generation = feed.generation + 1;
            set(&write, me, generation, Some(links::hash(&ctx.links().calendar_token(me, generation)))).await?;
        }
        None => {
            let row = calendar_feeds::ActiveModel {
                user_id: Set(me.0),
                token_hash: Set(Some(links::hash(&ctx.links().calendar_token(me, 0)))),
                generation: Set(0),
                created_at: Set(ctx.now()),
            };
            calendar_feeds::Entity::insert(row).exec_without_returning(write.txn()).await.map_err(taken)?;
        }
    }
    write.finish(()).await
}

/// Two turned it on at once: trying again finds it.
fn taken(error: DbErr) -> AppError {
    if is_taken(&error) { AppError::Busy } else { error.into() }
}

/// From now on my address leads nowhere.
pub async fn turn_off(ctx: &Ctx) -> Result<()> {
    let me = ctx.user()?.id;
    let write = match ctx.once("calendar.turn_off").await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    if let Some(feed) = mine(&write, me).await? {
        set(&write, me, feed.generation, None).await?;
    }
    write.finish(()).await
}

/// The same for whoever has an account (1 query).
pub async fn end<C: ConnectionTrait>(db: &C, user: Uuid) -> Result<()> {
    calendar_feeds::Entity::update_many()
        .col_expr(calendar_feeds::Column::TokenHash, Expr::value(None::<String>))
        .filter(calendar_feeds::Column::UserId.eq(user))
        .exec(db)
        .await?;
    Ok(())
}

/// My feed, which nobody else changes until this transaction ends.
async fn mine(write: &Write, me: UserId) -> Result<Option<calendar_feeds::Model>> {
    Ok(calendar_feeds::Entity::find_by_id(me.0).lock_exclusive().one(write.txn()).await?)
}

async fn set(write: &Write, me: UserId, generation: i32, token_hash: Option<String>) -> Result<()> {
    let row = calendar_feeds::ActiveModel {
        user_id: Set(me.0),
        token_hash: Set(token_hash),
        generation: Set(generation),
        ..Default::default()
    };
    calendar_feeds::Entity::update(row).exec(write.txn()).await?;
    Ok(())
}
