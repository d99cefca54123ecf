//! Who comes, in numbers and faces.

use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func},
};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx, access,
        entities::{invites, users},
    },
    domain::{PartyId, invite::Counts, party::GuestFace, rsvp::Answer, time::Millis},
    error::Result,
};

/// Guests by answer, people with a place, and how many wait since before `queued_at` (1 query).
pub async fn counts<C: ConnectionTrait>(db: &C, party: PartyId, queued_at: Option<Millis>) -> Result<Counts> {
    let longer = Expr::col(invites::Column::QueuedAt).lt(queued_at.unwrap_or(Millis::MIN));
    // By companions too: then no sum is needed, whose type differs between databases.
    let groups: Vec<Group> = invites::Entity::find()
        .select_only()
        .column(invites::Column::Answer)
        .column(invites::Column::PlusOnes)
        .column_as(invites::Column::Id.count(), "guests")
        .column_as(invites::Column::CheckedInAt.count(), "checked_in")
        .column_as(Expr::expr(Func::count(Expr::case(longer, 1))), "ahead")
        .filter(invites::Column::PartyId.eq(party.0))
        .group_by(invites::Column::Answer)
        .group_by(invites::Column::PlusOnes)
        .into_tuple()
        .all(db)
        .await?;
    Ok(groups.iter().fold(Counts::default(), add))
}

/// Answer, companions; guests, of whom checked in, of whom waiting longer.
type Group = (String, i32, i64, i64, i64);

fn add(mut counts: Counts, (answer, plus_ones, guests, checked_in, ahead): &Group) -> Counts {
    match answer.parse().unwrap_or_default() {
        Answer::Yes => {
            counts.yes += guests;
            counts.people += guests * (1 + i64::from(*plus_ones));
        }
        Answer::Waiting => counts.waiting += guests,
        Answer::Maybe => counts.maybe += guests,
        Answer::Pending => counts.pending += guests,
        Answer::No => counts.no += guests,
    }
    counts.checked_in += checked_in;
    counts.ahead += ahead;
    counts
}

/// Name, username and photo, answer, companions.
type Face = (String, Option<String>, Option<Uuid>, String, i32);

/// The first `limit` of those who come, then of those who may, without those whom the viewer must not see (1 query).
/// Usernames are for viewers with an account.
pub async fn faces<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId, limit: u64) -> Result<Vec<GuestFace>> {
    let rows: Vec<Face> = invites::Entity::find()
        .left_join(users::Entity)
        .select_only()
        .column(invites::Column::Name)
        .column(users::Column::Username)
        .column(users::Column::PhotoId)
        .column(invites::Column::Answer)
        .column(invites::Column::PlusOnes)
        .filter(invites::Column::PartyId.eq(party.0))
        .filter(invites::Column::Answer.is_in([Answer::Yes.code(), Answer::Maybe.code()]))
        .filter(access::seen(ctx, invites::Column::UserId))
        // The codes happen to sort "maybe" before "yes".
        .order_by_desc(invites::Column::Answer)
        .order_by_asc(invites::Column::AnsweredAt)
        .order_by_asc(invites::Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?;
    let face = |(name, username, photo, answer, plus_ones): Face| GuestFace {
        name,
        username: username.filter(|_| ctx.user.is_some()),
        photo: photo.map(Into::into),
        answer: answer.parse().unwrap_or_default(),
        plus_ones,
    };
    Ok(rows.into_iter().map(face).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_guests_with_a_place_and_their_companions() {
        let group = |answer: Answer, plus_ones, guests, here| (answer.code().to_owned(), plus_ones, guests, here, 0);
        let groups = [group(Answer::Yes, 0, 3, 1), group(Answer::Yes, 2, 2, 2), group(Answer::Waiting, 5, 1, 0)];
        let counts = groups.iter().fold(Counts::default(), add);
        assert_eq!(counts, Counts { yes: 5, waiting: 1, people: 9, checked_in: 3, ..Counts::default() });
    }
}
