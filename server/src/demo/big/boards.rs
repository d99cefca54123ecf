//! Many posts, pictures and reactions.

use anyhow::Result;
use app::{
    backend::entities::{pictures, post_pictures, posts, reactions},
    domain::{
        board::Reaction,
        time::{DAY, MINUTE},
    },
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{GUESTS, PICTURES, POSTS, Size, id, parties::guest_id, write};
use crate::state::AppState;

const WORDS: [&str; 4] = [
    "Who brings the big pot?",
    "Count us in, **both** of us.",
    "The last tram goes at half past one.",
    "What a night!",
];
/// Of so many posts, one has a reaction.
const REACTED: usize = 4;

pub async fn fill(state: &AppState, size: Size) -> Result<()> {
    let (posts, shown) = (POSTS * size.parties(), PICTURES * size.parties());
    write(state, (0..posts).map(|number| post(size, number))).await?;
    write(state, (0..shown).map(|number| picture(size, number))).await?;
    let show = |number: usize| post_pictures::ActiveModel {
        post_id: Set(post_id(size, number / PICTURES * POSTS + number % PICTURES)),
        picture_id: Set(picture_id(size, number)),
        place: Set(0),
        alt: Set(String::new()),
    };
    write(state, (0..shown).map(show)).await?;
    let react = |number: usize| reactions::ActiveModel {
        id: Set(id(7, number, size.now - DAY)),
        post_id: Set(post_id(size, number * REACTED)),
        kind: Set(Reaction::default().code().to_owned()),
        user_id: Set(Some(size.person(number))),
        invite_id: Set(None),
        created_at: Set(size.now - DAY),
    };
    write(state, (0..posts / REACTED).map(react)).await
}

fn posted_at(size: Size, number: usize) -> i64 {
    size.begins(number / POSTS) - 20 * DAY + (number % POSTS) as i64 * MINUTE
}

fn post_id(size: Size, number: usize) -> Uuid {
    id(4, number, posted_at(size, number))
}

/// Every fifth is a reply to the first of its board; guests and hosts write in turn.
fn post(size: Size, number: usize) -> posts::ActiveModel {
    let (party, place) = (number / POSTS, number % POSTS);
    let by_guest = place.is_multiple_of(2);
    posts::ActiveModel {
        id: Set(post_id(size, number)),
        party_id: Set(size.party(party)),
        parent_id: Set((place % 5 == 4).then(|| post_id(size, party * POSTS))),
        user_id: Set((!by_guest).then(|| size.person(party))),
        invite_id: Set(by_guest.then(|| guest_id(size, party * GUESTS + place % GUESTS))),
        text: Set(WORDS[number % WORDS.len()].to_owned()),
        announcement: Set(false),
        created_at: Set(posted_at(size, number)),
        ..Default::default()
    }
}

fn picture_id(size: Size, number: usize) -> Uuid {
    id(5, number, size.begins(number / PICTURES) - 20 * DAY)
}

/// Rows alone: the files of so many pictures tell nothing about a page.
fn picture(size: Size, number: usize) -> pictures::ActiveModel {
    pictures::ActiveModel {
        id: Set(picture_id(size, number)),
        purpose: Set("post".to_owned()),
        width: Set(2048),
        height: Set(1365),
        bytes: Set(600_000),
        used: Set(true),
        created_at: Set(size.begins(number / PICTURES) - 20 * DAY),
        format: Set("jpg".to_owned()),
    }
}
