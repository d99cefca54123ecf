//! The latest posts, for the party's page.

use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::rows::{self, Row};
use crate::{
    backend::{Ctx, entities::posts, markdown},
    domain::{PartyId, board::Glimpse},
    error::Result,
};

/// Posts that the party's page shows.
const LATEST: u64 = 3;
/// Characters of each.
const SUMMARY: usize = 140;

#[derive(FromQueryResult)]
struct Latest {
    #[sea_orm(nested)]
    about: Row,
    pictures: i64,
}

/// The latest posts, newest first (1 query).
pub async fn glimpses<C: ConnectionTrait>(ctx: &Ctx, db: &C, party: PartyId) -> Result<Vec<Glimpse>> {
    let latest = rows::on_board(party).filter(posts::Column::RemovedAt.is_null()).limit(LATEST);
    let latest = rows::with_authors(ctx, latest)
        .expr_as(rows::picture_count(), "pictures")
        .into_model::<Latest>()
        .all(db)
        .await?;
    Ok(latest.into_iter().map(glimpse).collect())
}

fn glimpse(Latest { about, pictures }: Latest) -> Glimpse {
    Glimpse {
        post: about.post.id.into(),
        author: about.display_name.or(about.guest_name).unwrap_or_default(),
        photo: about.photo_id.map(Into::into),
        summary: markdown::summary(&about.post.text, SUMMARY),
        pictures,
        posted_at: about.post.created_at,
        announcement: about.post.announcement,
    }
}
