//! As much around the demo as a big site has, straight into the database: what pages are measured against. The people and
//! parties of the demo stay as they are, so that their pages show the same as before.

mod album;
mod boards;
mod parties;
mod people;

use std::time::Instant;

use anyhow::Result;
use app::{backend::db::AT_ONCE, domain::time::DAY};
use sea_orm::{ActiveModelTrait, EntityTrait};
use uuid::{Builder, Uuid};

use crate::state::AppState;

/// Statements of one transaction.
const TOGETHER: usize = 20;

/// How much there is, for so many people: half as many parties, ten times as many invitations and photos, and twenty
/// times as many posts.
#[derive(Clone, Copy)]
struct Size {
    people: usize,
    /// When it is filled.
    now: i64,
}

/// Of each party.
const GUESTS: usize = 20;
const POSTS: usize = 40;
/// On its board.
const PICTURES: usize = 4;
/// In its album.
const PHOTOS: usize = 20;

impl Size {
    fn parties(self) -> usize {
        self.people / 2
    }

    /// Somebody, the same for the same number.
    fn person(self, number: usize) -> Uuid {
        let number = number % self.people;
        id(1, number, self.now - 900 * DAY + number as i64)
    }

    /// When a party begins: one of five is still to come.
    fn begins(self, party: usize) -> i64 {
        self.now + (party as i64 % 1_000 - 800) * DAY / 2
    }

    fn party(self, number: usize) -> Uuid {
        id(2, number, self.begins(number) - 30 * DAY)
    }
}

/// Fills the database for so many people.
pub async fn fill(state: &AppState, people: usize) -> Result<()> {
    let (size, begun) = (Size { people, now: state.services.clock.now() }, Instant::now());
    let done = |what: &str| tracing::info!("{what} after {} seconds", begun.elapsed().as_secs());
    people::fill(state, size).await?;
    done("people");
    parties::fill(state, size).await?;
    people::tell(state, size).await?;
    done("parties and guests");
    boards::fill(state, size).await?;
    done("posts and pictures");
    album::fill(state, size).await?;
    done("photos");
    album::index(state).await?;
    done("the index of photos");
    // Databases plan by what they know of their tables, and learn it by themselves only later.
    state.services.db.look_at_tables().await?;
    done("statistics");
    Ok(())
}

/// Writes rows in large pieces; a transaction of many is faster than many.
async fn write<A>(state: &AppState, rows: impl Iterator<Item = A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let mut rows = rows.peekable();
    while rows.peek().is_some() {
        let txn = state.services.db.begin().await?;
        for _ in 0..TOGETHER {
            let some: Vec<A> = rows.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            <A::Entity as EntityTrait>::insert_many(some).exec_without_returning(&txn).await?;
        }
        txn.commit().await?;
    }
    Ok(())
}

/// The same identifier for the same kind, number and moment; later ones are greater, as with those that the site makes.
fn id(kind: u8, number: usize, at: i64) -> Uuid {
    let mut bytes = [kind; 10];
    bytes[2..].copy_from_slice(&(number as u64).to_be_bytes());
    Builder::from_unix_timestamp_millis(at.unsigned_abs(), &bytes).into_uuid()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_differ_and_grow() {
        let size = Size { people: 1_000, now: 1_800_000_000_000 };
        assert_eq!(size.person(7), size.person(1_007));
        assert!(size.person(7) < size.person(8));
        assert_ne!(id(1, 7, size.now), id(2, 7, size.now));
        assert!(id(1, usize::MAX >> 2, size.now) < id(1, 0, size.now + 1));
        assert_eq!(size.person(7).get_version_num(), 7);
    }

    #[test]
    fn some_parties_are_still_to_come() {
        let size = Size { people: 1_000, now: 1_800_000_000_000 };
        let later = (0..1_000).filter(|party| size.begins(*party) > size.now).count();
        assert_eq!(later, 199);
    }
}
