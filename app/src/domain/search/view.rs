//! What was found, as the page shows it.

use serde::{Deserialize, Serialize};

use super::SearchForm;
use crate::domain::album::{Around, Candidate, PhotoCard};

/// A photo with the words by which it can be found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub card: PhotoCard,
    /// Of the party.
    pub title: String,
    pub time_zone: String,
    pub place: String,
    pub tags: Vec<String>,
    /// Names of those on the photo whom the viewer may see.
    pub people: Vec<String>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub count: i64,
    /// There are more than were counted.
    pub more: bool,
}

/// A page of results with all that its form offers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SearchPage {
    /// The party within which is searched, or else all of the viewer's.
    pub around: Option<Around>,
    pub form: SearchForm,
    /// Folded, to be marked.
    pub words: Vec<String>,
    /// The newest first.
    pub photos: Vec<Found>,
    /// On the first page.
    pub tally: Option<Tally>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
    /// Tags that the newest of the photos found have, the most frequent first.
    pub tags: Vec<String>,
    /// On the newest photos: who, and what they were taken with.
    pub people: Vec<Candidate>,
    pub cameras: Vec<String>,
}
