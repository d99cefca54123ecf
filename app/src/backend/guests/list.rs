//! The guest list, page by page, and one guest of it.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, SelectTwo,
    sea_query::{Expr, ExprTrait, Func},
};

use super::{
    counts, find, managed,
    search::{folded_name, matching},
    veil::{Listed, is_hidden, shown},
};
use crate::{
    backend::{
        Ctx, access,
        entities::{invites, users},
    },
    domain::{
        InviteId, PartyId,
        invite::{GuestDetail, GuestList, GuestName, GuestRow, MAX_GUESTS},
        party::Visibility,
        rsvp::Answer,
        time,
    },
    error::{AppError, Result},
};

/// Guests on a page.
const PAGE: usize = 50;

/// Where a page ended.
struct Cursor {
    id: InviteId,
    name: String,
}

impl Cursor {
    fn parse(text: &str) -> Result<Self> {
        let (id, name) = text.split_once('.').ok_or(AppError::BadRequest)?;
        Ok(Self {
            id: id.parse().map_err(|_| AppError::BadRequest)?,
            // Names are stored clean; PostgreSQL refuses some of what is not.
            name: GuestName::parse(name).map_err(|_| AppError::BadRequest)?.into(),
        })
    }

    fn of(row: &GuestRow) -> String {
        format!("{}.{}", row.id, row.name)
    }

    /// The database folds the name on both sides, so that both agree whatever it does.
    fn beyond(&self) -> Condition {
        let here = || Func::lower(Expr::value(self.name.clone()));
        let same = Condition::all().add(folded_name().eq(here())).add(invites::Column::Id.gt(self.id.0));
        Condition::any().add(folded_name().gt(here())).add(same)
    }
}

/// A page of the list for hosts, by name (3 queries). `search` looks into names and e-mail addresses.
pub async fn list(
    ctx: &Ctx,
    party: PartyId,
    filter: Option<Answer>,
    search: &str,
    after: Option<&str>,
) -> Result<GuestList> {
    let after = after.filter(|text| !text.is_empty()).map(Cursor::parse).transpose();
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
    after: Result<Option<Cursor>>,
) -> Result<GuestList> {
    let db = ctx.db().read();
    let about = managed(ctx, db, party).await?.party;
    let counts = counts(db, party, None).await?;
    let mut page = by_name(ctx, party).filter(matching(ctx, search)).limit(limit as u64 + 1);
    if let Some(answer) = filter {
        page = page.filter(invites::Column::Answer.eq(answer.code()));
    }
    if let Some(after) = after? {
        page = page.filter(after.beyond());
    }
    let found = page.all(db).await?;
    let more = found.len() > limit;
    let rows: Vec<GuestRow> = found.into_iter().take(limit).map(|listed| row(ctx, &about.time_zone, listed)).collect();
    let by_link = about.visibility.parse().ok() == Some(Visibility::Link);
    Ok(GuestList {
        title: about.title,
        counts,
        capacity: about.capacity,
        share_link: by_link.then(|| ctx.links().party(party)),
        next: rows.last().filter(|_| more).map(Cursor::of),
        rows,
    })
}

/// One guest, for hosts who may see them (3 queries).
pub async fn one(ctx: &Ctx, party: PartyId, invite: InviteId) -> Result<GuestDetail> {
    let db = ctx.db().read();
    let about = managed(ctx, db, party).await?.party;
    let invite = find(ctx, db, party, invite).await?;
    let user = match invite.user_id {
        Some(user) => users::Entity::find_by_id(user).one(db).await?,
        None => None,
    };
    let guest = row(ctx, &about.time_zone, (invite, user));
    Ok(GuestDetail { title: about.title, plus_ones: about.plus_ones, guest })
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

fn row(ctx: &Ctx, zone: &str, listed: Listed) -> GuestRow {
    let hidden = is_hidden(&listed);
    let (invite, user) = shown(listed);
    let id = InviteId(invite.id);
    GuestRow {
        id,
        hidden,
        answer: invite.answer(),
        link: invite.token_hash.is_some().then(|| ctx.links().invite(id, invite.generation)),
        username: user.as_ref().map(|user| user.username.clone()),
        photo: user.and_then(|user| user.photo_id).map(Into::into),
        plus_ones: invite.plus_ones,
        opened: invite.opened_at.is_some(),
        checked_in: invite.checked_in_at.is_some(),
        answered: invite.answered_at.map(|at| format!("{}, {}", time::short_date(at, zone), time::clock(at, zone))),
        moved_up: invite.moved_up_at.is_some(),
        name: invite.name,
        email: invite.email.unwrap_or_default(),
        message: invite.message,
        note: invite.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_keeps_any_name() {
        let id = InviteId::new();
        let cursor = Cursor::parse(&format!("{id}.Dr. Ana & Bo, 100%")).unwrap();
        assert_eq!((cursor.id, cursor.name.as_str()), (id, "Dr. Ana & Bo, 100%"));
        for bad in ["Ana", "0.Ana", &format!("{id}."), &format!("{id}.\0")] {
            assert!(Cursor::parse(bad).is_err(), "{bad:?}");
        }
    }
}
