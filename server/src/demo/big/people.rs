//! Many people, logged in, who follow each other and have been told things.

use anyhow::{Context, Result};
use app::{
    backend::{
        entities::{follows, notifications, requests, sessions, users},
        links,
    },
    domain::{
        notification::Kind,
        time::{DAY, MINUTE},
    },
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use super::{Size, id, write};
use crate::state::AppState;

const NAMES: [&str; 8] = ["Ada", "Bruno", "Chidi", "Dina", "Emre", "Freya", "Goran", "Hana"];
/// Of each person.
const FOLLOWED: usize = 3;
const NOTIFICATIONS: usize = 5;

pub async fn fill(state: &AppState, size: Size) -> Result<()> {
    let somebody = users::Entity::find().one(state.services.db.read()).await?;
    let password_hash = somebody.context("the demo has no people")?.password_hash;
    write(state, (0..size.people).map(|number| person(size, number, &password_hash))).await?;
    write(state, (0..size.people).map(|number| session(size, number))).await?;
    write(state, (0..2 * size.people).map(|number| request(size, number))).await?;
    let follow = |number: usize| follows::ActiveModel {
        follower_id: Set(size.person(number / FOLLOWED)),
        followed_id: Set(size.person(number / FOLLOWED + 1 + number % FOLLOWED * 17)),
        created_at: Set(size.now - DAY),
    };
    write(state, (0..FOLLOWED * size.people).map(follow)).await
}

/// Tells everybody of a few answers.
pub async fn tell(state: &AppState, size: Size) -> Result<()> {
    write(state, (0..NOTIFICATIONS * size.people).map(|number| notification(size, number))).await
}

fn person(size: Size, number: usize, password_hash: &str) -> users::ActiveModel {
    users::ActiveModel {
        id: Set(size.person(number)),
        username: Set(format!("guest{number}")),
        email: Set(format!("guest{number}@example.net")),
        email_verified_at: Set(Some(size.now - 800 * DAY)),
        display_name: Set(format!("{} {number}", NAMES[number % NAMES.len()])),
        bio: Set(String::new()),
        password_hash: Set(password_hash.to_owned()),
        photo_id: Set(None),
        muted_notifications: Set(String::new()),
        admin: Set(false),
        untaggable: Set(false),
        created_at: Set(size.now - 900 * DAY),
        second_factor: Set(false),
        leaves_at: Set(None),
    }
}

fn session(size: Size, number: usize) -> sessions::ActiveModel {
    sessions::ActiveModel {
        id_hash: Set(links::hash(&format!("session {number}"))),
        user_id: Set(Some(size.person(number))),
        data: Set("{}".to_owned()),
        device: Set("Firefox/150 Linux".to_owned()),
        created_at: Set(size.now - DAY),
        seen_at: Set(size.now - DAY),
        expires_at: Set(size.now + 13 * DAY),
        place: Set(String::new()),
    }
}

/// The first answers of two days.
fn request(size: Size, number: usize) -> requests::ActiveModel {
    requests::ActiveModel {
        key_hash: Set(links::hash(&format!("request {number}"))),
        answer: Set("\"yes\"".to_owned()),
        created_at: Set(size.now - number as i64 % DAY),
    }
}

fn notification(size: Size, number: usize) -> notifications::ActiveModel {
    let (user, at) = (number / NOTIFICATIONS, size.now - DAY + number as i64 % (60 * MINUTE));
    let is_read = !number.is_multiple_of(NOTIFICATIONS);
    notifications::ActiveModel {
        id: Set(id(6, number, at)),
        user_id: Set(size.person(user)),
        kind: Set(Kind::Answer.code().to_owned()),
        party_id: Set(Some(size.party(user % size.parties()))),
        post_id: Set(None),
        photo_id: Set(None),
        actor_id: Set(Some(size.person(user + 1))),
        group_key: Set((!is_read).then(|| format!("answer {number}"))),
        count: Set(1),
        read_at: Set(is_read.then_some(at)),
        created_at: Set(at),
        updated_at: Set(at),
    }
}
