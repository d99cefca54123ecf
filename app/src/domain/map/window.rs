//! What a map shows of the world.

use serde::{Deserialize, Serialize};

use super::mercator::{Spot, position, spot};
use crate::domain::geo::Position;

/// The paper, in its own pixels. Narrow screens show its middle.
pub const WIDTH: f64 = 1120.0;
/// Its height.
pub const HEIGHT: f64 = 560.0;
/// The width of a mark.
pub const MARK: f64 = 56.0;
/// What every screen shows, less the marks on its edge.
const SAFE: (f64, f64) = (340.0, 460.0);
/// The world is a tile of 256 pixels at zoom 0, and twice as wide with every step.
const TILE: f64 = 256.0;
const NEAREST: u8 = 18;
const FARTHEST: u8 = 1;
/// What is shown around a single place.
const AROUND_ONE: u8 = 11;

/// A part of the world between parallels and meridians, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    pub south: f64,
    pub west: f64,
    pub north: f64,
    pub east: f64,
}

/// The middle of a map, and how near it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Window {
    middle: Position,
    zoom: u8,
}

impl Window {
    /// The whole world.
    pub const WORLD: Self = Self { middle: Position { latitude: 25.0, longitude: 10.0 }, zoom: FARTHEST };

    /// Around the middle; too near and too far are put right.
    pub fn new(middle: Position, zoom: u8) -> Self {
        Self { middle, zoom: zoom.clamp(FARTHEST, NEAREST) }
    }

    /// As near as the bounds fit on every screen.
    pub fn fit(bounds: Bounds) -> Self {
        let (a, b) = bounds.corners();
        let middle = position(Spot { x: (a.x + b.x) / 2.0, y: (a.y + b.y) / 2.0 });
        let fits = |zoom: &u8| {
            let world = world(*zoom);
            (b.x - a.x) * world <= SAFE.0 && (b.y - a.y) * world <= SAFE.1
        };
        let nearest = if bounds.is_point() { AROUND_ONE } else { NEAREST };
        Self::new(middle, (FARTHEST..=nearest).rev().find(fits).unwrap_or(FARTHEST))
    }

    /// A single place and what lies around it.
    pub fn around(place: Position) -> Self {
        Self::fit(Bounds::of(place))
    }

    /// Nearer (or, below 0, farther) by so many steps, so that what lies at a pixel stays there.
    pub fn nearer_at(self, x: f64, y: f64, steps: i32) -> Self {
        let zoom = (i32::from(self.zoom) + steps).clamp(FARTHEST.into(), NEAREST.into());
        let zoom = u8::try_from(zoom).unwrap_or(self.zoom);
        let (middle, there, shrunk) = (spot(self.middle), self.place(x, y), world(self.zoom) / world(zoom));
        let x = there.x + (middle.x - there.x) * shrunk;
        let y = there.y + (middle.y - there.y) * shrunk;
        Self { middle: position(Spot { x: x.clamp(0.0, 1.0), y: y.clamp(0.0, 1.0) }), zoom }
    }

    /// Moved by hand: pixels to the right and down, then steps nearer around a pixel, as whole numbers with commas between.
    /// What cannot be read moves nothing.
    pub fn shifted(self, shift: &str) -> Self {
        let numbers: Vec<i32> = shift.split(',').map_while(|number| number.parse().ok()).collect();
        let [right, down, steps, x, y] = numbers[..] else { return self };
        let nearer = self.nearer_at(x.into(), y.into(), steps.clamp(-18, 18));
        nearer.moved(-f64::from(right) / WIDTH, -f64::from(down) / HEIGHT)
    }

    /// Reads `52.5200,13.4050` and `5`; nothing where that is no window.
    pub fn parse(at: &str, zoom: &str) -> Option<Self> {
        let (latitude, longitude) = at.split_once(',')?;
        let middle = Position::parse(latitude, longitude).ok()??;
        Some(Self::new(middle, zoom.parse().ok()?))
    }

    /// The same as the query of an address.
    pub fn query(self) -> String {
        format!("at={:.5},{:.5}&z={}", self.middle.latitude, self.middle.longitude, self.zoom)
    }

    /// How near it is: each step shows half as much.
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// The same place as near as it gets.
    pub fn nearest(self) -> Self {
        Self { zoom: NEAREST, ..self }
    }

    /// One step nearer, unless this is the nearest.
    pub fn nearer(self) -> Option<Self> {
        (self.zoom < NEAREST).then(|| Self::new(self.middle, self.zoom + 1))
    }

    /// One step away, unless this is the farthest.
    pub fn farther(self) -> Option<Self> {
        (self.zoom > FARTHEST).then(|| Self::new(self.middle, self.zoom - 1))
    }

    /// Moved by parts of the paper: (1, 0) is a whole width to the east.
    pub fn moved(self, right: f64, down: f64) -> Self {
        let middle = spot(self.middle);
        let x = middle.x + right * WIDTH / world(self.zoom);
        let y = middle.y + down * HEIGHT / world(self.zoom);
        Self { middle: position(Spot { x: x.clamp(0.0, 1.0), y: y.clamp(0.0, 1.0) }), zoom: self.zoom }
    }

    /// Where a place lies on the paper, in pixels from its upper left corner.
    pub fn pixel(self, place: Spot) -> (f64, f64) {
        let (middle, world) = (spot(self.middle), world(self.zoom));
        ((place.x - middle.x) * world + WIDTH / 2.0, (place.y - middle.y) * world + HEIGHT / 2.0)
    }

    /// The place at a pixel.
    fn place(self, x: f64, y: f64) -> Spot {
        let (middle, world) = (spot(self.middle), world(self.zoom));
        Spot { x: (x - WIDTH / 2.0) / world + middle.x, y: (y - HEIGHT / 2.0) / world + middle.y }
    }

    /// What is on the paper.
    pub fn bounds(self) -> Bounds {
        let corner = |x, y| {
            let Spot { x, y } = self.place(x, y);
            position(Spot { x: x.clamp(0.0, 1.0), y })
        };
        let (upper, lower) = (corner(0.0, 0.0), corner(WIDTH, HEIGHT));
        Bounds {
            south: if self.place(0.0, HEIGHT).y >= 1.0 { -90.0 } else { lower.latitude },
            west: upper.longitude,
            north: if self.place(0.0, 0.0).y <= 0.0 { 90.0 } else { upper.latitude },
            east: lower.longitude,
        }
    }

    /// Degrees of longitude and latitude that so many pixels in the middle of the paper are.
    pub fn degrees(self, pixels: f64) -> (f64, f64) {
        let longitude = pixels * 360.0 / world(self.zoom);
        (longitude, longitude * self.middle.latitude.to_radians().cos().max(0.1))
    }

    /// The tiles on the paper: column, row, and the pixels of the upper left corner of each.
    pub fn tiles(self) -> Vec<(u32, u32, f64, f64)> {
        let (start, end) = (self.place(0.0, 0.0), self.place(WIDTH, HEIGHT));
        let count = f64::from(1_u32 << self.zoom);
        let range = |from: f64, to: f64| {
            let last = (count - 1.0) as u32;
            ((from * count).floor().clamp(0.0, f64::from(last)) as u32)
                ..=((to * count).floor().clamp(0.0, f64::from(last)) as u32)
        };
        let (columns, rows) = (range(start.x, end.x), range(start.y, end.y));
        let corner = move |column: u32, row: u32| {
            let (x, y) = self.pixel(Spot { x: f64::from(column) / count, y: f64::from(row) / count });
            (column, row, x, y)
        };
        rows.flat_map(|row| columns.clone().map(move |column| corner(column, row))).collect()
    }
}

impl Bounds {
    /// The upper left and the lower right corner.
    fn corners(self) -> (Spot, Spot) {
        let corner = |latitude, longitude| spot(Position { latitude, longitude });
        (corner(self.north, self.west), corner(self.south, self.east))
    }

    /// No larger than a house.
    pub fn is_point(self) -> bool {
        self.north - self.south < 1e-4 && self.east - self.west < 1e-4
    }

    /// Around a single place.
    pub fn of(place: Position) -> Self {
        let Position { latitude, longitude } = place;
        Self { south: latitude, west: longitude, north: latitude, east: longitude }
    }

    /// What contains both.
    pub fn and(self, other: Self) -> Self {
        Self {
            south: self.south.min(other.south),
            west: self.west.min(other.west),
            north: self.north.max(other.north),
            east: self.east.max(other.east),
        }
    }
}

/// How wide the world is, in pixels.
fn world(zoom: u8) -> f64 {
    TILE * f64::from(1_u32 << zoom)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Position = Position { latitude: 52.52, longitude: 13.405 };

    #[test]
    fn berlin_is_where_it_belongs() {
        let world = Window::new(Position { latitude: 0.0, longitude: 0.0 }, 2);
        let (x, y) = world.pixel(spot(BERLIN));
        assert_eq!((x.round(), y.round()), (598.0, 104.0));
        let near = Window::new(BERLIN, 12);
        assert_eq!(near.pixel(spot(BERLIN)), (WIDTH / 2.0, HEIGHT / 2.0));
    }

    #[test]
    fn fits_what_it_shows() {
        let bounds = Bounds { south: 41.0, west: -9.0, north: 52.5, east: 13.4 };
        let window = Window::fit(bounds);
        for (latitude, longitude) in [(41.0, -9.0), (52.5, 13.4)] {
            let (x, y) = window.pixel(spot(Position { latitude, longitude }));
            assert!((x - WIDTH / 2.0).abs() <= SAFE.0 / 2.0 && (y - HEIGHT / 2.0).abs() <= SAFE.1 / 2.0);
        }
        assert_eq!(Window::fit(Bounds::of(BERLIN)).zoom(), AROUND_ONE);
        let all = Bounds { south: -90.0, west: -180.0, north: 90.0, east: 180.0 };
        assert_eq!(Window::fit(all).zoom(), FARTHEST);
    }

    #[test]
    fn bounds_are_what_is_on_the_paper() {
        let window = Window::new(BERLIN, 6);
        let Bounds { south, west, north, east } = window.bounds();
        let corner = |latitude, longitude| window.pixel(spot(Position { latitude, longitude }));
        let near = |(x, y): (f64, f64), (a, b): (f64, f64)| (x - a).abs() < 1e-6 && (y - b).abs() < 1e-6;
        assert!(near(corner(north, west), (0.0, 0.0)) && near(corner(south, east), (WIDTH, HEIGHT)));
        let world = Window::new(Position { latitude: 0.0, longitude: 0.0 }, 0).bounds();
        assert_eq!((world.south, world.west, world.north, world.east), (-90.0, -180.0, 90.0, 180.0));
    }

    #[test]
    fn addresses() {
        let window = Window::new(BERLIN, 5);
        assert_eq!(window.query(), "at=52.52000,13.40500&z=5");
        assert_eq!(Window::parse("52.52000,13.40500", "5"), Some(window));
        for (at, zoom) in [("", ""), ("52", "5"), ("91,0", "5"), ("NaN,0", "5"), ("1,1", "-1"), (",", "5")] {
            assert_eq!(Window::parse(at, zoom), None, "{at} {zoom}");
        }
        assert_eq!(Window::parse("1,1", "99").map(Window::zoom), Some(NEAREST));
    }

    #[test]
    fn moves_and_zooms_within_the_world() {
        let mut window = Window::new(BERLIN, 17);
        window = window.nearer().unwrap();
        assert_eq!(window.nearer(), None);
        let east = Window::new(BERLIN, 4).moved(0.5, 0.0);
        assert_eq!(east.pixel(spot(BERLIN)).0.round(), 0.0);
        let corner = east.nearer_at(0.0, HEIGHT / 2.0, 3);
        assert_eq!((corner.zoom(), corner.pixel(spot(BERLIN)).0.round()), (7, 0.0));
        assert_eq!(east.nearer_at(9.0, 9.0, 99).zoom(), NEAREST);
        let pulled = Window::new(BERLIN, 4).shifted("-560,0,0,0,0");
        assert_eq!(pulled.pixel(spot(BERLIN)).0.round(), 0.0);
        let same = east.shifted("0,0,3,0,280");
        assert_eq!((same.zoom(), same.pixel(spot(BERLIN)).0.round()), (7, 0.0));
        for nothing in ["", "1,2,3", "a,b,c,d,e", "1,2,3,4,5,6"] {
            assert_eq!(east.shifted(nothing), east);
        }
        assert_eq!(east.shifted("2147483647,-2147483648,99,-9,9").zoom(), NEAREST);
        let end = (0..99).fold(Window::WORLD, |window, _| window.moved(1.0, 1.0));
        assert_eq!(end.bounds().south, -90.0);
        assert_eq!(Window::WORLD.farther(), None);
    }

    #[test]
    fn tiles_cover_the_paper() {
        let tiles = Window::new(BERLIN, 10).tiles();
        assert!(tiles.iter().any(|(column, row, ..)| (*column, *row) == (550, 335)));
        assert!(tiles.len() <= 6 * 4);
        let left = tiles.iter().map(|(.., x, _)| *x).fold(f64::MAX, f64::min);
        assert!(left <= 0.0 && left > -TILE);
        assert_eq!(Window::WORLD.tiles().len(), 4);
    }
}
