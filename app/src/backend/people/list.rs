//! Lists of people, tab by tab, with keyset pages.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::circles::{attended, attended_with_names, circle, folded_name};
use crate::{
    backend::{
        Ctx,
        db::NameCursor,
        entities::{follows, hosts, invites, users},
    },
    domain::{
        people::{PeoplePage, PeopleTab, PersonCard, Relation},
        rsvp::Answer,
        time::Millis,
        user::DisplayName,
    },
    error::Result,
};

/// People on a page.
const PAGE: usize = 30;

/// A page of people around the viewer, by name (at most 4 queries).
pub async fn list(ctx: &Ctx, tab: PeopleTab, after: Option<&str>) -> Result<PeoplePage> {
    let me = ctx.user()?.id.0;
    let db = ctx.db().read();
    let mut page = users::Entity::find()
        .filter(circle(ctx, me, tab))
        .order_by_asc(folded_name())
        .order_by_asc(users::Column::Id)
        .limit(PAGE as u64 + 1);
    if let Some(after) = NameCursor::parse(after, |name| DisplayName::parse(name).ok().map(Into::into))? {
        page = page.filter(after.beyond(folded_name(), users::Column::Id));
    }
    let mut found = page.all(db).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let last = |user: &users::Model| NameCursor { name: user.display_name.clone(), id: user.id }.to_string();
    let next = found.last().filter(|_| more).map(last);
    let ids: Vec<Uuid> = found.iter().map(|user| user.id).collect();
    let relations = relations(db, me, &ids).await?;
    let together = if tab == PeopleTab::Met { together(db, me, ctx.now(), &ids).await? } else { HashMap::new() };
    let card = |user: users::Model| PersonCard {
        relation: relations.get(&user.id).copied().unwrap_or_default(),
        together: together.get(&user.id).copied().unwrap_or_default(),
        username: user.username,
        name: user.display_name,
        // The photo of somebody blocked is not shown to the blocker.
        photo: user.photo_id.filter(|_| tab != PeopleTab::Blocked).map(Into::into),
    };
    Ok(PeoplePage { cards: found.into_iter().map(card).collect(), next })
}

/// How somebody and each of the others stand; nothing where neither follows the other (1 query).
pub async fn relations<C: ConnectionTrait>(db: &C, me: Uuid, others: &[Uuid]) -> Result<HashMap<Uuid, Relation>> {
    let (follower, followed) = (follows::Column::FollowerId, follows::Column::FollowedId);
    let between = Condition::any()
        .add(Condition::all().add(follower.eq(me)).add(followed.is_in(others.iter().copied())))
        .add(Condition::all().add(followed.eq(me)).add(follower.is_in(others.iter().copied())));
    let mut relations = HashMap::<Uuid, Relation>::new();
    for follow in follows::Entity::find().filter(between).all(db).await? {
        if follow.follower_id == me {
            relations.entry(follow.followed_id).or_default().following = true;
        } else {
            relations.entry(follow.follower_id).or_default().follows_me = true;
        }
    }
    Ok(relations)
}

/// At how many parties somebody and each of the others were (2 queries).
async fn together<C: ConnectionTrait>(db: &C, me: Uuid, now: Millis, others: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let hosted: Vec<(Uuid, Uuid)> = hosts::Entity::find()
        .select_only()
        .columns([hosts::Column::UserId, hosts::Column::PartyId])
        .filter(hosts::Column::UserId.is_in(others.iter().copied()))
        .filter(hosts::Column::PartyId.in_subquery(attended(me, now)))
        .into_tuple()
        .all(db)
        .await?;
    let confirmed: Vec<(Uuid, Uuid)> = invites::Entity::find()
        .select_only()
        .columns([invites::Column::UserId, invites::Column::PartyId])
        .filter(invites::Column::UserId.is_in(others.iter().copied()))
        .filter(invites::Column::Answer.eq(Answer::Yes.code()))
        .filter(invites::Column::PartyId.in_subquery(attended_with_names(me, now)))
        .into_tuple()
        .all(db)
        .await?;
    // A host may be a guest too.
    let once: HashSet<(Uuid, Uuid)> = hosted.into_iter().chain(confirmed).collect();
    let mut counts = HashMap::<Uuid, i64>::new();
    for (user, _) in once {
        *counts.entry(user).or_default() += 1;
    }
    Ok(counts)
}
