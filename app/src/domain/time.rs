//! Moments in UTC, shown and typed in a party's own time zone.

use jiff::{Timestamp, ToSpan, civil::DateTime, tz::TimeZone};

use super::Problem;

/// Milliseconds since 1970-01-01T00:00Z, as stored.
pub type Millis = i64;

/// In milliseconds.
pub const SECOND: Millis = 1_000;
/// In milliseconds.
pub const MINUTE: Millis = 60 * SECOND;
/// In milliseconds.
pub const HOUR: Millis = 60 * MINUTE;
/// In milliseconds.
pub const DAY: Millis = 24 * HOUR;

/// How long after first entry the last entry is, unless set.
pub const DEFAULT_LENGTH: jiff::SignedDuration = jiff::SignedDuration::from_hours(12);

/// A time zone by its IANA name.
pub fn zone(name: &str) -> Result<TimeZone, Problem> {
    if name.len() > 60 || !name.contains('/') && name != "UTC" {
        return Err(Problem::UnknownTimeZone);
    }
    TimeZone::get(name).map_err(|_| Problem::UnknownTimeZone)
}

/// What a `datetime-local` field holds, in the zone; a time that clocks skip is refused, a doubled one is the earlier.
pub fn parse_local(text: &str, zone: &TimeZone) -> Result<Timestamp, Problem> {
    let local: DateTime =
        text.trim().parse().map_err(|_| if text.trim().is_empty() { Problem::Missing } else { Problem::NotATime })?;
    if !(2000..=2200).contains(&local.year()) {
        return Err(Problem::TooFarAway);
    }
    let ambiguous = zone.to_ambiguous_zoned(local);
    if matches!(ambiguous.offset(), jiff::tz::AmbiguousOffset::Gap { .. }) {
        return Err(Problem::TimeDoesNotExist);
    }
    ambiguous.earlier().map(|zoned| zoned.timestamp()).map_err(|_| Problem::NotATime)
}

/// As a `datetime-local` field wants it.
pub fn to_local_input(millis: Millis, zone_name: &str) -> String {
    zoned(millis, zone_name).strftime("%Y-%m-%dT%H:%M").to_string()
}

/// `Saturday, 21 November 2026`
pub fn long_date(millis: Millis, zone_name: &str) -> String {
    zoned(millis, zone_name).strftime("%A, %-d %B %Y").to_string()
}

/// `Sat 21 Nov`
pub fn short_date(millis: Millis, zone_name: &str) -> String {
    zoned(millis, zone_name).strftime("%a %-d %b").to_string()
}

/// `20:00`
pub fn clock(millis: Millis, zone_name: &str) -> String {
    zoned(millis, zone_name).strftime("%H:%M").to_string()
}

/// `2026-11-21 20.15.03`, which sorts by itself and is a name on every system.
pub fn for_file_names(millis: Millis, zone_name: &str) -> String {
    zoned(millis, zone_name).strftime("%Y-%m-%d %H.%M.%S").to_string()
}

/// `20:00`, the hour in which it was.
pub fn hour(millis: Millis, zone_name: &str) -> String {
    zoned(millis, zone_name).strftime("%H:00").to_string()
}

/// `Saturday, 21 November 2026, 20:00`
pub fn date_and_clock(millis: Millis, zone_name: &str) -> String {
    format!("{}, {}", long_date(millis, zone_name), clock(millis, zone_name))
}

/// `2026-11-21T20:00:00Z`, for the `datetime` attribute.
pub fn machine(millis: Millis) -> String {
    timestamp(millis).to_string()
}

/// `Sat, 21 Nov 2026 20:00:00 GMT`, for HTTP headers (RFC 9110, 5.6.7).
pub fn http_date(millis: Millis) -> String {
    timestamp(millis).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// `just now`, `5 minutes ago`, `3 days ago`, or the date.
pub fn ago(then: Millis, now: Millis) -> String {
    let minutes = (now - then).max(0) / 60_000;
    let plural = |n: i64, unit: &str| format!("{n} {unit}{} ago", if n == 1 { "" } else { "s" });
    match minutes {
        0 => "just now".to_owned(),
        1..60 => plural(minutes, "minute"),
        60..1_440 => plural(minutes / 60, "hour"),
        1_440..43_200 => plural(minutes / 1_440, "day"),
        _ => timestamp(then).strftime("%-d %B %Y").to_string(),
    }
}

/// The coming Saturday at 20:00 in the zone: what the form for a new party suggests.
pub fn suggested_start(now: Millis, zone: &TimeZone) -> DateTime {
    let today = timestamp(now).to_zoned(zone.clone()).date();
    let days = (11 - i32::from(today.weekday().to_monday_zero_offset())) % 7 + 1;
    today.saturating_add(days.days()).at(20, 0, 0, 0)
}

/// The same weekday and hour, whole weeks later, so that it is to come.
pub fn same_hour_later(millis: Millis, zone_name: &str, now: Millis) -> Millis {
    let first = zoned(millis, zone_name);
    let weeks = (now - millis).max(0) / (7 * 24 * 3_600_000) + 1;
    first.checked_add(weeks.weeks()).map_or(millis, |later| later.timestamp().as_millisecond())
}

/// In the zone, or in UTC where nobody knows it.
pub(super) fn zoned(millis: Millis, zone_name: &str) -> jiff::Zoned {
    timestamp(millis).to_zoned(TimeZone::get(zone_name).unwrap_or(TimeZone::UTC))
}

/// The moment; 1970 for what is no time at all.
pub(super) fn timestamp(millis: Millis) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_hours_that_clocks_skip() {
        let berlin = zone("Europe/Berlin").unwrap();
        assert_eq!(parse_local("2027-03-28T02:30", &berlin), Err(Problem::TimeDoesNotExist));
        assert!(parse_local("2027-03-28T03:30", &berlin).is_ok());
        assert_eq!(parse_local("2027-10-31T02:30", &berlin).unwrap().to_string(), "2027-10-31T00:30:00Z");
    }

    #[test]
    fn refuses_nonsense() {
        let utc = zone("UTC").unwrap();
        assert_eq!(parse_local("", &utc), Err(Problem::Missing));
        assert_eq!(parse_local("tomorrow", &utc), Err(Problem::NotATime));
        assert_eq!(parse_local("1815-12-10T10:00", &utc), Err(Problem::TooFarAway));
        assert!(zone("Mars/Olympus").is_err() && zone("../etc/passwd").is_err() && zone("").is_err());
    }

    #[test]
    fn shows_in_the_zone() {
        let millis = parse_local("2026-11-21T20:00", &zone("Asia/Kolkata").unwrap()).unwrap().as_millisecond();
        assert_eq!(date_and_clock(millis, "Asia/Kolkata"), "Saturday, 21 November 2026, 20:00");
        assert_eq!(to_local_input(millis, "UTC"), "2026-11-21T14:30");
        assert_eq!(http_date(millis), "Sat, 21 Nov 2026 14:30:00 GMT");
    }

    #[test]
    fn suggests_a_saturday_to_come() {
        let utc = zone("UTC").unwrap();
        for day in 0..14 {
            let now = 1_795_000_000_000 + day * 86_400_000;
            let start = suggested_start(now, &utc);
            assert_eq!(start.weekday(), jiff::civil::Weekday::Saturday);
            assert!(start.to_zoned(utc.clone()).unwrap().timestamp().as_millisecond() > now);
        }
    }
}
