//! A board as long as the bench wants it.

use anyhow::Result;
use app::{
    backend::{db::AT_ONCE, entities::posts},
    domain::{PartyId, PostId, time::MINUTE, user::Person},
};
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::state::AppState;

const WORDS: [&str; 5] = [
    "I bring the **big pot**, and forks for everybody.",
    "Who can be there before eight? The long table wants four hands.",
    "Found a glove: left hand, blue, *probably missed*.",
    "Count us in:\n\n- two who dance\n- one who washes up",
    "The last tram goes at half past one.",
];

/// Lets people post in turn, one post a minute, straight into the database: nobody may write so much within an hour.
pub async fn fill(state: &AppState, party: PartyId, people: &[Person], count: usize) -> Result<()> {
    let begin = state.services.clock.now() - count as i64 * MINUTE;
    let turns = people.iter().cycle().zip(WORDS.into_iter().cycle()).take(count);
    let rows: Vec<_> = (0_i64..).zip(turns).map(|(minute, turn)| row(party, turn, begin + minute * MINUTE)).collect();
    for some in rows.chunks(AT_ONCE) {
        posts::Entity::insert_many(some.to_vec()).exec_without_returning(state.services.db.write()).await?;
    }
    Ok(())
}

fn row(party: PartyId, (by, text): (&Person, &str), posted_at: i64) -> posts::ActiveModel {
    posts::ActiveModel {
        id: Set(PostId::new().0),
        party_id: Set(party.0),
        parent_id: Set(None),
        user_id: Set(Some(by.id.0)),
        invite_id: Set(None),
        text: Set(text.to_owned()),
        announcement: Set(false),
        pinned_at: Set(None),
        edited_at: Set(None),
        removed_at: Set(None),
        created_at: Set(posted_at),
    }
}
