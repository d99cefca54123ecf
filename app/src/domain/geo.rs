//! Places on the earth.

use serde::{Deserialize, Serialize};

use super::Problem;

/// A position in degrees (WGS 84).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub latitude: f64,
    pub longitude: f64,
}

impl Position {
    /// Reads two fields; both empty is no position. A decimal comma is accepted.
    pub fn parse(latitude: &str, longitude: &str) -> Result<Option<Self>, Problem> {
        let (latitude, longitude) = (latitude.trim(), longitude.trim());
        if latitude.is_empty() && longitude.is_empty() {
            return Ok(None);
        }
        let degrees = |text: &str, limit: f64| {
            let value: f64 = text.replace(',', ".").parse().ok()?;
            (value.is_finite() && value.abs() <= limit).then_some(value)
        };
        let position = degrees(latitude, 90.0).zip(degrees(longitude, 180.0));
        position.map(|(latitude, longitude)| Some(Self { latitude, longitude })).ok_or(Problem::NotAPosition)
    }

    /// A page of OpenStreetMap that shows the place, opened only when somebody follows the link.
    pub fn map_link(self) -> String {
        let Self { latitude, longitude } = self;
        format!(
            "https://www.openstreetmap.org/?mlat={latitude:.5}&mlon={longitude:.5}#map=17/{latitude:.5}/{longitude:.5}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        assert_eq!(Position::parse(" ", ""), Ok(None));
        assert_eq!(Position::parse("52,52", "13.405").unwrap().unwrap().latitude, 52.52);
        for (a, b) in [("91", "0"), ("0", "181"), ("1", ""), ("NaN", "0"), ("x", "y")] {
            assert_eq!(Position::parse(a, b), Err(Problem::NotAPosition));
        }
    }
}
