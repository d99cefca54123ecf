//! Lists of people, tab by tab, with keyset pages.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};
use uuid::Uuid;

use super::circles::{attended, attended_with_names, circle, folded_name};
use crate::{
    backend::{
        Ctx,
        entities::{follows, hosts, invites, users},
    },
    domain::{
        UserId,
        people::{PeoplePage, PeopleTab, PersonCard, Relation},
        rsvp::Answer,
        time::Millis,
        user::DisplayName,
    },
    error::{AppError, Result},
};

/// People on a page.
const PAGE: usize = 30;

/// Where a page ended.
struct Cursor {
    id: UserId,
    name: String,
}

impl Cursor {
    fn parse(text: &str) -> Result<Self> {
        let (id, name) = text.split_once('.').ok_or(AppError::BadRequest)?;
        Ok(Self {
            id: id.parse().map_err(|_| AppError::BadRequest)?,
            // Names are stored clean; PostgreSQL refuses some of what is not.
            name: DisplayName::parse(name).map_err(|_| AppError::BadRequest)?.into(),
        })
    }

    fn of(user: &users::Model) -> String {
        format!("{}.{}", UserId(user.id), user.display_name)
    }

    /// The database folds the name on both sides, so that both agree whatever it does.
    fn beyond(&self) -> Condition {
        let here = || Func::lower(Expr::value(self.name.clone()));
        let same = Condition::all().add(folded_name().eq(here())).add(users::Column::Id.gt(self.id.0));
        Condition::any().add(folded_name().gt(here())).add(same)
    }
}

/// A page of people around the viewer, by name (at most 4 queries).
pub async fn list(ctx: &Ctx, tab: PeopleTab, after: Option<&str>) -> Result<PeoplePage> {
    let me = ctx.user()?.id.0;
    let db = ctx.db().read();
    let mut page = users::Entity::find()
        .filter(circle(ctx, me, tab))
        .order_by_asc(folded_name())
        .order_by_asc(users::Column::Id)
        .limit(PAGE as u64 + 1);
    if let Some(after) = after.filter(|text| !text.is_empty()) {
        page = page.filter(Cursor::parse(after)?.beyond());
    }
    let mut found = page.all(db).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).map(Cursor::of);
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
pub async fn relations(db: &DatabaseConnection, me: Uuid, others: &[Uuid]) -> Result<HashMap<Uuid, Relation>> {
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
async fn together(db: &DatabaseConnection, me: Uuid, now: Millis, others: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_keeps_any_name() {
        let id = UserId::new();
        let cursor = Cursor::parse(&format!("{id}.Dr. Ana & Bo, 100%")).unwrap();
        assert_eq!((cursor.id, cursor.name.as_str()), (id, "Dr. Ana & Bo, 100%"));
        for bad in ["Ana", "0.Ana", &format!("{id}."), &format!("{id}.\0")] {
            assert!(Cursor::parse(bad).is_err(), "{bad:?}");
        }
    }
}
