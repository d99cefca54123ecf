//! Guests of the demo's parties, and what they answer.

use anyhow::Result;
use app::{
    backend::{Ctx, entities::invites, invites as guest_list, rsvps},
    domain::{InviteId, PartyId, rsvp::AnswerForm, user::Person},
    error::AppError,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::plans::Plan;
use crate::state::AppState;

const NAMES: [&str; 16] = [
    "Aunt Carla",
    "Ben from the choir",
    "Chiara",
    "Dr. Weiß <weiss@example.net>",
    "Eva and the twins",
    "Farid",
    "Gosia Nowak <gosia@example.net>",
    "Hannah",
    "Igor the neighbour",
    "Juno",
    "Karim",
    "Lotte",
    "Mehmet <mehmet@example.net>",
    "Nina B.",
    "Oskar",
    "Paula",
];

const ANSWERS: [(&str, &str); 8] = [
    ("yes", "Wouldn't miss it!"),
    ("yes", ""),
    ("maybe", "Depends on the babysitter."),
    ("yes", "I bring the big pot."),
    ("no", "In Oslo that week, so sorry."),
    ("", ""),
    ("yes", "Can my flatmate come?"),
    ("yes", ""),
];

/// Puts guests on the list and lets most of them answer.
pub async fn invite(ctx: &Ctx, party: PartyId, plan: &Plan, people: &[Person], number: usize) -> Result<(), AppError> {
    let host = ctx.user()?.username.clone();
    let users = people.iter().filter(|person| person.username != host).map(|person| format!("@{}", person.username));
    let lines: Vec<_> = users.chain(NAMES.map(ToOwned::to_owned)).take(plan.guests).collect();
    guest_list::add(ctx, party, &lines.join("\n"), true).await?;
    for (index, id) in ids(ctx, party).await?.into_iter().enumerate() {
        let (answer, message) = ANSWERS[(index + number) % ANSWERS.len()];
        if answer.is_empty() {
            continue;
        }
        let plus_ones = if answer == "yes" && index % 5 == 1 { "1" } else { "0" };
        let form = AnswerForm { answer: answer.into(), plus_ones: plus_ones.into(), message: message.into() };
        rsvps::answer_for(ctx, party, id, &form).await?;
    }
    Ok(())
}

async fn ids(ctx: &Ctx, party: PartyId) -> Result<Vec<InviteId>, AppError> {
    let guests = invites::Entity::find().filter(invites::Column::PartyId.eq(party.0)).order_by_asc(invites::Column::Id);
    Ok(guests.all(ctx.db().read()).await?.into_iter().map(|guest| guest.id.into()).collect())
}

/// The personal link of the first guest without an account.
pub async fn link(state: &AppState, party: PartyId) -> Result<String> {
    let guest = invites::Entity::find()
        .filter(invites::Column::PartyId.eq(party.0))
        .filter(invites::Column::UserId.is_null())
        .order_by_asc(invites::Column::Id)
        .one(state.services.db.read())
        .await?;
    let guest = guest.ok_or_else(|| anyhow::anyhow!("the demo's party has no guest without account"))?;
    Ok(state.services.links.invite(guest.id.into(), guest.generation))
}
