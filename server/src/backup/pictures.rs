//! Which files belong to the rows of pictures.

use app::{
    backend::{db::catalog::Table, pictures, sweep},
    domain::{
        PictureId,
        picture::{Purpose, Size},
    },
};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{
    imaging::Encoding,
    storage::{Key, StorageError},
    uploads,
};

/// A picture of which there are files.
#[derive(Clone, Copy)]
pub struct Kept {
    id: PictureId,
    /// Sizes of some photos are WebP.
    web_p: bool,
    /// Photos may be kept as they were sent, and have no sizes before they are prepared.
    photo: bool,
    sizes: bool,
}

/// Where the table of pictures tells of files.
pub struct Places {
    id: usize,
    purpose: usize,
    format: Option<usize>,
    width: usize,
}

impl Places {
    /// Nothing for other tables.
    pub fn of(table: &Table) -> Option<Self> {
        let place = |name| table.columns.iter().position(|column| column.name == name);
        let found =
            Self { id: place("id")?, purpose: place("purpose")?, format: place("format"), width: place("width")? };
        (table.name == "pictures").then_some(found)
    }

    /// Nothing for those whose files are not all there.
    pub fn kept(&self, row: &[Json]) -> Option<Kept> {
        let text = |place: usize| row.get(place)?.as_str();
        let (id, purpose) = (text(self.id)?.parse::<Uuid>().ok()?, text(self.purpose)?);
        let photo = purpose == pictures::code(Purpose::Photo);
        let kept = Kept {
            id: id.into(),
            web_p: self.format.and_then(text) == Some(Encoding::WebP.extension()),
            photo,
            sizes: !photo || row.get(self.width)?.as_i64()? > 0,
        };
        (purpose != sweep::CONDEMNED).then_some(kept)
    }
}

impl Kept {
    /// All of them.
    pub fn files(self) -> Vec<Result<Wanted, StorageError>> {
        let format = if self.web_p { Encoding::WebP } else { Encoding::Jpeg }.extension();
        let sizes = Size::ALL.into_iter().filter(|_| self.sizes).map(|size| uploads::key_as(self.id, size, format));
        let sizes = sizes.map(|key| key.map(|key| Wanted { key, sent: None }));
        let sent = || uploads::original(self.id).map(|key| Wanted { key, sent: Some(self.id) });
        sizes.chain(self.photo.then(sent)).collect()
    }
}

/// A file that is to be in the backup.
pub struct Wanted {
    /// Its place, at which it must be …
    pub key: Key,
    /// … unless it is the file of this photo as it was sent: that may be where versions before this one have put it, or
    /// nowhere.
    pub sent: Option<PictureId>,
}
