//! Coasts and borders of the world: Natural Earth 1:50m (public domain), as `scripts/map/coasts.mjs` wrote them down.

use std::sync::LazyLock;

use crate::domain::{
    geo::Position,
    map::{Outline, spot},
};

static BYTES: &[u8] = include_bytes!("world.bin");
/// Steps of a degree.
const STEPS: f64 = 200.0;

/// Read once, in some milliseconds.
pub static WORLD: LazyLock<World> = LazyLock::new(World::read);

/// What maps are drawn from.
pub struct World {
    /// Closed.
    pub land: Vec<Outline>,
    pub borders: Vec<Outline>,
}

impl World {
    fn read() -> Self {
        let mut bytes = Bytes(BYTES.iter());
        Self { land: bytes.layer(), borders: bytes.layer() }
    }
}

struct Bytes(std::slice::Iter<'static, u8>);

impl Bytes {
    fn layer(&mut self) -> Vec<Outline> {
        (0..self.number()).map(|_| self.outline()).collect()
    }

    fn outline(&mut self) -> Outline {
        let (mut longitude, mut latitude) = (0, 0);
        let points = (0..self.number()).map(|_| {
            longitude += self.difference();
            latitude += self.difference();
            spot(Position { latitude: f64::from(latitude) / STEPS, longitude: f64::from(longitude) / STEPS })
        });
        Outline::new(points.collect())
    }

    /// LEB128; where there are no more bytes, nothing.
    fn number(&mut self) -> u32 {
        let mut number = 0;
        for place in 0..5 {
            let byte = self.0.next().copied().unwrap_or_default();
            number |= u32::from(byte & 127) << (7 * place);
            if byte < 128 {
                break;
            }
        }
        number
    }

    /// The same with a sign (zigzag).
    fn difference(&mut self) -> i32 {
        let number = self.number();
        let half = (number >> 1).cast_signed();
        if number & 1 == 1 { !half } else { half }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::map::{Window, filled, stroked};

    fn around(latitude: f64, longitude: f64, zoom: u8) -> Window {
        Window::new(Position { latitude, longitude }, zoom)
    }

    #[test]
    fn land_and_sea_are_where_they_belong() {
        let land = |latitude, longitude| !filled(&WORLD.land, around(latitude, longitude, 9)).is_empty();
        for (place, latitude, longitude) in [("Berlin", 52.52, 13.4), ("Nairobi", -1.29, 36.82), ("Fiji", -17.8, 178.0)]
        {
            assert!(land(latitude, longitude), "{place}");
        }
        for (sea, latitude, longitude) in [("Atlantic", 30.0, -40.0), ("Pacific", -40.0, -120.0)] {
            assert!(!land(latitude, longitude), "{sea}");
        }
        assert!(!stroked(&WORLD.borders, around(49.0, -110.0, 8)).is_empty(), "a long straight border");
        assert!(stroked(&WORLD.borders, around(-25.0, 134.0, 6)).is_empty(), "Australia has none");
    }

    #[test]
    fn maps_are_small() {
        let size = |window| filled(&WORLD.land, window).len() + stroked(&WORLD.borders, window).len();
        for zoom in 1..=12 {
            assert!(size(around(45.0, 10.0, zoom)) < 90_000, "{zoom}: {}", size(around(45.0, 10.0, zoom)));
        }
        assert!(BYTES.len() < 300_000);
    }
}
