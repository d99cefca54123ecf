//! Photos of a part of the world, gathered where they lie close.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select,
    sea_query::{Expr, ExprTrait, Func},
};

use crate::{
    backend::{
        album::{
            rows::{self, Row},
            views,
        },
        db,
        entities::photos::{self, Column},
        search::Scope,
    },
    domain::{
        geo::Position,
        map::{Bounds, Cluster, Dot, MARK, Mark, Window, clusters},
        time::Millis,
    },
    error::Result,
};

/// How many of the fields in which the database counts make up a mark.
const FIELDS: f64 = 4.0;

/// Where the photos of a field lie.
#[derive(FromQueryResult)]
struct Field {
    count: i64,
    latitude: Option<f64>,
    longitude: Option<f64>,
    south: Option<f64>,
    west: Option<f64>,
    north: Option<f64>,
    east: Option<f64>,
    newest: Option<Millis>,
}

impl Field {
    fn bounds(&self) -> Option<Bounds> {
        Some(Bounds { south: self.south?, west: self.west?, north: self.north?, east: self.east? })
    }

    fn dot(&self) -> Option<Dot> {
        let place = Position { latitude: self.latitude?, longitude: self.longitude? };
        Some(Dot { place, count: self.count, bounds: self.bounds()?, newest: self.newest? })
    }
}

/// Photos with a position that the viewer may see.
pub fn placed(scope: &Scope) -> Select<photos::Entity> {
    photos::Entity::find()
        .filter(scope.photos())
        .filter(scope.visible())
        .filter(Column::Latitude.is_not_null())
        .filter(Column::Longitude.is_not_null())
}

/// Those of them that lie within.
pub fn within(scope: &Scope, bounds: Bounds) -> Select<photos::Entity> {
    placed(scope).filter(inside(bounds))
}

fn inside(bounds: Bounds) -> Condition {
    Condition::all()
        .add(Column::Latitude.between(bounds.south, bounds.north))
        .add(Column::Longitude.between(bounds.west, bounds.east))
}

/// How many photos have a position, and where they lie (1 query).
pub async fn extent<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<(i64, Option<Bounds>)> {
    let all = counted(placed(scope)).into_model::<Field>().one(db).await?;
    Ok(all.map_or((0, None), |all| (all.count, all.bounds())))
}

/// Adds up the photos of each group.
fn counted(photos: Select<photos::Entity>) -> Select<photos::Entity> {
    let column = |column: Column| Expr::col((photos::Entity, column));
    photos
        .select_only()
        .column_as(Column::Id.count(), "count")
        .column_as(Expr::expr(Func::avg(column(Column::Latitude))), "latitude")
        .column_as(Expr::expr(Func::avg(column(Column::Longitude))), "longitude")
        .column_as(Column::Latitude.min(), "south")
        .column_as(Column::Longitude.min(), "west")
        .column_as(Column::Latitude.max(), "north")
        .column_as(Column::Longitude.max(), "east")
        .column_as(Column::SortedAt.max(), "newest")
}

/// The marks of a window, the largest last (2 queries).
pub async fn of<C: ConnectionTrait>(db: &C, scope: &Scope, window: Window) -> Result<Vec<Mark>> {
    let bounds = window.bounds();
    let (wide, high) = window.degrees(MARK / FIELDS);
    let field = |column: Column, from: f64, step: f64| {
        Expr::col((photos::Entity, column)).sub(from).div(step).cast_as(db::integer_type(db))
    };
    let fields = counted(within(scope, bounds))
        .group_by(field(Column::Longitude, bounds.west, wide))
        .group_by(field(Column::Latitude, bounds.south, high))
        .into_model::<Field>()
        .all(db)
        .await?;
    let dots: Vec<Dot> = fields.iter().filter_map(Field::dot).collect();
    let clusters = clusters(window, &dots);
    if clusters.is_empty() {
        return Ok(Vec::new());
    }
    let newest = within(scope, bounds).filter(Column::SortedAt.is_in(clusters.iter().map(|cluster| cluster.newest)));
    let newest = rows::with_uploaders(newest).into_model::<Row>().all(db).await?;
    let marks = clusters.iter().rev().filter_map(|cluster| mark(cluster, &newest));
    Ok(marks.collect())
}

/// With its newest photo.
fn mark(cluster: &Cluster, newest: &[Row]) -> Option<Mark> {
    let Bounds { south, west, north, east } = cluster.bounds;
    let there = |row: &&Row| {
        let within = row.photo.latitude.is_some_and(|latitude| (south..=north).contains(&latitude))
            && row.photo.longitude.is_some_and(|longitude| (west..=east).contains(&longitude));
        within && row.photo.sorted_at == cluster.newest
    };
    let row = newest.iter().find(there)?;
    Some(Mark {
        x: cluster.x,
        y: cluster.y,
        count: cluster.count,
        photo: views::card(row),
        town: row.photo.place.split(',').next().unwrap_or_default().to_owned(),
        nearer: (cluster.count > 1).then(|| Window::fit(cluster.bounds)),
    })
}
