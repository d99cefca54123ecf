//! Time zones as calendar files bring them along (RFC 5545, 3.6.5), from the same rules by which the site shows times.

use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::Offset, tz::TimeZone};

use super::lines::Lines;

/// Beyond the last moment that matters, in hours: two years, so that a yearly rule shows as one.
const BEYOND: i64 = 2 * 366 * 24;
const AN_INSTANT: SignedDuration = SignedDuration::from_nanos(1);
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// From a moment on, the zone has another offset.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// The local time before the change.
    at: DateTime,
    from: Offset,
    to: Offset,
    summer: bool,
    name: String,
}

/// Writes the zone with all that holds from `first` to `last`.
pub fn write(lines: &mut Lines, name: &str, zone: &TimeZone, first: Timestamp, last: Timestamp) {
    lines.begin("VTIMEZONE");
    lines.raw("TZID", name);
    let changes = changes(zone, first, last);
    if changes.is_empty() {
        let offset = zone.to_offset(first);
        let at = DateTime::constant(1970, 1, 1, 0, 0, 0, 0);
        observance(lines, &Change { at, from: offset, to: offset, summer: false, name: String::new() }, None);
    }
    if let Some(rules) = yearly(&changes) {
        for (change, rule) in rules {
            observance(lines, change, Some(&rule));
        }
    } else {
        for change in &changes {
            observance(lines, change, None);
        }
    }
    lines.end("VTIMEZONE");
}

/// The two changes before `first`, and those after it until well after `last`.
fn changes(zone: &TimeZone, first: Timestamp, last: Timestamp) -> Vec<Change> {
    let until = last.saturating_add(SignedDuration::from_hours(BEYOND)).unwrap_or(last);
    let mut found: Vec<_> = zone.preceding(first.saturating_add(AN_INSTANT).unwrap_or(first)).take(2).collect();
    found.reverse();
    found.extend(zone.following(first).take_while(|change| change.timestamp() <= until));
    let changes = found.into_iter().filter_map(|change| {
        let before = change.timestamp().checked_sub(AN_INSTANT).ok()?;
        let from = zone.to_offset(before);
        Some(Change {
            at: from.to_datetime(change.timestamp()),
            from,
            to: change.offset(),
            summer: change.dst().is_dst(),
            name: change.abbreviation().to_owned(),
        })
    });
    changes.collect()
}

/// One change to summer time and one back, each with the rule that gives all the others; nothing where the clocks follow
/// no such rule.
fn yearly(changes: &[Change]) -> Option<Vec<(&Change, String)>> {
    let of = |summer: bool| changes.iter().filter(move |change| change.summer == summer);
    let rule = |summer: bool| {
        let first = of(summer).next()?;
        let alike = |change: &Change| {
            let same = (change.from, change.to, change.at.time()) == (first.from, first.to, first.at.time());
            same && change.at.month() == first.at.month() && change.at.weekday() == first.at.weekday()
        };
        let last_in_month = of(summer).all(|change| change.at.day() + 7 > change.at.days_in_month());
        let nth = (first.at.day() - 1) / 7 + 1;
        let regular = last_in_month || of(summer).all(|change| (change.at.day() - 1) / 7 + 1 == nth);
        let yearly = of(summer).zip(of(summer).skip(1)).all(|(one, next)| next.at.year() == one.at.year() + 1);
        let nth = if last_in_month { -1 } else { nth };
        let weekday = WEEKDAYS[usize::from(first.at.weekday().to_monday_zero_offset().unsigned_abs())];
        let several = of(summer).count() > 1;
        (several && yearly && regular && of(summer).all(alike))
            .then(|| (first, format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{weekday}", first.at.month())))
    };
    Some(vec![rule(false)?, rule(true)?])
}

fn observance(lines: &mut Lines, change: &Change, rule: Option<&str>) {
    let kind = if change.summer { "DAYLIGHT" } else { "STANDARD" };
    lines.begin(kind);
    lines.raw("DTSTART", &change.at.strftime("%Y%m%dT%H%M%S").to_string());
    if let Some(rule) = rule {
        lines.raw("RRULE", rule);
    }
    lines.raw("TZOFFSETFROM", &offset(change.from));
    lines.raw("TZOFFSETTO", &offset(change.to));
    lines.text("TZNAME", &change.name);
    lines.end(kind);
}

/// `+0530`; seconds, which few zones have ever had, only where they are.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.unsigned_abs() / 60, seconds.unsigned_abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{:02}{:02}{rest}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, first: &str, last: &str) -> String {
        let zone = TimeZone::get(name).unwrap();
        let mut lines = Lines::default();
        write(&mut lines, name, &zone, first.parse().unwrap(), last.parse().unwrap());
        lines.finish().replace("\r\n", "\n")
    }

    #[test]
    fn summer_time_is_a_rule() {
        let text = written("Europe/Berlin", "2027-07-10T18:00:00Z", "2027-07-11T06:00:00Z");
        assert_eq!(
            text,
            "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\n\
             BEGIN:STANDARD\nDTSTART:20261025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n\
             TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\nEND:STANDARD\n\
             BEGIN:DAYLIGHT\nDTSTART:20270328T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n\
             TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
        );
        let text = written("America/New_York", "2027-01-01T00:00:00Z", "2027-01-02T00:00:00Z");
        assert!(text.contains("BYMONTH=3;BYDAY=2SU") && text.contains("BYMONTH=11;BYDAY=1SU"), "{text}");
    }

    #[test]
    fn zones_without_summer_time_are_one_offset() {
        for (zone, offset) in [("Asia/Kolkata", "+0530"), ("Asia/Kathmandu", "+0545"), ("America/Phoenix", "-0700")] {
            let text = written(zone, "2027-07-10T18:00:00Z", "2027-07-11T06:00:00Z");
            assert!(text.contains(&format!("TZOFFSETTO:{offset}\n")), "{text}");
            assert!(!text.contains("RRULE"), "{text}");
            assert!(text.contains("BEGIN:STANDARD"), "{text}");
        }
    }

    #[test]
    fn clocks_without_a_rule_are_told_one_by_one() {
        let text = written("Asia/Gaza", "2027-07-10T18:00:00Z", "2028-07-11T06:00:00Z");
        assert!(!text.contains("RRULE") && text.matches("TZOFFSETTO").count() > 2, "{text}");
    }
}
