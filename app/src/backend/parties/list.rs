//! My parties, tab by tab, with keyset pages.

use sea_orm::{
    ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
    sea_query::{Expr, ExprTrait, IntoCondition},
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        access::with_seen_cover,
        db::Cursor,
        entities::{hosts, invites, parties},
        people::hosted_by_or_inviting,
    },
    domain::{
        party::{PartyCard, PartySummary, Tab},
        rsvp::Answer,
        time::Millis,
    },
    error::Result,
};

/// Cards on a page.
const PAGE: usize = 20;

/// Parties of a tab (1 query). The first three hold only parties whose last entry is to come, soonest first; the past
/// comes latest first.
pub async fn list(ctx: &Ctx, tab: Tab, after: Option<&str>) -> Result<PartySummary> {
    let me = ctx.user()?.id.0;
    let after = Cursor::parse(after)?;
    let db = ctx.db().read();
    let mut cards: Vec<PartyCard> = match tab {
        Tab::Hosting => {
            let mine = with_seen_cover(ctx, parties::Entity::find())
                .inner_join(hosts::Entity)
                .filter(hosts::Column::UserId.eq(me));
            let rows = page(mine, after, ctx.now(), false).all(db).await?;
            rows.into_iter().map(|party| card(party, None)).collect()
        }
        Tab::Invited | Tab::Confirmed => {
            let confirmed = invites::Column::Answer.eq(Answer::Yes.code());
            let wanted = if tab == Tab::Confirmed { confirmed } else { invites::Column::Answer.ne(Answer::Yes.code()) };
            let mine =
                with_seen_cover(ctx, with_my_invite(me)).filter(invites::Column::Id.is_not_null()).filter(wanted);
            let rows = page(mine, after, ctx.now(), false).select_also(invites::Entity).all(db).await?;
            rows.into_iter().map(|(party, invite)| card(party, invite)).collect()
        }
        Tab::Past => {
            let mine = with_seen_cover(ctx, with_my_invite(me))
                .filter(parties::Column::Id.in_subquery(hosted_by_or_inviting(me)));
            let rows = page(mine, after, ctx.now(), true).select_also(invites::Entity).all(db).await?;
            rows.into_iter().map(|(party, invite)| card(party, invite)).collect()
        }
    };
    let more = cards.len() > PAGE;
    cards.truncate(PAGE);
    let next = cards.last().filter(|_| more).map(|card| Cursor { at: card.first_entry, id: card.id.0 }.to_string());
    Ok(PartySummary { cards, next })
}

/// Parties, each with my own invitation where there is one.
pub fn with_my_invite(me: Uuid) -> Select<parties::Entity> {
    let own = parties::Relation::Invites
        .def()
        .on_condition(move |_party, invite| Expr::col((invite, invites::Column::UserId)).eq(me).into_condition());
    parties::Entity::find().join(JoinType::LeftJoin, own)
}

/// One more than a page, so that the caller sees whether there is a next one.
fn page(parties: Select<parties::Entity>, after: Option<Cursor>, now: Millis, past: bool) -> Select<parties::Entity> {
    use parties::Column::{FirstEntry, Id, LastEntry};
    let mut page = parties.limit(PAGE as u64 + 1);
    page = if past {
        page.filter(LastEntry.lte(now)).order_by_desc(FirstEntry).order_by_desc(Id)
    } else {
        page.filter(LastEntry.gt(now)).order_by_asc(FirstEntry).order_by_asc(Id)
    };
    match after {
        Some(after) if past => page.filter(after.older(FirstEntry, Id)),
        Some(after) => page.filter(after.newer(FirstEntry, Id)),
        None => page,
    }
}

/// A party as lists show it.
pub(super) fn card(party: parties::Model, invite: Option<invites::Model>) -> PartyCard {
    PartyCard {
        id: party.id.into(),
        title: party.title,
        place: party.place,
        time_zone: party.time_zone,
        first_entry: party.first_entry,
        last_entry: party.last_entry,
        theme: party.theme.parse().unwrap_or_default(),
        cover: party.cover_id.map(Into::into),
        cover_alt: if party.cover_id.is_some() { party.cover_alt } else { String::new() },
        cancelled: party.cancelled_at.is_some(),
        answer: invite.map(|invite| invite.answer()),
    }
}
