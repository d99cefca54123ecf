//! Places and the waitlist.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        entities::{invites, parties},
        jobs,
        mail::guests::Errand,
        notifications::Cause,
        webhooks::{self, News},
    },
    domain::{
        PartyId,
        rsvp::{Answer, People, Window, moves_up},
        time::Millis,
    },
    error::{AppError, Result},
};

/// Makes everybody else who changes places of this party wait until this transaction ends.
/// In SQLite the transaction holds the only write lock already.
pub async fn lock(txn: &DatabaseTransaction, id: PartyId) -> Result<parties::Model> {
    parties::Entity::find_by_id(id.0).lock_exclusive().one(txn).await?.ok_or(AppError::NotFound)
}

/// When the party takes answers.
pub fn window(party: &parties::Model) -> Window {
    Window {
        cancelled: party.cancelled_at.is_some(),
        paused: party.paused,
        deadline: party.deadline,
        last_entry: party.last_entry,
    }
}

/// What an answer depends on: how the other guests stand.
#[derive(Clone, Copy, Debug, Default)]
pub struct Others {
    /// People with a place.
    pub taken: People,
    /// When the last of those who wait joined the waitlist; nothing where nobody waits.
    pub last_queued: Option<Millis>,
}

/// All guests of the party but those of one invitation (1 query).
pub async fn others<C: ConnectionTrait>(db: &C, party: PartyId, except: Option<Uuid>) -> Result<Others> {
    let sum = Func::sum(Expr::col(invites::Column::PlusOnes).add(1));
    let mut query = invites::Entity::find()
        .select_only()
        .column(invites::Column::Answer)
        .column_as(Expr::expr(sum).cast_as(crate::backend::db::integer_type(db)), "people")
        .column_as(invites::Column::QueuedAt.max(), "last_queued")
        .filter(invites::Column::PartyId.eq(party.0))
        .filter(invites::Column::Answer.is_in([Answer::Yes.code(), Answer::Waiting.code()]))
        .group_by(invites::Column::Answer);
    if let Some(except) = except {
        query = query.filter(invites::Column::Id.ne(except));
    }
    let rows: Vec<(String, i64, Option<Millis>)> = query.into_tuple().all(db).await?;
    let of = |answer: Answer| rows.iter().find(|(code, ..)| *code == answer.code());
    Ok(Others {
        taken: of(Answer::Yes).map_or(0, |(_, people, _)| *people),
        last_queued: of(Answer::Waiting).map(|(.., last)| last.unwrap_or_default()),
    })
}

/// Gives free places to those who wait, in order of arrival, and tells them (8 queries at most). The party must be
/// locked by `txn` or is locked here.
pub async fn fill_free_places(ctx: &Ctx, txn: &DatabaseTransaction, id: PartyId) -> Result<()> {
    let party = lock(txn, id).await?;
    let queue = invites::Entity::find()
        .filter(invites::Column::PartyId.eq(id.0))
        .filter(invites::Column::Answer.eq(Answer::Waiting.code()))
        .order_by_asc(invites::Column::QueuedAt)
        .order_by_asc(invites::Column::Id)
        .all(txn)
        .await?;
    if queue.is_empty() {
        return Ok(());
    }
    let sizes: Vec<People> = queue.iter().map(invites::Model::people).collect();
    let lucky = moves_up(&sizes, party.capacity, others(txn, id, None).await?.taken);
    if lucky == 0 {
        return Ok(());
    }
    let now = ctx.now();
    invites::Entity::update_many()
        .col_expr(invites::Column::Answer, Expr::value(Answer::Yes.code()))
        .col_expr(invites::Column::MovedUpAt, Expr::value(now))
        .col_expr(invites::Column::QueuedAt, Expr::value(None::<i64>))
        .filter(invites::Column::Id.is_in(queue[..lucky].iter().map(|invite| invite.id)))
        .exec(txn)
        .await?;
    let invites = queue[..lucky].iter().map(|invite| invite.id.into()).collect();
    webhooks::announce(ctx, txn, id, News::Answered { invites }).await?;
    jobs::mail_guests(ctx, txn, Errand::MovedUp { party: id, at: now }, now).await?;
    jobs::notify(ctx, txn, Cause::MovedUp { party: id, at: now }).await
}
