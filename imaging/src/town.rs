//! The nearest town to a position, from a table in the program: no service is asked, and nobody learns of the position.
//! The data are GeoNames' (geonames.org, CC BY 4.0); `scripts/data/towns.mjs` says how the table is made and laid out.

use crate::position::Position;

static TABLE: &[u8] = include_bytes!("../data/towns.bin");

/// Kilometres beyond which a town does not tell where something is.
const FAR: f64 = 100.0;
const KM_PER_DEGREE: f64 = 111.2;

const HEAD: usize = 9;
const BANDS: usize = 180;
const TOWNS: usize = HEAD + (BANDS + 1) * 4;
const TOWN: usize = 8;

/// A place with at least about a thousand inhabitants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Town {
    /// In Latin letters, at most 255 bytes.
    pub name: &'static str,
    /// In English.
    pub country: &'static str,
}

impl Town {
    /// Within about 100 km; `None` at sea and far from everything. Takes microseconds.
    pub fn nearest(position: Position) -> Option<Self> {
        let Position { latitude, longitude } = position;
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            return None;
        }
        let mut best = Best { distance: FAR, place: None };
        let band = (latitude + 90.0).floor().min(179.0) as usize;
        let reach = (FAR / KM_PER_DEGREE).ceil() as usize;
        // The own band first: what it finds makes the others short.
        for step in 0..=2 * reach {
            let band = if step % 2 == 0 { band.checked_add(step / 2) } else { band.checked_sub(step.div_ceil(2)) };
            if let Some(band) = band.filter(|&band| band < BANDS) {
                best.look(band, latitude, longitude);
            }
        }
        read(best.place?)
    }
}

struct Best {
    /// Kilometres.
    distance: f64,
    place: Option<usize>,
}

impl Best {
    /// Goes through a band from the own longitude to both sides, as far as something nearer can be there.
    fn look(&mut self, band: usize, latitude: f64, longitude: f64) {
        let (Some(first), Some(end)) = (start(band), start(band + 1)) else {
            return;
        };
        let south = band as f64 - 90.0;
        let off = (south - latitude).max(latitude - south - 1.0).max(0.0);
        if first >= end || off * KM_PER_DEGREE > self.distance {
            return;
        }
        let count = end - first;
        let middle = partition(first, end, longitude);
        for east in [true, false] {
            for step in 0..count {
                let steps = if east { middle - first + step } else { middle - first + count - 1 - step };
                let place = first + steps % count;
                let Some((lat, lon)) = position(place) else {
                    return;
                };
                let across = (lon - longitude).abs();
                let across = across.min(360.0 - across);
                // As far from the equator as either can be, where degrees are shortest.
                let narrow = latitude.abs().max(south.abs()).max((south + 1.0).abs()).to_radians().cos();
                if across * narrow * KM_PER_DEGREE > self.distance {
                    break;
                }
                let mean = ((lat + latitude) / 2.0).to_radians().cos();
                let distance = (across * mean).hypot(lat - latitude) * KM_PER_DEGREE;
                if distance < self.distance {
                    (self.distance, self.place) = (distance, Some(place));
                }
            }
        }
    }
}

fn number(at: usize) -> Option<usize> {
    Some(u32::from_le_bytes(*TABLE.get(at..)?.first_chunk()?) as usize)
}

/// The first town of a band.
fn start(band: usize) -> Option<usize> {
    number(HEAD + band * 4)
}

fn position(place: usize) -> Option<(f64, f64)> {
    let &[a, b, c, d] = TABLE.get(TOWNS + place * TOWN..)?.first_chunk()?;
    let share = |low, high| f64::from(u16::from_le_bytes([low, high])) / 65_536.0;
    Some((share(a, b) * 180.0 - 90.0, share(c, d) * 360.0 - 180.0))
}

/// The first town of a band that is not west of a longitude.
fn partition(mut first: usize, mut end: usize, longitude: f64) -> usize {
    while first < end {
        let middle = first + (end - first) / 2;
        match position(middle) {
            Some((_, lon)) if lon < longitude => first = middle + 1,
            _ => end = middle,
        }
    }
    first
}

fn read(place: usize) -> Option<Town> {
    let towns = number(0)?;
    let &[country, a, b, c] = TABLE.get(TOWNS + place * TOWN + 4..)?.first_chunk()?;
    let mut countries = TOWNS + towns * TOWN;
    let names = TABLE.len().checked_sub(number(4)?)?;
    for _ in 0..country {
        countries += 1 + usize::from(*TABLE.get(countries)?);
    }
    let name = names + u32::from_le_bytes([a, b, c, 0]) as usize;
    Some(Town { name: text(name)?, country: text(countries)? })
}

fn text(at: usize) -> Option<&'static str> {
    let length = usize::from(*TABLE.get(at)?);
    std::str::from_utf8(TABLE.get(at + 1..at + 1 + length)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest(latitude: f64, longitude: f64) -> Option<(&'static str, &'static str)> {
        Town::nearest(Position { latitude, longitude }).map(|town| (town.name, town.country))
    }

    #[test]
    fn well_known_places() {
        for (latitude, longitude, name, country) in [
            (43.4674, 11.8851, "Arezzo", "Italy"),
            (-22.9519, -43.2105, "Rio de Janeiro", "Brazil"),
            (-18.1416, 178.4419, "Suva", "Fiji"),
            (64.1466, -21.9426, "Reykjavik", "Iceland"),
        ] {
            assert_eq!(nearest(latitude, longitude).map(|found| found.1), Some(country), "{name}");
        }
        assert_eq!(nearest(43.4674, 11.8851), Some(("Arezzo", "Italy")));
        assert_eq!(nearest(64.1466, -21.9426), Some(("Reykjavik", "Iceland")));
    }

    #[test]
    fn nowhere_and_nonsense() {
        assert_eq!(nearest(0.0, -30.0), None);
        assert_eq!(nearest(90.0, 0.0), None);
        for (latitude, longitude) in [(999.0, 0.0), (0.0, 999.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(nearest(latitude, longitude), None);
        }
    }

    #[test]
    fn the_same_as_looking_at_every_town() {
        let towns = number(0).unwrap();
        for (latitude, longitude) in [(52.1, 13.9), (-16.5, 179.99), (-16.5, -179.99), (61.0, 8.0), (35.5, 139.5)] {
            let distance = |place: usize| {
                let (lat, lon) = position(place).unwrap();
                let across = (lon - longitude).abs();
                let mean = ((lat + latitude) / 2.0f64).to_radians().cos();
                (across.min(360.0 - across) * mean).hypot(lat - latitude)
            };
            let best = (0..towns).min_by(|&a, &b| distance(a).total_cmp(&distance(b))).unwrap();
            let found = Town::nearest(Position { latitude, longitude });
            assert_eq!(found, read(best), "{latitude} {longitude}");
        }
    }
}
