//! Many photos in albums, with what people say of them.

use anyhow::Result;
use app::{
    backend::{
        entities::{photo_comments, photo_likes, photo_people, photo_tags, photos, pictures},
        pictures::code,
        search,
    },
    domain::{
        album::Status,
        picture::Purpose,
        time::{DAY, MINUTE},
    },
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{GUESTS, PHOTOS, Size, id, parties::guest_id, write};
use crate::{demo::told, state::AppState};

const CAPTIONS: [&str; 4] = ["", "The lanterns", "", "Before the soup"];
const TAGS: [&str; 4] = ["lights", "table", "dance floor", "balcony"];
/// Of so many photos, one has a comment and a like, and one shows somebody.
const TALKED_OF: usize = 4;
const SHOWS_SOMEBODY: usize = 10;

pub async fn fill(state: &AppState, size: Size) -> Result<()> {
    let count = PHOTOS * size.parties();
    write(state, (0..count).map(|number| picture(size, number))).await?;
    write(state, (0..count).map(|number| photo(size, number))).await?;
    let tag = |number: usize| photo_tags::ActiveModel {
        photo_id: Set(photo_id(size, 2 * number)),
        tag: Set(TAGS[number % TAGS.len()].to_owned()),
    };
    write(state, (0..count / 2).map(tag)).await?;
    let like = |number: usize| photo_likes::ActiveModel {
        id: Set(id(10, number, size.now - DAY)),
        photo_id: Set(photo_id(size, number * TALKED_OF)),
        user_id: Set(Some(size.person(number))),
        invite_id: Set(None),
        created_at: Set(size.now - DAY),
    };
    write(state, (0..count / TALKED_OF).map(like)).await?;
    let comment = |number: usize| photo_comments::ActiveModel {
        id: Set(id(11, number, size.now - DAY)),
        photo_id: Set(photo_id(size, number * TALKED_OF)),
        user_id: Set(Some(size.person(number))),
        invite_id: Set(None),
        text: Set("What a night!".to_owned()),
        created_at: Set(size.now - DAY),
    };
    write(state, (0..count / TALKED_OF).map(comment)).await?;
    let shown = |number: usize| photo_people::ActiveModel {
        id: Set(id(12, number, size.now - DAY)),
        photo_id: Set(photo_id(size, number * SHOWS_SOMEBODY)),
        user_id: Set(Some(size.person(number))),
        invite_id: Set(None),
        created_at: Set(size.now - DAY),
    };
    write(state, (0..count / SHOWS_SOMEBODY).map(shown)).await
}

/// Lets all photos be found by words: about 8 rows for each.
pub async fn index(state: &AppState) -> Result<()> {
    search::reindex(&state.services.db).await.map_err(told)?;
    Ok(())
}

fn added_at(size: Size, number: usize) -> i64 {
    (size.begins(number / PHOTOS) + (number % PHOTOS) as i64 * MINUTE).min(size.now - DAY)
}

fn photo_id(size: Size, number: usize) -> Uuid {
    id(9, number, added_at(size, number))
}

fn picture_id(size: Size, number: usize) -> Uuid {
    id(8, number, added_at(size, number))
}

/// Rows alone, as with the pictures of boards.
fn picture(size: Size, number: usize) -> pictures::ActiveModel {
    pictures::ActiveModel {
        id: Set(picture_id(size, number)),
        purpose: Set(code(Purpose::Photo).to_owned()),
        width: Set(2048),
        height: Set(1365),
        bytes: Set(600_000),
        used: Set(true),
        created_at: Set(added_at(size, number)),
        format: Set("jpg".to_owned()),
    }
}

/// Guests and hosts add photos in turn.
fn photo(size: Size, number: usize) -> photos::ActiveModel {
    let (party, place, at) = (number / PHOTOS, number % PHOTOS, added_at(size, number));
    let by_guest = place.is_multiple_of(2);
    photos::ActiveModel {
        id: Set(photo_id(size, number)),
        party_id: Set(size.party(party)),
        picture_id: Set(picture_id(size, number)),
        user_id: Set((!by_guest).then(|| size.person(party))),
        invite_id: Set(by_guest.then(|| guest_id(size, party * GUESTS + place % GUESTS))),
        content_hash: Set(format!("{number:064x}")),
        name: Set(format!("IMG_{number}.jpg")),
        original: Set(None),
        bytes: Set(4_000_000),
        status: Set(Status::Ready.code().to_owned()),
        failure: Set(None),
        hidden: Set(false),
        approved: Set(true),
        caption: Set(CAPTIONS[number % CAPTIONS.len()].to_owned()),
        sorted_at: Set(at),
        taken_at: Set(Some(at)),
        taken_offset: Set(Some(120)),
        camera: Set("Fairphone 6".to_owned()),
        lens: Set(String::new()),
        exposure: Set("1/50 s".to_owned()),
        latitude: Set(Some(52.48)),
        longitude: Set(Some(13.43)),
        place: Set(String::new()),
        thumbhash: Set("1QcSHQRnh493V4dIh4eXh1h4kJUI".to_owned()),
        width: Set(2048),
        height: Set(1365),
        created_at: Set(at),
    }
}
