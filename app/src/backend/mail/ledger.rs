//! What became of the mails to guests, for those who manage the party.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::{
    enabled,
    guests::{not_invited, reachable},
    reminders,
};
use crate::{
    backend::{
        Ctx, access,
        entities::{invites, mails, parties, users},
        guests, rsvps,
    },
    domain::{
        InviteId, PartyId,
        mail::{MailDesk, MailKind, MailLine, MailState, Retold, Unreached},
        rsvp::Answer,
        time::{self, Millis},
    },
    error::{AppError, Result},
};

/// So many guests are named whom the last mail did not reach.
const NAMED: usize = 50;

/// What is told of a mail: guest, kind, state, reason, when it was queued, sent and settled.
pub type Row = (Option<Uuid>, String, String, String, Millis, Option<Millis>, Option<Millis>);

/// The mails of these guests, the oldest first (1 query, or none).
async fn rows<C: ConnectionTrait>(db: &C, guests: Vec<Uuid>) -> Result<Vec<Row>> {
    use mails::Column::{Id, InviteId, Kind, QueuedAt, Reason, SentAt, SettledAt, State};
    if guests.is_empty() {
        return Ok(Vec::new());
    }
    let rows = mails::Entity::find()
        .select_only()
        .columns([InviteId, Kind, State, Reason, QueuedAt, SentAt, SettledAt])
        .filter(InviteId.is_in(guests))
        .order_by_asc(Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows)
}

/// The last mail to each of these guests (1 query, or none where the site sends no mail).
pub async fn latest<C: ConnectionTrait>(ctx: &Ctx, db: &C, guests: Vec<Uuid>) -> Result<HashMap<Uuid, Row>> {
    if !enabled(ctx) {
        return Ok(HashMap::new());
    }
    Ok(rows(db, guests).await?.into_iter().filter_map(|row| Some((row.0?, row))).collect())
}

/// All mails to one guest, the newest first (1 query, or none where the site sends no mail).
pub async fn of_guest<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    invite: &invites::Model,
    zone: &str,
) -> Result<Vec<MailLine>> {
    if !enabled(ctx) {
        return Ok(Vec::new());
    }
    let rows = rows(db, vec![invite.id]).await?;
    Ok(rows.iter().rev().filter_map(|row| line(row, invite, zone)).collect())
}

/// Kind and state of all mails to one guest, the newest first (1 query).
pub async fn states<C: ConnectionTrait>(db: &C, invite: InviteId) -> Result<Vec<(MailKind, MailState)>> {
    let rows = rows(db, vec![invite.0]).await?;
    let known = |(_, kind, state, ..): &Row| Some((kind.parse().ok()?, state.parse().ok()?));
    Ok(rows.iter().rev().filter_map(known).collect())
}

/// What a guest did not hear, as these mails tell, the newest first; nothing once the party is over.
pub fn to_tell_again(
    ctx: &Ctx,
    party: &parties::Model,
    mails: impl IntoIterator<Item = (MailKind, MailState)>,
) -> Option<Retold> {
    if ctx.now() > party.last_entry { None } else { Retold::of(mails, party.cancelled_at.is_some()) }
}

/// As hosts read it; nothing for a kind that this version does not know.
pub fn line(row: &Row, invite: &invites::Model, zone: &str) -> Option<MailLine> {
    let (_, kind, state, reason, queued_at, sent_at, settled_at) = row;
    let at = settled_at.or(*sent_at).unwrap_or(*queued_at);
    Some(MailLine {
        kind: kind.parse().ok()?,
        state: state.parse().ok()?,
        at: format!("{}, {}", time::short_date(at, zone), time::clock(at, zone)),
        reason: reason.clone(),
        opened: invite.opened_since(*queued_at),
        answered: invite.answered_at.is_some_and(|answered| answered >= *queued_at),
    })
}

/// Guests with an address who got no invitation by mail yet (1 query); nothing where the site sends no mail.
pub async fn to_invite<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<Option<i64>> {
    if !enabled(ctx) {
        return Ok(None);
    }
    let guests = with_address(ctx, party).filter(not_invited(party)).count(db).await?;
    Ok(Some(i64::try_from(guests).unwrap_or(i64::MAX)))
}

/// Guests who have an address and a way in, none of whom is hidden from the viewer.
fn with_address(ctx: &Ctx, party: PartyId) -> Select<invites::Entity> {
    invites::Entity::find()
        .left_join(users::Entity)
        .filter(invites::Column::PartyId.eq(party.0))
        .filter(invites::Column::TokenHash.is_not_null())
        .filter(reachable())
        .filter(access::seen(ctx, invites::Column::UserId))
}

/// All about mails for those who manage the party (at most 9 queries). Errors: [`AppError::NotFound`] where the site
/// sends none.
pub async fn desk(ctx: &Ctx, party: PartyId) -> Result<MailDesk> {
    let db = ctx.db().read();
    let about = guests::managed(ctx, db, party).await?.party;
    let to_invite = to_invite(ctx, db, party).await?.ok_or(AppError::NotFound)?;
    let pending = with_address(ctx, party).filter(invites::Column::Answer.eq(Answer::Pending.code()));
    let to_nudge = pending.count(db).await?;
    Ok(MailDesk {
        to_invite,
        to_nudge: i64::try_from(to_nudge).unwrap_or(i64::MAX),
        open: rsvps::window(&about).check(ctx.now()).is_ok(),
        to_come: about.cancelled_at.is_none() && ctx.now() <= about.last_entry,
        reminders: reminders::of(db, party).await?,
        counts: counts(db, party).await?,
        unreached: unreached(ctx, db, party, &about.time_zone).await?,
        title: about.title,
    })
}

/// How many mails of each kind have come how far (1 query).
async fn counts<C: ConnectionTrait>(db: &C, party: PartyId) -> Result<Vec<(MailKind, MailState, i64)>> {
    let rows: Vec<(String, String, i64)> = mails::Entity::find()
        .select_only()
        .columns([mails::Column::Kind, mails::Column::State])
        .column_as(mails::Column::Id.count(), "mails")
        .filter(mails::Column::PartyId.eq(party.0))
        .group_by(mails::Column::Kind)
        .group_by(mails::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let known = |(kind, state, count): (String, String, i64)| Some((kind.parse().ok()?, state.parse().ok()?, count));
    let mut counts: Vec<(MailKind, MailState, i64)> = rows.into_iter().filter_map(known).collect();
    let place = |kind: MailKind, state: MailState| {
        (MailKind::ALL.iter().position(|of| *of == kind), MailState::ALL.iter().position(|of| *of == state))
    };
    counts.sort_by_key(|(kind, state, _)| place(*kind, *state));
    Ok(counts)
}

/// Guests whom the viewer may see, and whose last mail was refused, came back or was held back (2
/// queries).
async fn unreached<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, zone: &str) -> Result<Vec<Unreached>> {
    let failed = mails::Entity::find()
        .select_only()
        .column(mails::Column::InviteId)
        .filter(mails::Column::PartyId.eq(party.0))
        .filter(mails::Column::State.is_in(MailState::FAILED.map(MailState::code)))
        .filter(mails::Column::InviteId.is_not_null());
    let guests = invites::Entity::find()
        .filter(invites::Column::Id.in_subquery(failed.into_query()))
        .filter(access::seen(ctx, invites::Column::UserId))
        .order_by_asc(invites::Column::Id)
        .limit(10 * NAMED as u64)
        .all(db)
        .await?;
    let latest = latest(ctx, db, guests.iter().map(|guest| guest.id).collect()).await?;
    let unreached = guests.into_iter().filter_map(|guest| {
        let mail = line(latest.get(&guest.id)?, &guest, zone).filter(MailLine::failed)?;
        Some(Unreached { invite: guest.id.into(), name: guest.name, mail })
    });
    Ok(unreached.take(NAMED).collect())
}
