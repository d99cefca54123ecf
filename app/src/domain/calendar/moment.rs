//! Moments as calendar files write them: local with or without a zone, in UTC, or a whole day.

use jiff::{
    Span, Timestamp, Zoned,
    civil::{Date, DateTime, Time},
    tz::TimeZone,
};

use super::parse::Property;
use crate::domain::time;

/// Names that Microsoft's programs give to zones (CLDR, windowsZones), and the ones that everybody else uses.
const WINDOWS: [(&str, &str); 34] = [
    ("AUS Eastern Standard Time", "Australia/Sydney"),
    ("Arabian Standard Time", "Asia/Dubai"),
    ("Argentina Standard Time", "America/Argentina/Buenos_Aires"),
    ("Atlantic Standard Time", "America/Halifax"),
    ("Central America Standard Time", "America/Guatemala"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Central Standard Time", "America/Chicago"),
    ("Central Standard Time (Mexico)", "America/Mexico_City"),
    ("China Standard Time", "Asia/Shanghai"),
    ("E. Africa Standard Time", "Africa/Nairobi"),
    ("E. Australia Standard Time", "Australia/Brisbane"),
    ("E. South America Standard Time", "America/Sao_Paulo"),
    ("Eastern Standard Time", "America/New_York"),
    ("Egypt Standard Time", "Africa/Cairo"),
    ("FLE Standard Time", "Europe/Kyiv"),
    ("GMT Standard Time", "Europe/London"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Korea Standard Time", "Asia/Seoul"),
    ("Mountain Standard Time", "America/Denver"),
    ("New Zealand Standard Time", "Pacific/Auckland"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("Romance Standard Time", "Europe/Paris"),
    ("Russian Standard Time", "Europe/Moscow"),
    ("SA Pacific Standard Time", "America/Bogota"),
    ("SE Asia Standard Time", "Asia/Bangkok"),
    ("Singapore Standard Time", "Asia/Singapore"),
    ("South Africa Standard Time", "Africa/Johannesburg"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("W. Europe Standard Time", "Europe/Berlin"),
];

/// What a property says of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    Utc(Timestamp),
    /// Where the reader is, or in a zone by the name that the file gives it.
    Local(DateTime, Option<String>),
    Day(Date),
}

impl Moment {
    /// Reads a property that holds a date or a time; nothing where it holds neither.
    pub fn read(property: &Property) -> Option<Self> {
        let value = property.value.trim();
        let Some((day, clock)) = value.split_once('T') else { return date(value).map(Self::Day) };
        let (clock, utc) = clock.strip_suffix('Z').map_or((clock, false), |clock| (clock, true));
        let local = DateTime::from_parts(date(day)?, time_of_day(clock)?);
        if utc {
            return TimeZone::UTC.to_timestamp(local).ok().map(Self::Utc);
        }
        Some(Self::Local(local, property.parameter("TZID").map(ToOwned::to_owned)))
    }
}

/// `20270710`
fn date(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text, [4, 2, 2])?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `200000`; a leap second is the one before.
fn time_of_day(text: &str) -> Option<Time> {
    let [hour, minute, second] = numbers(text, [2, 2, 2])?;
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second.min(59)).ok()?, 0).ok()
}

fn numbers(text: &str, lengths: [usize; 3]) -> Option<[i16; 3]> {
    if text.len() != lengths.iter().sum::<usize>() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (first, rest) = text.split_at(lengths[0]);
    let (second, third) = rest.split_at(lengths[1]);
    Some([first.parse().ok()?, second.parse().ok()?, third.parse().ok()?])
}

/// The IANA name of a zone, however the file calls it.
pub fn zone_name(given: &str) -> Option<&str> {
    let given = given.trim();
    let windows = WINDOWS.iter().find(|(name, _)| *name == given).map(|(_, zone)| *zone);
    // Some programs put their own path before it.
    let mut endings = std::iter::once(given).chain(given.match_indices('/').map(|(at, _)| &given[at + 1..]));
    windows.or_else(|| endings.find(|name| time::zone(name).is_ok()))
}

/// How long `DURATION` says (3.3.6), after a moment.
pub fn after(start: &Zoned, duration: &str) -> Option<Zoned> {
    let span: Span = duration.trim().parse().ok()?;
    start.checked_add(span).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(value: &str) -> Property {
        Property { value: value.to_owned(), ..Property::default() }
    }

    #[test]
    fn reads_every_form_of_a_moment() {
        let utc = "2027-07-10T18:00:00Z".parse().unwrap();
        assert_eq!(Moment::read(&property("20270710T180000Z")), Some(Moment::Utc(utc)));
        let local = "2027-07-10T18:00:59".parse().unwrap();
        assert_eq!(Moment::read(&property("20270710T180060")), Some(Moment::Local(local, None)));
        assert_eq!(Moment::read(&property("20270710")), Some(Moment::Day("2027-07-10".parse().unwrap())));
        for nonsense in ["", "T", "tomorrow", "20271310", "20270710T256000", "2027071", "+0270710", "２０２７0710"]
        {
            assert_eq!(Moment::read(&property(nonsense)), None, "{nonsense}");
        }
    }

    #[test]
    fn knows_zones_by_all_their_names() {
        for name in ["Europe/Berlin", "W. Europe Standard Time", "/freeassociation.sourceforge.net/Europe/Berlin"] {
            assert_eq!(zone_name(name), Some("Europe/Berlin"), "{name}");
        }
        assert_eq!(zone_name("America/Argentina/Buenos_Aires"), Some("America/Argentina/Buenos_Aires"));
        for unknown in ["", "Customized Time Zone", "/", "../../etc/passwd"] {
            assert_eq!(zone_name(unknown), None, "{unknown}");
        }
        assert!(WINDOWS.is_sorted() && WINDOWS.iter().all(|(_, zone)| time::zone(zone).is_ok()));
    }

    #[test]
    fn adds_durations() {
        let start: Zoned = "2027-03-27T20:00[Europe/Berlin]".parse().unwrap();
        let later = |duration: &str| after(&start, duration).map(|end| end.datetime().to_string());
        assert_eq!(later("PT4H30M").as_deref(), Some("2027-03-28T00:30:00"));
        assert_eq!(later("P1W").as_deref(), Some("2027-04-03T20:00:00"));
        assert_eq!(later("P1DT2H").as_deref(), Some("2027-03-28T22:00:00"));
        assert_eq!(later("soon"), None);
    }
}
