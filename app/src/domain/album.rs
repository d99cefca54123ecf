//! The album: photos of everybody around one party.

mod file_name;
mod form;
mod tags;
mod view;

pub use file_name::file_name;
pub use form::{PhotoForm, PhotoWords, RulesDraft, RulesForm, said};
pub use tags::{MAX_TAGS, Tags};
pub use view::{
    AlbumPage, AlbumRules, Around, Candidate, CommentView, MinePage, Person, PhotoCard, PhotoPage, PhotoToReport,
    PhotoView, Processing, ReportedPhoto, Sent, Veil, WallPage, WallPhoto,
};

use super::{
    options::options,
    text::{optional, text},
};

text!(
    /// What somebody says about a photo of theirs.
    Caption, optional, max 500
);
text!(
    /// What somebody says about a photo; something must be said.
    Comment, optional, max 1_000
);

/// Photos in one form that is sent without a script; a script sends them one by one.
pub const MAX_AT_ONCE: usize = 100;
/// Photos of one person in one album.
pub const MAX_OF_ONE: u64 = 5_000;
/// People tagged in one photo.
pub const MAX_PEOPLE: u64 = 50;

options!(
    /// Who may add photos.
    Uploading {
        Invited = "invited", "Everyone who is invited";
        Confirmed = "confirmed", "Those who said yes";
        Hosts = "hosts", "Hosts only";
    }
);
options!(
    /// Who sees the photos of others, and when.
    Showing {
        AtOnce = "at_once", "Everyone who is invited, at once";
        Uploaders = "uploaders", "Those who added a photo themselves";
        Reveal = "reveal", "Everyone who is invited, from a set time on";
    }
);
options!(
    /// How far a photo has come: code, and what its uploader reads.
    Status {
        Received = "received", "Arrived, waits for its turn";
        Working = "working", "Being prepared";
        Ready = "ready", "Ready";
        Failed = "failed", "Did not work";
    }
);
options!(
    /// Why a photo cannot be shown: code, and what its uploader reads.
    Failure {
        NotAPicture = "not_a_picture", "This file is not a picture that can be read here. Please save it as JPEG and add that.";
        Heic = "heic", "HEIC photos cannot be read here. On an iPhone, share it as “Most Compatible”, or save it as JPEG.";
        TooLarge = "too_large", "It has too many pixels. Please make it smaller.";
        Damaged = "damaged", "It is damaged or did not arrive completely. Please add it again.";
        Unavailable = "unavailable", "Something went wrong on our side. Please try again.";
    }
);
options!(
    /// Which photos of an album are listed; all but the first are for hosts.
    Shelf {
        Shown = "shown", "Album";
        Waiting = "waiting", "Waiting for you";
        Hidden = "hidden", "Hidden";
    }
);

/// Why the viewer cannot add photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum AlbumClosed {
    /// The hosts closed the album.
    Closed,
    HostsOnly,
    ConfirmedOnly,
}

impl AlbumClosed {
    /// What people are told.
    pub fn message(self) -> &'static str {
        match self {
            Self::Closed => "The hosts closed this album. The photos in it stay.",
            Self::HostsOnly => "Only the hosts add photos here. You can look, like and comment.",
            Self::ConfirmedOnly => "Those who said yes add photos here. Say yes on the party's page to join in.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_fit_into_the_database() {
        assert!(Uploading::ALL.iter().all(|option| option.code().len() <= 16));
        assert!(Showing::ALL.iter().all(|option| option.code().len() <= 16));
        assert!(Status::ALL.iter().all(|option| option.code().len() <= 16));
        assert!(Failure::ALL.iter().all(|option| option.code().len() <= 24));
    }
}
