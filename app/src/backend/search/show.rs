//! A page of what was found.

use jiff::tz::TimeZone;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Scope, ask::Plan, details, offers};
use crate::{
    backend::{
        Ctx,
        album::rows::{self, Row},
        db::Cursor,
        entities::photos,
    },
    domain::{
        PartyId,
        search::{SearchForm, SearchPage, Tally},
        time,
    },
    error::Result,
};

/// Photos on a page.
const PAGE: usize = 40;
/// Photos that are counted, and of whose words some are offered.
const COUNTED: usize = 200;

/// What the viewer finds in one party, or in all of theirs (at most 11 queries).
pub async fn show(ctx: &Ctx, party: Option<PartyId>, form: SearchForm, after: Option<&str>) -> Result<SearchPage> {
    let db = ctx.db().read();
    let scope = Scope::of(ctx, db, party).await?;
    let form = form.tidy();
    let zone = scope.around.as_ref().and_then(|around| time::zone(&around.time_zone).ok()).unwrap_or(TimeZone::UTC);
    let asked = form.parse(&zone);
    let after = Cursor::parse(after)?;
    let most = if after.is_none() { COUNTED } else { PAGE };
    let (ids, more) = Plan::of(db, &scope, &asked).await?.newest(ctx, db, after, most).await?;
    let rows = load(db, &scope, &ids[..ids.len().min(PAGE)]).await?;
    let next = rows.last().filter(|_| more || ids.len() > PAGE).map(|row| rows::place(&row.photo).to_string());
    let mut page = SearchPage {
        around: scope.around.clone(),
        form,
        words: asked.words.clone(),
        photos: details::found(ctx, db, &scope, &rows).await?,
        tally: None,
        next,
        tags: Vec::new(),
        people: Vec::new(),
        cameras: Vec::new(),
    };
    if after.is_none() {
        page.tally = Some(Tally { count: i64::try_from(ids.len()).unwrap_or(i64::MAX), more });
        let offering = if ids.is_empty() { newest(ctx, db, &scope).await? } else { ids };
        offers::fill(ctx, db, &offering, &mut page).await?;
    }
    Ok(page)
}

/// Where nothing was found: other photos, so that there is something to look for (2 queries).
async fn newest<C: ConnectionTrait>(ctx: &Ctx, db: &C, scope: &Scope) -> Result<Vec<Uuid>> {
    let all = SearchForm::default().parse(&TimeZone::UTC);
    let (ids, _) = Plan::of(db, scope, &all).await?.newest(ctx, db, None, COUNTED).await?;
    Ok(ids)
}

/// These photos, the newest first (1 query).
async fn load<C: ConnectionTrait>(db: &C, scope: &Scope, ids: &[Uuid]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let these = photos::Entity::find().filter(photos::Column::Id.is_in(ids.iter().copied())).filter(scope.visible());
    Ok(rows::with_uploaders(rows::newest_first(these)).into_model::<Row>().all(db).await?)
}
