use exif::{DateTime as ExifDateTime, Exif, In, Tag, Value};
use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{Offset, TimeZone},
};

use super::{Millis, ascii};

/// Years that a photo may have been taken in: camera clocks that were never set say 1904, 1970, 1980 or 2000.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;
/// Offsets in use reach from −12:00 to +14:00.
const OFFSET_MAX: i32 = 14 * 60;

#[derive(Default)]
pub struct Moment {
    pub utc: Option<Millis>,
    pub local: Option<Millis>,
    pub offset_minutes: Option<i32>,
}

/// When the shutter opened: the camera's clock, and its distance from UTC from the offset field or from the GPS clock.
pub fn read(exif: &Exif) -> Moment {
    let gps = gps(exif);
    let clocks = [
        (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal, Tag::SubSecTimeOriginal),
        (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized, Tag::SubSecTimeDigitized),
    ];
    let Some((local, offset)) = clocks.into_iter().find_map(|(time, offset, part)| {
        let millis = ascii(exif, part).map_or(0, milliseconds);
        Some((clock(ascii(exif, time)?)? + millis, ascii(exif, offset).and_then(minutes)))
    }) else {
        return Moment { utc: gps, ..Moment::default() };
    };
    let offset = offset.or_else(|| quarters(local - gps?));
    let utc = offset.map(|minutes| local - Millis::from(minutes) * 60_000);
    Moment { utc, local: Some(local), offset_minutes: offset }
}

/// A clock reading in a time zone; of one that the zone has twice the earlier, of one that it skips the later.
pub fn in_zone(local: Millis, zone: &TimeZone) -> Option<Millis> {
    let reading = Offset::UTC.to_datetime(Timestamp::from_millisecond(local).ok()?);
    let zoned = zone.to_ambiguous_zoned(reading).compatible().ok()?;
    Some(zoned.timestamp().as_millisecond())
}

/// `2026:08:15 21:04:05`
fn clock(text: &[u8]) -> Option<Millis> {
    let time = ExifDateTime::from_ascii(text).ok()?;
    let field = |value: u8| i8::try_from(value).ok();
    since_epoch(
        i16::try_from(time.year).ok()?,
        field(time.month)?,
        field(time.day)?,
        [field(time.hour)?, field(time.minute)?, field(time.second)?],
    )
}

fn since_epoch(year: i16, month: i8, day: i8, [hour, minute, second]: [i8; 3]) -> Option<Millis> {
    let reading = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    if !YEARS.contains(&year) {
        return None;
    }
    Some(Offset::UTC.to_timestamp(reading).ok()?.as_millisecond())
}

/// `25` after the point is a quarter of a second.
fn milliseconds(text: &[u8]) -> Millis {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).take(3);
    let (value, scale) =
        digits.fold((0, 1000), |(value, scale), digit| (value + Millis::from(digit - b'0') * (scale / 10), scale / 10));
    if scale == 1000 { 0 } else { value }
}

/// `-03:00`
fn minutes(text: &[u8]) -> Option<i32> {
    let &[sign, h1, h0, b':', m1, m0, ..] = text else {
        return None;
    };
    let two = |tens: u8, ones: u8| {
        (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
    };
    let (hours, rest) = (two(h1, h0)?, two(m1, m0)?);
    let sign = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let minutes = sign * (hours * 60 + rest);
    (rest < 60 && minutes.abs() <= OFFSET_MAX).then_some(minutes)
}

/// The receiver's clock runs on UTC. Its fix may be minutes old, so only whole quarters of an hour are taken from it.
fn quarters(ahead: Millis) -> Option<i32> {
    let quarters = (ahead as f64 / 900_000.0).round();
    let minutes = (quarters * 15.0) as i32;
    let distance = (ahead as f64 - quarters * 900_000.0).abs();
    (minutes.abs() <= OFFSET_MAX && distance < 240_000.0).then_some(minutes)
}

fn gps(exif: &Exif) -> Option<Millis> {
    let date = ascii(exif, Tag::GPSDateStamp)?;
    let date = std::str::from_utf8(date).ok()?;
    let mut date = date.trim().splitn(3, [':', '-']).map(str::parse::<i16>);
    let (year, month, day) = (date.next()?.ok()?, date.next()?.ok()?, date.next()?.ok()?);
    let Value::Rational(time) = &exif.get_field(Tag::GPSTimeStamp, In::PRIMARY)?.value else {
        return None;
    };
    let mut time = time.iter().map(|part| {
        let value = part.to_f64();
        (0.0..61.0).contains(&value).then_some(value as i8)
    });
    let time = [time.next()??, time.next()??, time.next()??];
    since_epoch(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?, time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_that_were_never_set_are_no_time() {
        assert_eq!(clock(b"2026:08:15 21:04:05"), Some(1_786_827_845_000));
        for nonsense in [
            &b"1904:01:01 00:00:00"[..],
            b"9999:12:31 23:59:59",
            b"0000:00:00 00:00:00",
            b"2026:02:30 10:00:00",
            b"2026:13:01 10:00:00",
            b"2026:08:15 25:00:00",
            b"    :  :     :  :  ",
            b"yesterday",
            b"",
        ] {
            assert_eq!(clock(nonsense), None, "{nonsense:?}");
        }
    }

    #[test]
    fn offsets() {
        assert_eq!(minutes(b"-03:00"), Some(-180));
        assert_eq!(minutes(b"+05:45"), Some(345));
        for nonsense in [&b"+99:00"[..], b"05:45", b"+05:99", b"   :  ", b""] {
            assert_eq!(minutes(nonsense), None, "{nonsense:?}");
        }
        assert_eq!(quarters(7_200_000 + 95_000), Some(120));
        assert_eq!(quarters(7_200_000 + 420_000), None);
        assert_eq!(quarters(90 * 3_600_000), None);
    }

    #[test]
    fn parts_of_a_second() {
        assert_eq!(milliseconds(b"25"), 250);
        assert_eq!(milliseconds(b"123456"), 123);
        assert_eq!(milliseconds(b"  "), 0);
    }

    #[test]
    fn the_zone_of_the_party_helps_out() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        assert_eq!(in_zone(1_786_827_845_000, &berlin), Some(1_786_827_845_000 - 2 * 3_600_000));
    }
}
