//! How exactly others may know where a photo was taken.

use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::{
    backend::{
        Ctx,
        album::change::{Changing, finish},
        entities::photos,
        search,
        write::Once,
    },
    domain::{PartyId, PhotoId, map::Exactness},
    error::Result,
};

/// Degrees to which a rough position is rounded: about five kilometres.
const ROUGH: f64 = 0.05;

/// Makes a photo's position rough, or forgets it with the name of the place; neither can be taken back. The uploader's or a
/// host's right.
pub async fn keep(ctx: &Ctx, party: PartyId, photo: PhotoId, exactness: Exactness) -> Result<()> {
    let write = match ctx.once(&format!("map.position {} {photo}", exactness.code())).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let Changing { standing, photo: before } = Changing::begin(ctx, txn, party, photo).await?;
    standing.may_edit_photo(ctx, &before)?;
    let mut row = photos::ActiveModel { id: Set(photo.0), ..Default::default() };
    match exactness {
        Exactness::About => {
            row.latitude = Set(before.latitude.map(rough));
            row.longitude = Set(before.longitude.map(rough));
        }
        Exactness::Nothing => {
            row.latitude = Set(None);
            row.longitude = Set(None);
            row.place = Set(String::new());
        }
    }
    photos::Entity::update(row).exec(txn).await?;
    search::index::photo(txn, photo).await?;
    finish(ctx, write, party).await
}

fn rough(degrees: f64) -> f64 {
    // In steps that decimal numbers have too.
    (degrees / ROUGH).round() / (1.0 / ROUGH).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_positions_tell_no_street() {
        assert_eq!((rough(52.5163), rough(13.3777)), (52.5, 13.4));
        assert_eq!((rough(-0.01), rough(179.99)), (-0.0, 180.0));
    }
}
