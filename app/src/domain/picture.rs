//! The sizes in which pictures are kept, and their addresses.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{PictureId, ids::NotAnId};

/// What a picture is for; it decides its sizes and who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    Cover,
    Profile,
    /// A picture of a post on a board.
    Post,
    /// A photo in an album.
    Photo,
}

/// A size of a stored picture, by its longest edge in pixels (the edge of the square for profile photos).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Size {
    Small,
    Medium,
    Large,
}

impl Size {
    /// The largest first.
    pub const ALL: [Self; 3] = [Self::Large, Self::Medium, Self::Small];

    /// As in addresses and in the storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }

    /// Longest edge in pixels.
    pub fn edge(self, purpose: Purpose) -> u32 {
        match (purpose, self) {
            (Purpose::Cover | Purpose::Post | Purpose::Photo, Self::Small) => 320,
            (Purpose::Cover | Purpose::Post | Purpose::Photo, Self::Medium) => 960,
            (Purpose::Cover | Purpose::Post | Purpose::Photo, Self::Large) => 2048,
            (Purpose::Profile, Self::Small) => 96,
            (Purpose::Profile, Self::Medium) => 256,
            (Purpose::Profile, Self::Large) => 512,
        }
    }
}

impl FromStr for Size {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        Self::ALL.into_iter().find(|size| size.name() == text).ok_or(NotAnId)
    }
}

/// Where a browser finds a picture.
pub fn media_url(id: PictureId, size: Size) -> String {
    format!("/media/{id}/{}.jpg", size.name())
}
