//! From photos as read to photos as this viewer sees them.

use super::rows::Row;
use crate::{
    backend::{Ctx, access::Standing, placeholder},
    domain::{
        album::{PhotoCard, Processing, Status},
        board::AuthorView,
        time::Millis,
    },
};

/// After so long somebody may have a photo tried again that is still not ready.
const PATIENCE: Millis = 10 * 60_000;

/// The photo as it stands in a grid.
pub fn card(row: &Row) -> PhotoCard {
    let photo = &row.photo;
    PhotoCard {
        id: photo.id.into(),
        party: photo.party_id.into(),
        picture: photo.picture_id.into(),
        width: photo.width,
        height: photo.height,
        caption: photo.caption.clone(),
        by: name(row),
        at: photo.sorted_at,
        placeholder: placeholder::address(&photo.thumbhash),
        hidden: photo.hidden,
        waiting: !photo.approved,
    }
}

fn name(row: &Row) -> String {
    let name = if row.photo.user_id.is_some() { &row.display_name } else { &row.guest_name };
    name.clone().unwrap_or_default()
}

/// The uploader.
pub fn author(ctx: &Ctx, standing: &Standing, row: &Row) -> AuthorView {
    AuthorView {
        name: name(row),
        username: row.username.clone(),
        photo: row.face.map(Into::into),
        host: standing.hosts.iter().any(|(host, _)| Some(host.user_id) == row.photo.user_id),
        me: standing.added(ctx, &row.photo),
    }
}

/// One that is not ready, for its uploader.
pub fn processing(ctx: &Ctx, row: &Row) -> Processing {
    let photo = &row.photo;
    let status = photo.status();
    Processing {
        id: photo.id.into(),
        name: photo.name.clone(),
        status,
        failure: photo.failure.as_deref().and_then(|code| code.parse().ok()),
        again: may_try_again(ctx, &row.photo),
    }
}

/// What failed, and what is not ready after a long time.
pub fn may_try_again(ctx: &Ctx, photo: &crate::backend::entities::photos::Model) -> bool {
    match photo.status() {
        Status::Ready => false,
        Status::Failed => photo.original.is_some(),
        Status::Received | Status::Working => photo.original.is_some() && ctx.now() - photo.created_at > PATIENCE,
    }
}
