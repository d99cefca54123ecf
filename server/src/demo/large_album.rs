//! As many photos as the bench wants, with words, tags, people, places and cameras, straight into the database.

use anyhow::Result;
use app::{
    backend::{
        db::AT_ONCE,
        entities::{photo_people, photo_tags, photos},
        search,
    },
    domain::{PartyId, PhotoId, PictureId, time::MINUTE, user::Person},
};
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::told;
use crate::state::AppState;

/// Different words in captions, of which the first are the most frequent.
const WORDS: u64 = 5_000;

const TAGS: [&str; 12] = [
    "cake",
    "dancing",
    "balcony",
    "fireworks",
    "garden",
    "music",
    "toast",
    "sunrise",
    "costume",
    "dog",
    "夏天",
    "생일",
];
const CAMERAS: [&str; 5] = ["Canon EOS R5", "Pixel 9", "iPhone 17", "FUJIFILM X-T5", ""];
const PLACES: [(&str, f64, f64); 6] = [
    ("Berlin, Germany", 52.52, 13.405),
    ("Lisbon, Portugal", 38.7223, -9.1393),
    ("Kyoto, Japan", 35.0116, 135.7681),
    ("São Paulo, Brazil", -23.5505, -46.6333),
    ("Tromsø, Norway", 69.6492, 18.9553),
    ("Sydney, Australia", -33.8688, 151.2093),
];

/// Adds photos, one a minute: half of them to the first party, the others to all in turn.
pub async fn fill(state: &AppState, parties: &[PartyId], people: &[Person], count: usize) -> Result<()> {
    let Some(first) = parties.first() else { return Ok(()) };
    let db = state.services.db.write();
    let begin = state.services.clock.now() - count as i64 * MINUTE;
    let numbers: Vec<u64> = (0..count as u64).collect();
    for some in numbers.chunks(AT_ONCE) {
        let (mut rows, mut tags, mut tagged) = (Vec::new(), Vec::new(), Vec::new());
        for number in some {
            let mut dice = Dice(number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let party = if number % 2 == 0 { *first } else { parties[dice.below(parties.len() as u64)] };
            let by = &people[dice.below(people.len() as u64)];
            let at = begin + i64::try_from(*number)? * MINUTE;
            let id = PhotoId::new().0;
            for tag in [dice.below(4), 4 + dice.below(8)] {
                tags.push(photo_tags::ActiveModel { photo_id: Set(id), tag: Set(TAGS[tag].to_owned()) });
            }
            tagged.push(person(&mut dice, id, people, at));
            rows.push(row(&mut dice, id, party, by, at));
        }
        photos::Entity::insert_many(rows).exec_without_returning(db).await?;
        photo_tags::Entity::insert_many(tags).exec_without_returning(db).await?;
        photo_people::Entity::insert_many(tagged).exec_without_returning(db).await?;
    }
    if count > 0 {
        search::reindex(&state.services.db).await.map_err(told)?;
    }
    Ok(())
}

fn person(dice: &mut Dice, photo: Uuid, people: &[Person], at: i64) -> photo_people::ActiveModel {
    photo_people::ActiveModel {
        id: Set(Uuid::now_v7()),
        photo_id: Set(photo),
        user_id: Set(Some(people[dice.below(people.len() as u64)].id.0)),
        invite_id: Set(None),
        created_at: Set(at),
    }
}

fn row(dice: &mut Dice, id: Uuid, party: PartyId, by: &Person, at: i64) -> photos::ActiveModel {
    let (place, latitude, longitude) = PLACES[dice.below(PLACES.len() as u64)];
    let mut near = || (dice.below(1_000) as f64 - 500.0) / 5_000.0;
    let (latitude, longitude) = (latitude + near(), longitude + near());
    let caption: Vec<String> = (0..6).map(|_| dice.word()).collect();
    let picture = PictureId::new();
    photos::ActiveModel {
        id: Set(id),
        party_id: Set(party.0),
        picture_id: Set(picture.0),
        user_id: Set(Some(by.id.0)),
        invite_id: Set(None),
        content_hash: Set(picture.to_string()),
        name: Set("photo.jpg".to_owned()),
        original: Set(None),
        bytes: Set(1),
        status: Set("ready".to_owned()),
        failure: Set(None),
        hidden: Set(false),
        approved: Set(true),
        caption: Set(caption.join(" ")),
        sorted_at: Set(at),
        taken_at: Set(Some(at)),
        taken_offset: Set(None),
        camera: Set(CAMERAS[dice.below(CAMERAS.len() as u64)].to_owned()),
        lens: Set(String::new()),
        exposure: Set(String::new()),
        latitude: Set(Some(latitude)),
        longitude: Set(Some(longitude)),
        place: Set(place.to_owned()),
        thumbhash: Set(String::new()),
        width: Set(2048),
        height: Set(1536),
        created_at: Set(at),
    }
}

/// The same throws every time (xorshift).
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: u64) -> usize {
        usize::try_from((self.throw() >> 11) % end.max(1)).unwrap_or_default()
    }

    /// A made-up word, small numbers more often: as in what people write, few words are everywhere and most are rare.
    fn word(&mut self) -> String {
        const SOUNDS: [&str; 10] = ["ba", "do", "ki", "lu", "me", "no", "pa", "ri", "su", "ta"];
        let share = (self.below(1_000_000) as f64 / 1_000_000.0).powi(3);
        let mut number = (share * WORDS as f64) as usize;
        let mut word = String::new();
        for _ in 0..4 {
            word.push_str(SOUNDS[number % 10]);
            number /= 10;
        }
        word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn throws_are_the_same_every_time() {
        let words = |seed| {
            let mut dice = Dice(seed);
            (0..5).map(|_| dice.word()).collect::<Vec<_>>()
        };
        assert_eq!(words(7), words(7));
        assert_ne!(words(7), words(8));
        assert!(words(7).iter().all(|word| word.len() == 8));
    }
}
