//! Photos for an album: each is stored as it was sent and noted at once, so that what has arrived stays, whatever
//! becomes of the rest of the form. A job prepares it.

use app::{
    backend::{
        album::{self, Received},
        pictures::{self, Stored},
    },
    domain::{
        PartyId, PictureId, Problem,
        album::{MAX_AT_ONCE, PhotoForm, PhotoWords, Sent, file_name},
        picture::Purpose,
    },
    error::AppError,
};
use axum::extract::multipart::Field;

use super::{Came, Form, explain, forms, picture::NotKept};
use crate::{
    again,
    forms::Fields,
    imaging::{self, PictureError},
    jobs::discard_picture,
    storage::{Content, Key, StorageError},
};

/// The field of the files.
const FIELD: &str = "photos";

/// Where the file is kept as it was sent, with the place where it was taken: apart from `pictures/`, where a CDN may
/// read. It is never shown, so it needs no type.
pub fn original(id: PictureId) -> Result<Key, StorageError> {
    Key::new(format!("originals/{}/original", id.0.simple()))
}

/// A file that was saved, and what it goes with.
struct Saved {
    party: PartyId,
    came: Came,
    hash: String,
    ending: &'static str,
    name: String,
    words: PhotoWords,
}

impl Form<'_> {
    /// Stores the photo at this place of the form and gives its identifier; nothing where no file was chosen.
    pub(super) async fn photo(
        &self,
        field_name: &str,
        place: usize,
        fields: &Fields,
        field: Field<'_>,
    ) -> Result<Option<String>, AppError> {
        let (party, words) = match self.album(field_name, place, fields).await {
            Ok(album) => album,
            Err(error) => {
                self.drain(field).await?;
                return Err(error);
            }
        };
        let slot = format!("{FIELD}[{place}][file]");
        let chosen = field.file_name().is_some_and(|name| !name.is_empty());
        let name = file_name(field.file_name().unwrap_or_default());
        let Some(came) = self.save(&slot, field, self.state.uploads.photo_bytes).await? else {
            return if chosen { Err(AppError::field(&slot, Problem::NotAPicture)) } else { Ok(None) };
        };
        let ending = check(&came.head, self.state.uploads.pixels_max)
            .map_err(|error| explain(&slot, NotKept::Picture(error)))?;
        let saved = Saved { party, hash: came.hash(), came, ending, name, words };
        let sent = match album::known(self.ctx, party, &saved.hash).await? {
            Some(sent) => sent,
            None => self.store(&slot, saved).await?,
        };
        Ok(Some(sent.photo.to_string()))
    }

    /// The party and the words that go with every photo: their fields stand before the files. Whoever may not add photos
    /// hears so before a file is read.
    async fn album(&self, field_name: &str, place: usize, fields: &Fields) -> Result<(PartyId, PhotoWords), AppError> {
        self.pace.clone()?;
        let party = forms::party(fields)?;
        if field_name != FIELD {
            return Err(AppError::BadRequest);
        }
        if place >= MAX_AT_ONCE {
            return Err(AppError::field(FIELD, Problem::TooManyPhotos { max: MAX_AT_ONCE }));
        }
        album::may_upload(self.ctx, party).await?;
        let text = |name: &str| fields.get(name).unwrap_or_default().to_owned();
        let words = PhotoForm { caption: text("caption"), tags: text("tags") };
        Ok((party, words.parse().map_err(AppError::Invalid)?))
    }

    /// The file is expected first, so that it is swept should the process end before it is put to use.
    async fn store(&self, slot: &str, saved: Saved) -> Result<Sent, AppError> {
        let (id, bytes) = (PictureId::new(), saved.came.bytes);
        pictures::expect(self.ctx, id).await?;
        let result = self.put(slot, id, saved).await;
        self.state.metrics.upload(result.is_ok().then_some(bytes));
        let used = matches!(result, Ok((_, true)));
        if !used && let Err(error) = discard_picture::run(self.state, id).await {
            tracing::warn!(%error, picture = %id, "a file that is not needed stays until the next sweep");
        }
        result.map(|(sent, _)| sent)
    }

    async fn put(&self, slot: &str, picture: PictureId, saved: Saved) -> Result<(Sent, bool), AppError> {
        let told = |error| explain(slot, NotKept::Storage(error));
        let key = original(picture).map_err(told)?;
        let content = Content::File(saved.came.file.path().to_owned());
        self.state.storage.put(&key, content, key.content_type()).await.map_err(told)?;
        let stored = Stored { id: picture, purpose: Purpose::Photo, width: 0, height: 0, bytes: saved.came.bytes };
        pictures::note(self.ctx, stored).await?;
        let received = Received {
            picture,
            content_hash: saved.hash,
            name: saved.name,
            ending: saved.ending.to_owned(),
            bytes: saved.came.bytes,
            words: saved.words,
        };
        let receive = || album::receive(self.ctx, saved.party, received.clone());
        again::settle(self.ctx.db().patience(), receive).await
    }
}

/// What the first bytes tell: how the name of the file shall end, or why it is not taken. What only the whole file tells is
/// found when it is prepared.
fn check(head: &[u8], pixels_max: u64) -> Result<&'static str, PictureError> {
    match imaging::probe(head, pixels_max) {
        Err(PictureError::Damaged | PictureError::Failed | PictureError::Busy) | Ok(_) => {}
        Err(error) => return Err(error),
    }
    let brand = head.get(4..12).unwrap_or_default();
    match head {
        [0xff, 0xd8, ..] => Ok("jpg"),
        [0x89, b'P', b'N', b'G', ..] => Ok("png"),
        [b'G', b'I', b'F', ..] => Ok("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok("webp"),
        _ if brand.starts_with(b"ftypavi") => Ok("avif"),
        _ if brand.starts_with(b"ftyp") => Ok("heic"),
        _ => Err(PictureError::NotAPicture),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imaging::{PIXELS_MAX, READS_HEIC};

    #[test]
    fn the_first_bytes_tell() {
        let check = |head: &[u8]| check(head, PIXELS_MAX);
        assert_eq!(check(b"PK\x03\x04 this is a zip"), Err(PictureError::NotAPicture));
        assert_eq!(check(b""), Err(PictureError::NotAPicture));
        let heic = if READS_HEIC { Ok("heic") } else { Err(PictureError::Heic) };
        assert_eq!(check(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), heic);
    }
}
