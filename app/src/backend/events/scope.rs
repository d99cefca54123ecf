//! Who hears of what.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{KEPT, read::Change};
use crate::{
    backend::{
        Ctx, access,
        entities::{events, users},
    },
    domain::{PartyId, live::Topic, time::Millis},
    error::{AppError, Result},
};

/// The longest that a transaction takes to be committed: so much later an event may still appear behind others.
const OVERLAP: Millis = 15_000;

/// What a viewer hears: of everything that is for them alone, and of one party as far as they may see it.
#[derive(Clone, Debug)]
pub struct Scope {
    pub user: Option<Uuid>,
    pub party: Option<Uuid>,
    /// The viewer's own invitation to the party.
    pub invite: Option<Uuid>,
    /// What of the party.
    topics: Vec<Topic>,
    /// Of whose doings the viewer hears nothing.
    unseen: HashSet<Uuid>,
}

/// What a page knows already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Everything, for it begins now.
    Everything,
    /// What was there at that moment.
    Moment(Millis),
    /// The event with this identifier and those before.
    Event(i64),
}

impl Scope {
    /// What the viewer hears now (at most 2 queries). Errors: [`AppError::NotLoggedIn`] where there is nothing to hear,
    /// [`AppError::NotFound`] for a party that the viewer may not see.
    pub async fn of(ctx: &Ctx, party: Option<PartyId>) -> Result<Self> {
        let user = ctx.user.as_ref().map(|user| user.id.0);
        let (topics, invite) = match party {
            Some(party) => {
                let standing = access::standing(ctx, ctx.db().read(), party).await?;
                let topics = Topic::ALL.iter().copied().filter(|topic| standing.hears_of(*topic)).collect();
                (topics, standing.invite.map(|invite| invite.id))
            }
            None if user.is_none() => return Err(AppError::NotLoggedIn),
            None => (Vec::new(), None),
        };
        Ok(Self { user, party: party.map(|party| party.0), invite, topics, unseen: unseen(ctx).await? })
    }

    /// Whether the viewer may hear of this.
    pub fn hears(&self, change: &Change) -> bool {
        if change.user.is_some() {
            return change.user == self.user;
        }
        change.party.is_some()
            && change.party == self.party
            && self.topics.contains(&change.topic)
            && change.actor.is_none_or(|actor| !self.unseen.contains(&actor))
    }

    /// Whether there may be something that the page does not know (at most 2 queries). Too often is fine, never too seldom.
    pub async fn has_missed(&self, ctx: &Ctx, known: Known) -> Result<bool> {
        let db = ctx.db().read();
        let (since, but) = match known {
            Known::Everything => return Ok(false),
            Known::Moment(moment) => (moment, None),
            Known::Event(id) => match events::Entity::find_by_id(id).one(db).await? {
                Some(event) => (event.created_at, Some(id)),
                None => return Ok(true),
            },
        };
        if since < ctx.now() - KEPT {
            return Ok(true);
        }
        let mut since = events::Entity::find()
            .select_only()
            .column(events::Column::Id)
            .filter(events::Column::CreatedAt.gte(since - OVERLAP))
            .filter(self.heard());
        if let Some(but) = but {
            since = since.filter(events::Column::Id.ne(but));
        }
        let found: Option<i64> = since.into_tuple().one(db).await?;
        Ok(found.is_some())
    }

    /// [`Self::hears`] as a condition.
    fn heard(&self) -> Condition {
        let mut heard = Condition::any();
        if let Some(user) = self.user {
            heard = heard.add(events::Column::UserId.eq(user));
        }
        if let Some(party) = self.party {
            let actor = Condition::any()
                .add(events::Column::ActorId.is_null())
                .add(events::Column::ActorId.is_not_in(self.unseen.iter().copied()));
            let about = Condition::all()
                .add(events::Column::PartyId.eq(party))
                .add(events::Column::Topic.is_in(self.topics.iter().map(|topic| topic.code())))
                .add(actor);
            heard = heard.add(about);
        }
        heard
    }
}

async fn unseen(ctx: &Ctx) -> Result<HashSet<Uuid>> {
    let Some(unseen) = access::unseen(ctx) else { return Ok(HashSet::new()) };
    let users: Vec<Uuid> = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .filter(users::Column::Id.in_subquery(unseen))
        .into_tuple()
        .all(ctx.db().read())
        .await?;
    Ok(users.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hears_of_the_own_and_of_the_party_but_not_of_everybody() {
        let [me, other, party] = [1, 2, 3].map(Uuid::from_u128);
        let scope = Scope {
            user: Some(me),
            party: Some(party),
            invite: None,
            topics: vec![Topic::Board],
            unseen: [other].into(),
        };
        let about = |party, actor, topic| Change { id: 1, party: Some(party), user: None, actor, topic };
        let to =
            |user| Change { id: 1, party: None, user: Some(user), actor: Some(other), topic: Topic::Notifications };
        assert!(scope.hears(&about(party, None, Topic::Board)) && scope.hears(&about(party, Some(me), Topic::Board)));
        assert!(!scope.hears(&about(party, Some(other), Topic::Board)), "of somebody who must not be seen");
        assert!(!scope.hears(&about(party, None, Topic::Answers)), "of what is not for this viewer");
        assert!(!scope.hears(&about(other, None, Topic::Board)), "of another party");
        assert!(scope.hears(&to(me)) && !scope.hears(&to(other)));
        let anonymous = Scope { user: None, ..scope };
        assert!(!anonymous.hears(&to(me)) && anonymous.hears(&about(party, None, Topic::Board)));
    }
}
