//! Circles of people around somebody, as conditions on accounts.

use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{Expr, Func, IntoCondition, Query, SelectStatement, SimpleExpr, UnionType},
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, access,
        entities::{blocks, follows, hosts, invites, parties, users},
    },
    domain::{party::ListAudience, people::PeopleTab, rsvp::Answer, time::Millis},
};

/// The people of a tab. Nobody whom the viewer must not see is among them, but for those whom the viewer blocked, on
/// the one list on which a block can be taken back.
pub fn circle(ctx: &Ctx, me: Uuid, tab: PeopleTab) -> Condition {
    let those = match tab {
        PeopleTab::Friends => friends(me),
        PeopleTab::Following => users::Column::Id.in_subquery(followed_by(me)).into_condition(),
        PeopleTab::Followers => users::Column::Id.in_subquery(followers_of(me)).into_condition(),
        PeopleTab::Met => met(me, ctx.now()),
        PeopleTab::Blocked => return users::Column::Id.in_subquery(blocked_by(me)).into_condition(),
    };
    Condition::all().add(those).add(access::seen(ctx, users::Column::Id))
}

/// Those who follow somebody and are followed back.
pub fn friends(me: Uuid) -> Condition {
    Condition::all()
        .add(users::Column::Id.in_subquery(followed_by(me)))
        .add(users::Column::Id.in_subquery(followers_of(me)))
}

/// Those who hosted or said yes to a party that has begun, at which somebody was too. Where the guest list is for hosts
/// alone, guests have met the hosts, and only hosts the guests.
pub fn met(me: Uuid, now: Millis) -> Condition {
    let coming = Query::select()
        .column(invites::Column::UserId)
        .from(invites::Entity)
        .and_where(invites::Column::UserId.is_not_null())
        .and_where(invites::Column::Answer.eq(Answer::Yes.code()))
        .and_where(invites::Column::PartyId.in_subquery(attended_with_names(me, now)))
        .to_owned();
    let there = Query::select()
        .column(hosts::Column::UserId)
        .from(hosts::Entity)
        .and_where(hosts::Column::PartyId.in_subquery(attended(me, now)))
        .union(UnionType::Distinct, coming)
        .to_owned();
    let there = Query::select().column(hosts::Column::UserId).from_subquery(there, "there").to_owned();
    Condition::all().add(users::Column::Id.ne(me)).add(users::Column::Id.in_subquery(there))
}

/// Parties that have begun, which somebody hosted or said yes to.
pub fn attended(me: Uuid, now: Millis) -> SelectStatement {
    Query::select()
        .column(parties::Column::Id)
        .from(parties::Entity)
        .and_where(parties::Column::FirstEntry.lte(now))
        .and_where(parties::Column::CancelledAt.is_null())
        .and_where(parties::Column::Id.in_subquery(hosted_by_or(me, confirmed_by(me))))
        .to_owned()
}

/// Of these, those of whose guests somebody may know.
pub fn attended_with_names(me: Uuid, now: Millis) -> SelectStatement {
    attended(me, now).cond_where(names_known_to(me)).to_owned()
}

/// Parties of whose guests somebody may know, if they host or are invited.
pub fn names_known_to(me: Uuid) -> Condition {
    Condition::any()
        .add(parties::Column::GuestList.ne(ListAudience::Hosts.code()))
        .add(parties::Column::Id.in_subquery(hosted_by(me)))
}

/// Parties that somebody hosts.
pub fn hosted_by(user: Uuid) -> SelectStatement {
    Query::select()
        .column(hosts::Column::PartyId)
        .from(hosts::Entity)
        .and_where(hosts::Column::UserId.eq(user))
        .to_owned()
}

/// Parties that somebody hosts, and others: one list, for whoever asks for rows of one list or another has PostgreSQL
/// read all there are.
pub fn hosted_by_or(user: Uuid, others: SelectStatement) -> SelectStatement {
    let both = hosted_by(user).union(UnionType::Distinct, others).to_owned();
    Query::select().column(hosts::Column::PartyId).from_subquery(both, "theirs").to_owned()
}

/// Parties that somebody hosts or is invited to.
pub fn hosted_by_or_inviting(user: Uuid) -> SelectStatement {
    hosted_by_or(user, inviting(user))
}

/// Parties that somebody is invited to, whatever the answer.
pub fn inviting(user: Uuid) -> SelectStatement {
    Query::select()
        .column(invites::Column::PartyId)
        .from(invites::Entity)
        .and_where(invites::Column::UserId.eq(user))
        .to_owned()
}

fn confirmed_by(user: Uuid) -> SelectStatement {
    inviting(user).and_where(invites::Column::Answer.eq(Answer::Yes.code())).to_owned()
}

fn followed_by(user: Uuid) -> SelectStatement {
    Query::select()
        .column(follows::Column::FollowedId)
        .from(follows::Entity)
        .and_where(follows::Column::FollowerId.eq(user))
        .to_owned()
}

fn followers_of(user: Uuid) -> SelectStatement {
    Query::select()
        .column(follows::Column::FollowerId)
        .from(follows::Entity)
        .and_where(follows::Column::FollowedId.eq(user))
        .to_owned()
}

fn blocked_by(user: Uuid) -> SelectStatement {
    Query::select()
        .column(blocks::Column::BlockedId)
        .from(blocks::Entity)
        .and_where(blocks::Column::BlockerId.eq(user))
        .to_owned()
}

/// The name in lower case, by which people are ordered.
pub fn folded_name() -> SimpleExpr {
    Func::lower(Expr::col((users::Entity, users::Column::DisplayName))).into()
}
