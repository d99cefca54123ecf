//! What is gone is not told any more: the words of posts that are removed, guests who are off the list, and all that waits
//! for somebody who leaves.

use std::collections::HashSet;

use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    backend::{
        db::AT_ONCE,
        entities::{invites, posts, webhook_deliveries as deliveries, webhooks},
        rsvps,
    },
    domain::{InviteId, PartyId, webhook::HookEvent},
    error::{AppError, Result},
};

/// Messages that tell more of guests than that they are gone.
const OF_GUESTS: [HookEvent; 3] = [HookEvent::AnswerChanged, HookEvent::GuestAdded, HookEvent::GuestChanged];

/// Takes away the messages that tell of these posts (1 query). Their jobs find nothing to send.
pub async fn forget_posts(txn: &DatabaseTransaction, posts: impl IntoIterator<Item = Uuid>) -> Result<()> {
    deliveries::Entity::delete_many().filter(deliveries::Column::PostId.is_in(posts)).exec(txn).await?;
    Ok(())
}

/// The same for all posts and guests of these parties, which are locked and to be deleted next (2 queries, one more for
/// each 500 messages). They are looked up first: to delete those that a sub-select names, MariaDB before 11.1 reads all of
/// them.
pub async fn forget_parties(txn: &DatabaseTransaction, parties: &[Uuid]) -> Result<()> {
    let theirs = Query::select()
        .column(posts::Column::Id)
        .from(posts::Entity)
        .and_where(posts::Column::PartyId.is_in(parties.iter().copied()))
        .to_owned();
    let of_guests = Condition::all()
        .add(deliveries::Column::PartyId.is_in(parties.iter().copied()))
        .add(deliveries::Column::Event.is_in(OF_GUESTS.map(HookEvent::code)));
    let mut messages = told(txn, Condition::all().add(deliveries::Column::PostId.in_subquery(theirs))).await?;
    messages.extend(told(txn, of_guests).await?);
    for some in messages.chunks(AT_ONCE) {
        deliveries::Entity::delete_many().filter(deliveries::Column::Id.is_in(some.iter().copied())).exec(txn).await?;
    }
    Ok(())
}

async fn told(txn: &DatabaseTransaction, which: Condition) -> Result<Vec<Uuid>> {
    let messages = deliveries::Entity::find().select_only().column(deliveries::Column::Id).filter(which);
    Ok(messages.into_tuple().all(txn).await?)
}

/// Takes away all messages that wait for the webhooks of an account (2 queries), which are few.
pub async fn forget_owner(txn: &DatabaseTransaction, user: Uuid) -> Result<()> {
    let theirs: Vec<Uuid> = webhooks::Entity::find()
        .select_only()
        .column(webhooks::Column::Id)
        .filter(webhooks::Column::UserId.eq(user))
        .into_tuple()
        .all(txn)
        .await?;
    deliveries::Entity::delete_many().filter(deliveries::Column::WebhookId.is_in(theirs)).exec(txn).await?;
    Ok(())
}

/// Takes guests of these parties out of the messages that have not arrived; one that tells of nobody else goes (1 query for
/// every 500 parties, and one for each message that names them). The parties are locked.
pub async fn forget_guests(txn: &DatabaseTransaction, parties: &[Uuid], guests: &[InviteId]) -> Result<()> {
    for parties in parties.chunks(AT_ONCE) {
        forget_some(txn, parties, guests).await?;
    }
    Ok(())
}

async fn forget_some(txn: &DatabaseTransaction, parties: &[Uuid], guests: &[InviteId]) -> Result<()> {
    use deliveries::Column::PartyId;
    let waiting = deliveries::Entity::find()
        // Older versions did not note the party.
        .filter(PartyId.is_in(parties.iter().copied()).or(PartyId.is_null()))
        .filter(deliveries::Column::Event.is_in(OF_GUESTS.map(HookEvent::code)))
        .all(txn)
        .await?;
    for message in waiting {
        match without_guests(&message.body, guests) {
            Rest::Whole => {}
            Rest::Part(body) => {
                deliveries::Entity::update_many()
                    .col_expr(deliveries::Column::Body, Expr::value(body))
                    .filter(deliveries::Column::Id.eq(message.id))
                    .exec(txn)
                    .await?;
            }
            Rest::Nothing => {
                deliveries::Entity::delete_by_id(message.id).exec(txn).await?;
            }
        }
    }
    Ok(())
}

/// Which of these guests are off the list by now. Until this transaction ends no other one goes (1 query, and one more for
/// each 500; none for no guests).
pub async fn gone(txn: &DatabaseTransaction, party: PartyId, guests: &[InviteId]) -> Result<Vec<InviteId>> {
    if guests.is_empty() {
        return Ok(Vec::new());
    }
    match rsvps::lock(txn, party).await {
        Err(AppError::NotFound) => return Ok(guests.to_vec()),
        held => held?,
    };
    let mut there: HashSet<Uuid> = HashSet::new();
    for some in guests.chunks(AT_ONCE) {
        let rows: Vec<Uuid> = invites::Entity::find()
            .select_only()
            .column(invites::Column::Id)
            .filter(invites::Column::Id.is_in(some.iter().map(|guest| guest.0)))
            .into_tuple()
            .all(txn)
            .await?;
        there.extend(rows);
    }
    Ok(guests.iter().copied().filter(|guest| !there.contains(&guest.0)).collect())
}

/// What is left of a message.
#[derive(Debug, PartialEq, Eq)]
pub enum Rest {
    Whole,
    Part(String),
    Nothing,
}

/// A message without these guests.
pub fn without_guests(body: &str, gone: &[InviteId]) -> Rest {
    if gone.is_empty() {
        return Rest::Whole;
    }
    let Ok(mut message) = serde_json::from_str::<Value>(body) else { return Rest::Whole };
    let Some(guests) = message.pointer_mut("/data/guests").and_then(Value::as_array_mut) else { return Rest::Whole };
    let gone: Vec<String> = gone.iter().map(InviteId::to_string).collect();
    let before = guests.len();
    guests.retain(|guest| !guest["id"].as_str().is_some_and(|id| gone.iter().any(|gone| gone == id)));
    match guests.len() {
        0 => Rest::Nothing,
        left if left == before => Rest::Whole,
        _ => Rest::Part(message.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn messages_keep_the_other_guests() {
        let (zoe, cem) = (InviteId::new(), InviteId::new());
        let message = |guests: &[InviteId]| {
            let guests: Vec<Value> = guests.iter().map(|guest| json!({ "id": guest.to_string() })).collect();
            json!({ "type": "guest.added", "data": { "guests": guests, "party": "x" } }).to_string()
        };
        let both = message(&[zoe, cem]);
        assert_eq!(without_guests(&both, &[]), Rest::Whole);
        assert_eq!(without_guests(&both, &[InviteId::new()]), Rest::Whole);
        assert_eq!(without_guests(&both, &[zoe]), Rest::Part(message(&[cem])));
        assert_eq!(without_guests(&both, &[cem, zoe]), Rest::Nothing);
        for other in ["{}", "no message", "{\"data\":{\"post\":{}}}"] {
            assert_eq!(without_guests(other, &[zoe]), Rest::Whole);
        }
    }
}
