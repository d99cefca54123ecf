//! Who comes, in numbers and faces.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Func, Order, Query, SelectStatement},
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
    let groups = groups(party, queued_at).into_model::<Group>().all(db).await?;
    Ok(groups.iter().fold(Counts::default(), add))
}

/// The same, and the first `limit` of those who come, then of those who may, without those whom the viewer must not see
/// (1 query). Usernames are for viewers with an account.
pub async fn who_comes<C: ConnectionTrait>(
    ctx: &Ctx,
    db: &C,
    party: PartyId,
    queued_at: Option<Millis>,
    limit: u64,
) -> Result<(Counts, Vec<GuestFace>)> {
    let statement = db.get_database_backend().build(&beside(groups(party, queued_at), faces(ctx, party, limit)));
    let rows = Face::find_by_statement(statement).all(db).await?;
    let counts = each_once(&rows).fold(Counts::default(), add);
    Ok((counts, rows.into_iter().filter_map(|row| face(ctx, row)).collect()))
}

/// Every face beside its group, and groups without faces too.
fn beside(groups: Select<invites::Entity>, faces: Select<invites::Entity>) -> SelectStatement {
    let same = |column: &'static str| Expr::col(("faces", column)).equals(("groups", column));
    Query::select()
        .columns(["answer", "plus_ones", "guests", "checked_in", "ahead"].map(|column| ("groups", column)))
        .columns(["name", "username", "photo_id"].map(|column| ("faces", column)))
        .from_subquery(groups.into_query(), "groups")
        .join_subquery(
            JoinType::LeftJoin,
            faces.into_query(),
            "faces",
            Condition::all().add(same("answer")).add(same("plus_ones")),
        )
        .order_by(("faces", "answer"), Order::Desc)
        .order_by(("faces", "answered_at"), Order::Asc)
        .order_by(("faces", "id"), Order::Asc)
        .to_owned()
}

/// The groups, of which there is a row for each face.
fn each_once(rows: &[Face]) -> impl Iterator<Item = &Group> {
    let mut known = HashSet::new();
    rows.iter().map(|row| &row.group).filter(move |group| known.insert((group.answer.as_str(), group.plus_ones)))
}

/// Guests with the same answer and as many companions. So no sum is needed, whose type differs between databases.
#[derive(FromQueryResult)]
struct Group {
    answer: String,
    plus_ones: i32,
    guests: i64,
    checked_in: i64,
    /// Those who wait longer.
    ahead: i64,
}

/// A group, and somebody of it whom the page names.
#[derive(FromQueryResult)]
struct Face {
    #[sea_orm(nested)]
    group: Group,
    name: Option<String>,
    username: Option<String>,
    photo_id: Option<Uuid>,
}

fn groups(party: PartyId, queued_at: Option<Millis>) -> Select<invites::Entity> {
    let longer = Expr::col(invites::Column::QueuedAt).lt(queued_at.unwrap_or(Millis::MIN));
    invites::Entity::find()
        .select_only()
        .column(invites::Column::Answer)
        .column(invites::Column::PlusOnes)
        .column_as(invites::Column::Id.count(), "guests")
        .column_as(invites::Column::CheckedInAt.count(), "checked_in")
        .column_as(Expr::expr(Func::count(Expr::case(longer, 1))), "ahead")
        .filter(invites::Column::PartyId.eq(party.0))
        .group_by(invites::Column::Answer)
        .group_by(invites::Column::PlusOnes)
}

fn faces(ctx: &Ctx, party: PartyId, limit: u64) -> Select<invites::Entity> {
    invites::Entity::find()
        .left_join(users::Entity)
        .select_only()
        .columns([
            invites::Column::Id,
            invites::Column::Name,
            invites::Column::Answer,
            invites::Column::AnsweredAt,
            invites::Column::PlusOnes,
        ])
        .columns([users::Column::Username, users::Column::PhotoId])
        .filter(invites::Column::PartyId.eq(party.0))
        .filter(invites::Column::Answer.is_in([Answer::Yes.code(), Answer::Maybe.code()]))
        .filter(access::seen(ctx, invites::Column::UserId))
        // The codes happen to sort "maybe" before "yes".
        .order_by_desc(invites::Column::Answer)
        .order_by_asc(invites::Column::AnsweredAt)
        .order_by_asc(invites::Column::Id)
        .limit(limit)
}

fn add(mut counts: Counts, group: &Group) -> Counts {
    match group.answer.parse().unwrap_or_default() {
        Answer::Yes => {
            counts.yes += group.guests;
            counts.people += group.guests * (1 + i64::from(group.plus_ones));
        }
        Answer::Waiting => counts.waiting += group.guests,
        Answer::Maybe => counts.maybe += group.guests,
        Answer::Pending => counts.pending += group.guests,
        Answer::No => counts.no += group.guests,
    }
    counts.checked_in += group.checked_in;
    counts.ahead += group.ahead;
    counts
}

fn face(ctx: &Ctx, Face { group, name, username, photo_id }: Face) -> Option<GuestFace> {
    Some(GuestFace {
        name: name?,
        username: username.filter(|_| ctx.user.is_some()),
        photo: photo_id.map(Into::into),
        answer: group.answer.parse().unwrap_or_default(),
        plus_ones: group.plus_ones,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_guests_with_a_place_and_their_companions() {
        let group = |answer: Answer, plus_ones, guests, checked_in| Group {
            answer: answer.code().to_owned(),
            plus_ones,
            guests,
            checked_in,
            ahead: 0,
        };
        let groups = [group(Answer::Yes, 0, 3, 1), group(Answer::Yes, 2, 2, 2), group(Answer::Waiting, 5, 1, 0)];
        let counts = groups.iter().fold(Counts::default(), add);
        assert_eq!(counts, Counts { yes: 5, waiting: 1, people: 9, checked_in: 3, ..Counts::default() });
    }
}
