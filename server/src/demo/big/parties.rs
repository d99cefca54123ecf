//! Many parties with their hosts and guests.

use anyhow::Result;
use app::{
    backend::{
        entities::{hosts, invites, parties},
        links,
    },
    domain::{
        InviteId,
        board::Posting,
        party::{AddressAudience, ListAudience, Theme, Visibility},
        time::{DAY, MINUTE},
    },
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{GUESTS, Size, id, write};
use crate::state::AppState;

const ANSWERS: [&str; 5] = ["yes", "yes", "maybe", "no", "pending"];

pub async fn fill(state: &AppState, size: Size) -> Result<()> {
    write(state, (0..size.parties()).map(|number| party(size, number))).await?;
    let host = |number: usize| hosts::ActiveModel {
        party_id: Set(size.party(number)),
        user_id: Set(size.person(number)),
        co_host: Set(false),
        created_at: Set(size.begins(number) - 30 * DAY),
    };
    write(state, (0..size.parties()).map(host)).await?;
    write(state, (0..GUESTS * size.parties()).map(|number| guest(state, size, number))).await
}

fn party(size: Size, number: usize) -> parties::ActiveModel {
    let begins = size.begins(number);
    parties::ActiveModel {
        id: Set(size.party(number)),
        title: Set(format!("Evening {number}")),
        description: Set("Bring something that can be shared, and **somebody** who can sing.".to_owned()),
        place: Set("At home".to_owned()),
        flat: Set(String::new()),
        address: Set(String::new()),
        time_zone: Set("Europe/Berlin".to_owned()),
        first_entry: Set(begins),
        last_entry: Set(begins + DAY / 2),
        cover_alt: Set(String::new()),
        theme: Set(Theme::ALL[number % Theme::ALL.len()].code().to_owned()),
        visibility: Set(Visibility::default().code().to_owned()),
        guest_list: Set(ListAudience::default().code().to_owned()),
        address_shown: Set(AddressAudience::default().code().to_owned()),
        plus_ones: Set(1),
        paused: Set(false),
        created_at: Set(begins - 30 * DAY),
        updated_at: Set(begins - 30 * DAY),
        posting: Set(Posting::default().code().to_owned()),
        board_closed: Set(false),
        ..Default::default()
    }
}

/// The identifier of the guests of all parties, one after the other.
pub fn guest_id(size: Size, number: usize) -> Uuid {
    id(3, number, size.begins(number / GUESTS) - 29 * DAY)
}

/// Every other guest has an account; nobody is twice on one list.
fn guest(state: &AppState, size: Size, number: usize) -> invites::ActiveModel {
    let (party, place) = (number / GUESTS, number % GUESTS);
    let (id, answer) = (guest_id(size, number), ANSWERS[number % ANSWERS.len()]);
    let invited_at = size.begins(party) - 29 * DAY;
    let answered_at = (answer != "pending").then_some(invited_at + place as i64 * MINUTE);
    invites::ActiveModel {
        id: Set(id),
        party_id: Set(size.party(party)),
        user_id: Set(place.is_multiple_of(2).then(|| size.person(party + 1 + place * 31))),
        name: Set(format!("Guest {number}")),
        token_hash: Set(Some(links::hash(&state.services.links.token(InviteId(id), 0)))),
        generation: Set(0),
        answer: Set(answer.to_owned()),
        plus_ones: Set(0),
        message: Set(String::new()),
        note: Set(String::new()),
        opened_at: Set(answered_at),
        answered_at: Set(answered_at),
        created_at: Set(invited_at),
        untaggable: Set(false),
        ..Default::default()
    }
}
