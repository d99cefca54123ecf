//! Mails on their way: what is still to be sent, and what became of it.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, UpdateMany,
    sea_query::{Expr, ExprTrait, IntoCondition},
};

use super::{Letter, seal, unsubscribe};
use crate::{
    backend::{
        Ctx,
        entities::{invites, mails, parties},
        events,
    },
    domain::{
        MailId, PartyId,
        live::Topic,
        mail::{MailKind, MailState, Scope},
        rsvp::Answer,
        time::{DAY, Millis},
    },
    error::Result,
};

/// Characters of a reason that are kept.
const LONGEST_REASON: usize = 300;
/// So many mails about a party a guest gets within a day, but for those that they have to know.
const MOST_PER_DAY: u64 = 10;
/// How long mails may wait that no job sends any more.
const LOST_AFTER: Millis = 4 * DAY;
/// How long mails that are about no party stand in the ledger.
const KEPT: Millis = 30 * DAY;

/// A mail that is to be sent now.
#[derive(Clone, Debug)]
pub struct ToSend {
    pub id: MailId,
    pub letter: Letter,
    /// The part of the `Message-ID` before the `@`.
    pub message_key: String,
    /// Where mails like this are turned off; nothing for essential ones.
    pub unsubscribe: Option<String>,
}

/// The mail, if it is still to be sent (at most 5 queries). One that nobody needs or wants any more is noted as dropped,
/// and one too many as held back.
pub async fn prepare(ctx: &Ctx, id: MailId) -> Result<Option<ToSend>> {
    let (db, write) = (ctx.db().read(), ctx.db().write());
    let Some(row) = mails::Entity::find_by_id(id.0).one(db).await? else { return Ok(None) };
    if row.state != MailState::Queued.code() {
        return Ok(None);
    }
    // What only a newer version can read is tried again later, when that has taken over.
    let letter = row.content.as_deref().map(|sealed| seal::open(ctx.links(), sealed)).transpose()?;
    let Some(letter) = letter.flatten() else {
        settle(ctx, write, id, MailState::Dropped, "It was written under another secret of this site.").await?;
        return Ok(None);
    };
    if let Some((state, reason)) = why_not(ctx, db, &letter).await? {
        settle(ctx, write, id, state, reason).await?;
        return Ok(None);
    }
    let unsubscribe = (!letter.kind.essential()).then(|| unsubscribe::link(ctx.links(), &letter));
    Ok(Some(ToSend { id, letter, message_key: row.message_key, unsubscribe }))
}

/// What becomes of a mail that is not to be sent (at most 4 queries).
async fn why_not<C: ConnectionTrait>(ctx: &Ctx, db: &C, letter: &Letter) -> Result<Option<(MailState, &'static str)>> {
    if let Some(reason) = obsolete(ctx, db, letter).await? {
        return Ok(Some((MailState::Dropped, reason)));
    }
    if is_unwanted(ctx, db, letter).await? {
        return Ok(Some((MailState::Dropped, "This address wants no such mails.")));
    }
    let too_many = letter.kind.is_capped() && has_enough(ctx, db, letter).await?;
    Ok(too_many.then_some((MailState::Capped, "This guest got ten mails within a day already.")))
}

/// Why nobody needs the mail any more (at most 2 queries).
async fn obsolete<C: ConnectionTrait>(ctx: &Ctx, db: &C, letter: &Letter) -> Result<Option<&'static str>> {
    if letter.expires_at.is_some_and(|end| end <= ctx.now()) {
        return Ok(Some("The link in it works no more."));
    }
    if !letter.kind.is_for_a_party_to_come() {
        return Ok(None);
    }
    if let Some(party) = letter.party {
        match parties::Entity::find_by_id(party).one(db).await? {
            None => return Ok(Some("The party is gone.")),
            Some(party) if party.cancelled_at.is_some() => return Ok(Some("The party is cancelled.")),
            Some(party) if ctx.now() > party.last_entry => return Ok(Some("The party is over.")),
            Some(_) => {}
        }
    }
    let Some(invite) = letter.invite else { return Ok(None) };
    let Some(invite) = invites::Entity::find_by_id(invite).one(db).await? else {
        return Ok(Some("The guest is off the list."));
    };
    let link = ctx.links().invite(invite.id.into(), invite.generation);
    let personal = ctx.links().absolute("/i/");
    let leads_nowhere = letter
        .button
        .as_ref()
        .is_some_and(|button| button.url.starts_with(&personal) && (button.url != link || invite.token_hash.is_none()));
    let declined = invite.answer() == Answer::No;
    Ok(if leads_nowhere {
        Some("The personal link was renewed or revoked.")
    } else if declined && letter.kind == MailKind::Reminder {
        Some("The guest does not come.")
    } else {
        None
    })
}

async fn is_unwanted<C: ConnectionTrait>(ctx: &Ctx, db: &C, letter: &Letter) -> Result<bool> {
    if letter.kind.essential() {
        return Ok(false);
    }
    let mut scopes = vec![Scope::Everything, Scope::Kind(letter.kind)];
    scopes.extend(letter.party.map(|party| Scope::Party(PartyId(party))));
    unsubscribe::any(db, &ctx.links().address_mark(letter.to.as_str()), &scopes).await
}

/// Nobody is flooded, whatever hosts do (1 query, or none).
async fn has_enough<C: ConnectionTrait>(ctx: &Ctx, db: &C, letter: &Letter) -> Result<bool> {
    let Some(invite) = letter.invite else { return Ok(false) };
    let today = mails::Entity::find()
        .filter(mails::Column::InviteId.eq(invite))
        .filter(mails::Column::SentAt.gt(ctx.now() - DAY))
        .count(db)
        .await?;
    Ok(today >= MOST_PER_DAY)
}

/// The mail server has taken it: from here on it is not sent again (1 query).
pub async fn sent<C: ConnectionTrait>(ctx: &Ctx, db: &C, id: MailId) -> Result<()> {
    queued(id)
        .col_expr(mails::Column::State, Expr::value(MailState::Sent.code()))
        .col_expr(mails::Column::SentAt, Expr::value(Some(ctx.now())))
        .col_expr(mails::Column::Content, Expr::value(None::<Vec<u8>>))
        .col_expr(mails::Column::Reason, Expr::value(""))
        .exec(db)
        .await?;
    Ok(())
}

/// It could not be sent now, and is tried again (1 query).
pub async fn delayed<C: ConnectionTrait>(db: &C, id: MailId, reason: &str) -> Result<()> {
    queued(id)
        .col_expr(mails::Column::Attempts, Expr::col(mails::Column::Attempts).add(1))
        .col_expr(mails::Column::Reason, Expr::value(short(reason)))
        .exec(db)
        .await?;
    Ok(())
}

/// It is never sent: refused by the server, or needed by nobody (at most 4 queries).
pub async fn settle<C: ConnectionTrait>(ctx: &Ctx, db: &C, id: MailId, state: MailState, reason: &str) -> Result<()> {
    queued(id)
        .col_expr(mails::Column::State, Expr::value(state.code()))
        .col_expr(mails::Column::SettledAt, Expr::value(Some(ctx.now())))
        .col_expr(mails::Column::Content, Expr::value(None::<Vec<u8>>))
        .col_expr(mails::Column::Reason, Expr::value(short(reason)))
        .exec(db)
        .await?;
    tell_hosts(ctx, db, mails::Column::Id.eq(id.0)).await
}

/// A mail that was sent came back, as somebody says who knows its `Message-ID`; `false` if there is none such (at most 4
/// queries).
pub async fn bounced(ctx: &Ctx, message_key: &str, reason: &str) -> Result<bool> {
    let db = ctx.db().write();
    let bounced = mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value(MailState::Bounced.code()))
        .col_expr(mails::Column::SettledAt, Expr::value(Some(ctx.now())))
        .col_expr(mails::Column::Content, Expr::value(None::<Vec<u8>>))
        .col_expr(mails::Column::Reason, Expr::value(short(reason)))
        .filter(mails::Column::MessageKey.eq(message_key))
        .filter(mails::Column::State.is_in([MailState::Sent.code(), MailState::Queued.code()]))
        .exec(db)
        .await?;
    if bounced.rows_affected == 0 {
        return Ok(false);
    }
    tell_hosts(ctx, db, mails::Column::MessageKey.eq(message_key)).await?;
    Ok(true)
}

/// Mails whose jobs are lost, and mails that nobody asks about any more (2 queries).
pub async fn sweep(ctx: &Ctx) -> Result<()> {
    let (db, now) = (ctx.db().write(), ctx.now());
    mails::Entity::update_many()
        .col_expr(mails::Column::State, Expr::value(MailState::Refused.code()))
        .col_expr(mails::Column::SettledAt, Expr::value(Some(now)))
        .col_expr(mails::Column::Content, Expr::value(None::<Vec<u8>>))
        .col_expr(mails::Column::Reason, Expr::value("It could not be sent within four days."))
        .filter(mails::Column::State.eq(MailState::Queued.code()))
        .filter(mails::Column::QueuedAt.lt(now - LOST_AFTER))
        .exec(db)
        .await?;
    mails::Entity::delete_many()
        .filter(mails::Column::PartyId.is_null())
        .filter(mails::Column::State.ne(MailState::Queued.code()))
        .filter(mails::Column::QueuedAt.lt(now - KEPT))
        .exec(db)
        .await?;
    Ok(())
}

fn queued(id: MailId) -> UpdateMany<mails::Entity> {
    mails::Entity::update_many()
        .filter(mails::Column::Id.eq(id.0))
        .filter(mails::Column::State.eq(MailState::Queued.code()))
}

/// Hosts whose guest list stands open see what became of it.
async fn tell_hosts<C: ConnectionTrait>(ctx: &Ctx, db: &C, this: impl IntoCondition) -> Result<()> {
    let row = mails::Entity::find().filter(this).one(db).await?;
    match row.and_then(|mail| mail.party_id) {
        Some(party) => events::emit(ctx, db, PartyId(party), Topic::Answers).await,
        None => Ok(()),
    }
}

fn short(reason: &str) -> String {
    reason.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_REASON).collect()
}
