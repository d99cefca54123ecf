//! Web Mercator, the projection of map tiles: the world as a square.

use std::f64::consts::PI;

use crate::domain::geo::Position;

/// Further north and south the square ends.
const LAST: f64 = 85.051_128_779_806_6;

/// A place on the square: (0, 0) is its north-western corner, (1, 1) the south-eastern one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub x: f64,
    pub y: f64,
}

/// Where a position lies. The poles lie on the edge.
pub fn spot(position: Position) -> Spot {
    let latitude = position.latitude.clamp(-LAST, LAST).to_radians();
    let y = (1.0 - latitude.tan().asinh() / PI) / 2.0;
    Spot { x: position.longitude / 360.0 + 0.5, y: y.clamp(0.0, 1.0) }
}

/// The position at a place of the square.
pub fn position(spot: Spot) -> Position {
    let latitude = (PI * (1.0 - 2.0 * spot.y)).sinh().atan().to_degrees();
    Position { latitude, longitude: (spot.x - 0.5) * 360.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_places_lie_where_tiles_have_them() {
        // Tile numbers at zoom 10, as all tile servers count them.
        for (place, latitude, longitude, tile) in [
            ("Berlin", 52.52, 13.405, (550, 335)),
            ("Quito", -0.18, -78.47, (288, 512)),
            ("Sydney", -33.8688, 151.2093, (942, 614)),
            ("Reykjavík", 64.1466, -21.9426, (449, 272)),
        ] {
            let Spot { x, y } = spot(Position { latitude, longitude });
            assert_eq!(((x * 1024.0) as i32, (y * 1024.0) as i32), tile, "{place}");
        }
    }

    #[test]
    fn there_and_back() {
        for (latitude, longitude) in [(0.0, 0.0), (52.52, 13.405), (-85.0, 179.9), (84.0, -180.0)] {
            let back = position(spot(Position { latitude, longitude }));
            assert!((back.latitude - latitude).abs() < 1e-9 && (back.longitude - longitude).abs() < 1e-9);
        }
        assert!(spot(Position { latitude: 90.0, longitude: 0.0 }).y.abs() < 1e-9);
        assert!((spot(Position { latitude: -90.0, longitude: 0.0 }).y - 1.0).abs() < 1e-9);
    }
}
