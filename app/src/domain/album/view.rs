//! The album as pages show it: loaded in one place, and without what the viewer may not see.

use serde::{Deserialize, Serialize};

use super::{AlbumClosed, Failure, Shelf, Showing, Status, Uploading};
use crate::domain::{
    CommentId, PartyId, PhotoId, PictureId, board::AuthorView, geo::Position, party::Theme, report::Reason,
    time::Millis,
};

/// Why the viewer sees no photos but their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Veil {
    /// Only those who added a photo see the others.
    AddOne,
    /// Nobody sees those of others before.
    Until(Millis),
}

/// What hosts decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlbumRules {
    pub uploads: Uploading,
    pub shown: Showing,
    pub reveal_at: Option<Millis>,
    pub approval: bool,
    pub closed: bool,
}

/// What all pages of an album have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Around {
    pub party: PartyId,
    /// The party's.
    pub title: String,
    pub time_zone: String,
    pub theme: Theme,
    /// The viewer is host or co-host.
    pub manages: bool,
    /// Likes and comments are open to the viewer.
    pub talks: bool,
}

/// A photo in a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoCard {
    pub id: PhotoId,
    /// Of whose album.
    pub party: PartyId,
    pub picture: PictureId,
    /// Of the largest size, in pixels.
    pub width: i32,
    pub height: i32,
    pub caption: String,
    /// The uploader's name.
    pub by: String,
    /// When it was taken, or else sent.
    pub at: Millis,
    /// A tiny picture as an address, to stand there until the photo has loaded.
    pub placeholder: Option<String>,
    pub hidden: bool,
    /// No host approved of it yet.
    pub waiting: bool,
}

/// A photo of the viewer's that is not ready.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Processing {
    pub id: PhotoId,
    /// Of the file.
    pub name: String,
    pub status: Status,
    pub failure: Option<Failure>,
    /// The viewer may have it tried again.
    pub again: bool,
}

/// What came of a file that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    pub photo: PhotoId,
    pub status: Status,
}

/// A page of an album, as this viewer may see it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AlbumPage {
    pub around: Around,
    pub rules: AlbumRules,
    pub shelf: Shelf,
    /// Why the viewer cannot add photos, if so.
    pub refused: Option<AlbumClosed>,
    /// Why the viewer sees only their own, if so.
    pub veil: Option<Veil>,
    /// The newest first.
    pub photos: Vec<PhotoCard>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
    /// This is not the first page.
    pub older: bool,
    /// The viewer's own that are not ready; only on the first page.
    pub processing: Vec<Processing>,
    /// How many wait for a host; for hosts.
    pub waiting: i64,
    /// How many have reports about which nobody has decided; for hosts.
    pub reported: i64,
    /// Whether nobody may tag the viewer; only for guests without account.
    pub untaggable: Option<bool>,
}

/// Somebody on a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// As forms name them.
    pub code: String,
    pub name: String,
    /// Of people with an account.
    pub username: Option<String>,
    /// The viewer may take them off the photo.
    pub may_untag: bool,
}

/// Somebody whom the viewer may tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// As forms name them.
    pub code: String,
    pub name: String,
}

/// What somebody said about a photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentView {
    pub id: CommentId,
    pub author: AuthorView,
    pub text: String,
    pub at: Millis,
    pub may_delete: bool,
}

/// A photo with all about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PhotoView {
    pub card: PhotoCard,
    pub status: Status,
    pub author: AuthorView,
    /// The camera's own time, in milliseconds as if it were UTC; nothing where the party's zone tells it.
    pub local: Option<Millis>,
    pub sent_at: Millis,
    pub camera: String,
    pub lens: String,
    pub exposure: String,
    pub place: String,
    pub position: Option<Position>,
    pub tags: Vec<String>,
    pub people: Vec<Person>,
    pub likes: i64,
    /// The viewer is among those who like it.
    pub liked: bool,
    /// The oldest first.
    pub comments: Vec<CommentView>,
    /// What the viewer may do with it.
    pub may_edit: bool,
    pub may_hide: bool,
    pub may_approve: bool,
    pub may_be_cover: bool,
    pub may_download: bool,
    pub may_report: bool,
    /// It is tagged on nobody yet: the viewer may say that they are on it.
    pub may_tag_me: bool,
    /// Others whom the viewer may tag.
    pub candidates: Vec<Candidate>,
}

/// One photo and the way to those beside it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PhotoPage {
    pub around: Around,
    pub photo: PhotoView,
    pub newer: Option<PhotoId>,
    pub older: Option<PhotoId>,
}

/// Photos over all parties.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MinePage {
    pub photos: Vec<PhotoCard>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
    /// This is not the first page.
    pub older: bool,
    /// Nobody may tag the viewer.
    pub untaggable: bool,
}

/// A photo on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallPhoto {
    pub picture: PictureId,
    pub width: i32,
    pub height: i32,
    pub caption: String,
    pub by: String,
}

/// The latest photos on a screen at the party.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WallPage {
    pub around: Around,
    /// Everybody in the room may see the photos of all.
    pub open: bool,
    /// The newest first.
    pub photos: Vec<WallPhoto>,
    /// Where photos are added, to be typed.
    pub link: String,
    /// The same as a QR code: the number of modules along an edge, and the dark ones as an SVG path.
    pub qr: (i32, String),
}

/// A photo for somebody who is about to report it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PhotoToReport {
    pub around: Around,
    pub card: PhotoCard,
}

/// A photo with its open reports. Who reported it is told to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedPhoto {
    pub party: PartyId,
    /// The party's.
    pub title: String,
    pub photo: PhotoId,
    /// Nothing where the viewer must not see whose it is.
    pub by: Option<String>,
    /// Hosts are shown none where they must not see whose it is.
    pub caption: String,
    /// Where the viewer may be shown it.
    pub picture: Option<PictureId>,
    /// How many chose which reason; only those that somebody chose, in the order of [`Reason::ALL`].
    pub reasons: Vec<(Reason, i64)>,
    /// The newest first.
    pub notes: Vec<String>,
    /// When it was reported last.
    pub at: Millis,
}
