use exif::{Exif, In, Rational, Tag, Value};

use super::ascii;
use crate::position::Position;

/// Where the photo was taken. Impossible places, and 0° 0′, which cameras write while they search, are none.
pub fn read(exif: &Exif) -> Option<Position> {
    // "V" for void: the receiver itself says that this is a guess.
    if ascii(exif, Tag::GPSStatus).is_some_and(|status| status.eq_ignore_ascii_case(b"V")) {
        return None;
    }
    let latitude = degrees(exif, Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S', 90.0)?;
    let longitude = degrees(exif, Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W', 180.0)?;
    (latitude != 0.0 || longitude != 0.0).then_some(Position { latitude, longitude })
}

fn degrees(exif: &Exif, value: Tag, side: Tag, negative: u8, limit: f64) -> Option<f64> {
    let Value::Rational(parts) = &exif.get_field(value, In::PRIMARY)?.value else {
        return None;
    };
    let degrees = sexagesimal(parts)?;
    let side = ascii(exif, side)?.first()?;
    (degrees <= limit).then_some(if side.eq_ignore_ascii_case(&negative) { -degrees } else { degrees })
}

/// Degrees, minutes, seconds; a zero denominator is how cameras say "not known".
fn sexagesimal(parts: &[Rational]) -> Option<f64> {
    let [degrees, minutes, seconds] = parts else {
        return None;
    };
    if minutes.to_f64() > 60.0 || seconds.to_f64() > 60.0 {
        return None;
    }
    let value = degrees.to_f64() + minutes.to_f64() / 60.0 + seconds.to_f64() / 3600.0;
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(parts: [(u32, u32); 3]) -> Option<f64> {
        sexagesimal(&parts.map(|(num, denom)| Rational { num, denom }))
    }

    #[test]
    fn unknown_and_impossible_parts() {
        assert_eq!(parts([(43, 1), (30, 1), (36, 1)]), Some(43.51));
        assert_eq!(parts([(43, 0), (30, 1), (36, 1)]), None);
        assert_eq!(parts([(0, 0), (0, 0), (0, 0)]), None);
        assert_eq!(parts([(43, 1), (99, 1), (0, 1)]), None);
        assert_eq!(sexagesimal(&[]), None);
    }
}
