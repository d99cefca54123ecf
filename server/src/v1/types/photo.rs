//! Albums.

use app::domain::album::{AlbumPage, CommentView, Person, PhotoCard, PhotoForm, PhotoPage, PhotoView, Sent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{moment, post::Author};

/// A page of an album, newest first.
#[derive(Serialize, ToSchema)]
pub struct Photos {
    items: Vec<PhotoLine>,
    /// Send it as `after` to get the next page; the `Link` header holds the whole address.
    pub next: Option<String>,
}

/// A photo in a list.
#[derive(Serialize, ToSchema)]
pub struct PhotoLine {
    id: String,
    /// The identifier of its picture.
    picture: String,
    /// Of the largest size, in pixels; 0 until it is ready.
    width: i32,
    height: i32,
    caption: String,
    /// The name of whoever added it.
    by: String,
    /// When it was taken, or else sent.
    #[schema(format = DateTime)]
    at: String,
    /// Only whoever added it and the hosts see it.
    hidden: bool,
    /// No host has approved of it yet.
    waiting: bool,
}

/// A photo with all about it.
#[derive(Serialize, ToSchema)]
pub struct Photo {
    photo: PhotoLine,
    status: String,
    author: Author,
    #[schema(format = DateTime)]
    sent_at: String,
    camera: String,
    lens: String,
    exposure: String,
    place: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    tags: Vec<String>,
    people: Vec<Tagged>,
    likes: i64,
    /// I am among those who like it.
    liked: bool,
    /// The oldest first.
    comments: Vec<Said>,
}

/// Somebody on a photo.
#[derive(Serialize, ToSchema)]
pub struct Tagged {
    name: String,
    /// Of people with an account.
    username: Option<String>,
}

/// What somebody said about a photo.
#[derive(Serialize, ToSchema)]
pub struct Said {
    id: String,
    author: Author,
    text: String,
    #[schema(format = DateTime)]
    at: String,
}

impl From<PhotoCard> for PhotoLine {
    fn from(card: PhotoCard) -> Self {
        Self {
            id: card.id.to_string(),
            picture: card.picture.to_string(),
            width: card.width,
            height: card.height,
            caption: card.caption,
            by: card.by,
            at: moment(card.at),
            hidden: card.hidden,
            waiting: card.waiting,
        }
    }
}

impl From<AlbumPage> for Photos {
    fn from(page: AlbumPage) -> Self {
        Self { items: page.photos.into_iter().map(PhotoLine::from).collect(), next: page.next }
    }
}

impl From<PhotoPage> for Photo {
    fn from(page: PhotoPage) -> Self {
        let view = page.photo;
        Self {
            photo: view.card.into(),
            status: view.status.code().to_owned(),
            author: view.author.into(),
            sent_at: moment(view.sent_at),
            camera: view.camera,
            lens: view.lens,
            exposure: view.exposure,
            place: view.place,
            latitude: view.position.map(|position| position.latitude),
            longitude: view.position.map(|position| position.longitude),
            tags: view.tags,
            people: view.people.into_iter().map(Tagged::from).collect(),
            likes: view.likes,
            liked: view.liked,
            comments: view.comments.into_iter().map(Said::from).collect(),
        }
    }
}

impl From<Person> for Tagged {
    fn from(person: Person) -> Self {
        Self { name: person.name, username: person.username }
    }
}

impl From<CommentView> for Said {
    fn from(comment: CommentView) -> Self {
        Self { id: comment.id.to_string(), author: comment.author.into(), text: comment.text, at: moment(comment.at) }
    }
}

/// What came of photos that were sent. They are prepared one after the other.
#[derive(Serialize, ToSchema)]
pub struct AddedPhotos {
    photos: Vec<AddedPhoto>,
}

/// A photo that was sent.
#[derive(Serialize, ToSchema)]
pub struct AddedPhoto {
    id: String,
    status: String,
}

impl From<Vec<Sent>> for AddedPhotos {
    fn from(sent: Vec<Sent>) -> Self {
        let added = |sent: Sent| AddedPhoto { id: sent.photo.to_string(), status: sent.status.code().to_owned() };
        Self { photos: sent.into_iter().map(added).collect() }
    }
}

/// Other words for a photo. What is left out stays as it is.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PhotoChange {
    caption: Option<String>,
    tags: Option<Vec<String>>,
}

impl PhotoChange {
    /// The form with what stays.
    pub fn fill(self, before: PhotoView) -> PhotoForm {
        let tags = self.tags.unwrap_or(before.tags);
        PhotoForm { caption: self.caption.unwrap_or(before.card.caption), tags: tags.join(", ") }
    }
}
