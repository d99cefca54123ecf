//! Photos to be taken along: one as it was sent, or many in one file.

use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::rows::{self, Row};
use crate::{
    backend::{
        Ctx,
        access::{self, Sight, Standing},
        db::Cursor,
        entities::photos::Column,
    },
    domain::{
        PartyId, PhotoId, PictureId,
        album::{Status, file_name},
        time::{self, Millis},
    },
    error::{AppError, Result},
};

/// Photos that are looked up at once.
const AT_ONCE: u64 = 100;
/// Photos that may be chosen one by one.
const CHOSEN: usize = 200;

/// A photo to be taken along.
#[derive(Clone, Debug)]
pub struct Packed {
    pub picture: PictureId,
    /// How the stored file ends, if it is kept as it was sent and the viewer may have that …
    pub original: Option<String>,
    /// … with all that the camera wrote into it.
    pub whole: bool,
    /// `2026-11-21 20.15.03 Zoe IMG_1234`
    pub name: String,
    pub taken_at: Millis,
}

/// A walk through the photos that somebody takes along, in the order in which they were taken.
pub struct Packing {
    ctx: Ctx,
    standing: Standing,
    sight: Sight,
    chosen: Vec<Uuid>,
    after: Option<Cursor>,
    over: bool,
}

/// The file of a photo as it was sent, for its uploader and the hosts (at most 4 queries). The former gets all that the
/// camera wrote, the latter a copy without it.
pub async fn original(ctx: &Ctx, party: PartyId, photo: PhotoId) -> Result<Packed> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_album()?;
    let sight = Sight::of(ctx, db, &standing).await?;
    let row = rows::one(db, party, photo, sight.open(ctx)).await?;
    standing.may_edit_photo(ctx, &row.photo)?;
    Ok(packed(ctx, &standing, &row))
}

/// Chosen photos, or all that the album shows to the viewer (at most 3 queries, later 1 for every 100 photos).
pub async fn pack(ctx: &Ctx, party: PartyId, chosen: &[PhotoId]) -> Result<Packing> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_album()?;
    if chosen.len() > CHOSEN {
        return Err(AppError::BadRequest);
    }
    let sight = Sight::of(ctx, db, &standing).await?;
    let chosen = chosen.iter().map(|photo| photo.0).collect();
    Ok(Packing { ctx: ctx.clone(), standing, sight, chosen, after: None, over: false })
}

impl Packing {
    /// The party's title.
    pub fn title(&self) -> &str {
        &self.standing.party.title
    }

    /// The next photos; none at the end (1 query).
    pub async fn next(&mut self) -> Result<Vec<Packed>> {
        if self.over {
            return Ok(Vec::new());
        }
        let party = self.standing.party.id.into();
        let mut photos = rows::of_party(party).filter(self.sight.shown(&self.ctx));
        if !self.chosen.is_empty() {
            photos = photos.filter(Column::Id.is_in(self.chosen.iter().copied()));
        }
        if let Some(after) = self.after {
            photos = photos.filter(rows::newer(after));
        }
        let photos = photos.order_by_asc(Column::SortedAt).order_by_asc(Column::Id).limit(AT_ONCE);
        let rows = rows::with_uploaders(photos).into_model::<Row>().all(self.ctx.db().read()).await?;
        self.over = (rows.len() as u64) < AT_ONCE;
        self.after = rows.last().map(|row| rows::place(&row.photo));
        Ok(rows.iter().map(|row| packed(&self.ctx, &self.standing, row)).collect())
    }
}

fn packed(ctx: &Ctx, standing: &Standing, row: &Row) -> Packed {
    let photo = &row.photo;
    let (whole, manages) = (standing.added(ctx, photo), standing.role.manages());
    let by = file_name(row.display_name.as_ref().or(row.guest_name.as_ref()).map_or("", String::as_str));
    let stem = photo.name.rsplit_once('.').map_or(photo.name.as_str(), |(stem, _)| stem);
    let when = time::for_file_names(photo.sorted_at, &standing.party.time_zone);
    Packed {
        picture: photo.picture_id.into(),
        original: photo.original.clone().filter(|_| (whole || manages) && photo.status() == Status::Ready),
        whole,
        name: format!("{when} {by} {stem}"),
        taken_at: photo.sorted_at,
    }
}
