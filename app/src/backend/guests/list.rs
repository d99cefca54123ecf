//! The guest list, page by page, and one guest of it.

use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, SelectTwo};

use super::{
    counts, find, managed,
    search::{folded_name, matching},
    veil::{Listed, is_hidden, shown},
};
use crate::{
    backend::{
        Ctx, access,
        db::NameCursor,
        entities::{invites, users},
        mail::{
            self,
            guests::{address, hears_of_the_end},
            ledger,
        },
    },
    domain::{
        InviteId, PartyId,
        invite::{GuestDetail, GuestList, GuestName, GuestRow, MAX_GUESTS},
        mail::MailLine,
        party::Visibility,
        rsvp::Answer,
        time,
    },
    error::Result,
};

/// Guests on a page.
const PAGE: usize = 50;

/// A page of the list for hosts, by name (3 queries, 5 where the site sends mails). `search` looks into names and
/// e-mail addresses.
pub async fn list(
    ctx: &Ctx,
    party: PartyId,
    filter: Option<Answer>,
    search: &str,
    after: Option<&str>,
) -> Result<GuestList> {
    let after = NameCursor::parse(after, |name| GuestName::parse(name).ok().map(Into::into));
    up_to(PAGE, ctx, party, filter, search, after).await
}

/// The whole list for hosts, as it is printed (3 queries).
pub async fn sheet(ctx: &Ctx, party: PartyId, filter: Option<Answer>, search: &str) -> Result<GuestList> {
    up_to(MAX_GUESTS, ctx, party, filter, search, Ok(None)).await
}

async fn up_to(
    limit: usize,
    ctx: &Ctx,
    party: PartyId,
    filter: Option<Answer>,
    search: &str,
    after: Result<Option<NameCursor>>,
) -> Result<GuestList> {
    let db = ctx.db().read();
    let about = managed(ctx, db, party).await?.party;
    let counts = counts(db, party, None).await?;
    let mut page = by_name(ctx, party).filter(matching(ctx, search)).limit(limit as u64 + 1);
    if let Some(answer) = filter {
        page = page.filter(invites::Column::Answer.eq(answer.code()));
    }
    if let Some(after) = after? {
        page = page.filter(after.beyond(folded_name(), invites::Column::Id));
    }
    let found = page.all(db).await?;
    let more = found.len() > limit;
    // Paper tells nothing of mails.
    let with_mails = found.iter().take(limit).map(|(invite, _)| invite.id).filter(|_| limit == PAGE).collect();
    let mails = ledger::latest(ctx, db, with_mails).await?;
    let rows = found.into_iter().take(limit).map(|listed| {
        let mail = mails.get(&listed.0.id).and_then(|mail| ledger::line(mail, &listed.0, &about.time_zone));
        row(ctx, &about.time_zone, listed, mail)
    });
    let rows: Vec<GuestRow> = rows.collect();
    let to_invite = if limit == PAGE { ledger::to_invite(ctx, db, party).await? } else { None };
    let by_link = about.visibility.parse().ok() == Some(Visibility::Link);
    Ok(GuestList {
        title: about.title,
        counts,
        to_invite,
        capacity: about.capacity,
        share_link: by_link.then(|| ctx.links().party(party)),
        next: rows.last().filter(|_| more).map(|row| NameCursor { name: row.name.clone(), id: row.id.0 }.to_string()),
        rows,
    })
}

/// One guest, for hosts who may see them (3 queries, 4 where the site sends mails).
pub async fn one(ctx: &Ctx, party: PartyId, invite: InviteId) -> Result<GuestDetail> {
    let db = ctx.db().read();
    let standing = managed(ctx, db, party).await?;
    let invite = find(ctx, db, party, invite).await?;
    let hosts_too = standing.hosts.iter().any(|(host, _)| Some(host.user_id) == invite.user_id);
    let about = standing.party;
    let user = match invite.user_id {
        Some(user) => users::Entity::find_by_id(user).one(db).await?,
        None => None,
    };
    let mails = ledger::of_guest(ctx, db, &invite, &about.time_zone).await?;
    let listed = (invite, user);
    let reachable = mail::enabled(ctx) && address(&listed).is_some();
    let told = !hosts_too && hears_of_the_end(ctx, &about, &listed, &mails);
    let again = ledger::to_tell_again(ctx, &about, mails.iter().map(|mail| (mail.kind, mail.state)));
    let again = again.filter(|_| reachable);
    let guest = row(ctx, &about.time_zone, listed, mails.first().cloned());
    Ok(GuestDetail { title: about.title, plus_ones: about.plus_ones, guest, mails, reachable, again, told })
}

/// Some guests in the order of the list, for hosts; without those whom the viewer must not see, and without their mails
/// (2 queries).
pub async fn some(ctx: &Ctx, party: PartyId, invites: &[InviteId]) -> Result<Vec<GuestRow>> {
    let db = ctx.db().read();
    let zone = managed(ctx, db, party).await?.party.time_zone;
    let found = by_name(ctx, party)
        .filter(invites::Column::Id.is_in(invites.iter().map(|invite| invite.0)))
        .filter(access::seen(ctx, invites::Column::UserId))
        .all(db)
        .await?;
    Ok(found.into_iter().map(|listed| row(ctx, &zone, listed, None)).collect())
}

/// All guests of a party in the order of the list, each with the account if there is one that the viewer may see.
pub fn by_name(ctx: &Ctx, party: PartyId) -> SelectTwo<invites::Entity, users::Entity> {
    invites::Entity::find()
        .join(JoinType::LeftJoin, access::only_seen(ctx, invites::Relation::User.def()))
        .select_also(users::Entity)
        .filter(invites::Column::PartyId.eq(party.0))
        .order_by_asc(folded_name())
        .order_by_asc(invites::Column::Id)
}

fn row(ctx: &Ctx, zone: &str, listed: Listed, mail: Option<MailLine>) -> GuestRow {
    let hidden = is_hidden(&listed);
    let (invite, user) = shown(listed);
    let id = InviteId(invite.id);
    GuestRow {
        id,
        hidden,
        mail: mail.filter(|_| !hidden),
        answer: invite.answer(),
        link: invite.token_hash.is_some().then(|| ctx.links().invite(id, invite.generation)),
        username: user.as_ref().map(|user| user.username.clone()),
        photo: user.and_then(|user| user.photo_id).map(Into::into),
        plus_ones: invite.plus_ones,
        opened: invite.opened_at.is_some(),
        checked_in: invite.checked_in_at.is_some(),
        answered: invite.answered_at.map(|at| format!("{}, {}", time::short_date(at, zone), time::clock(at, zone))),
        answered_at: invite.answered_at,
        moved_up: invite.moved_up_at.is_some(),
        name: invite.name,
        email: invite.email.unwrap_or_default(),
        message: invite.message,
        note: invite.note,
    }
}
