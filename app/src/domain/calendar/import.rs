//! The form for a new party, filled in from a calendar file.

use jiff::{
    Timestamp,
    civil::{DateTime, time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};

use super::{
    moment::{Moment, after, zone_name},
    parse::{Component, Parsed},
};
use crate::domain::{
    Problem,
    party::{Address, AddressAudience, Description, ListAudience, PartyForm, PartyTitle, Place, Theme, Visibility},
    series::Every,
    text::{self, clean},
};

/// As `datetime-local` fields want it.
const FIELD: &str = "%Y-%m-%dT%H:%M";
/// Of a whole day, parties are in the evening.
const EVENING: jiff::civil::Time = time(20, 0, 0, 0);

/// What a file says of a party.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Imported {
    #[serde(flatten)]
    pub form: PartyForm,
    /// How it repeats: a code of [`Every`], another word, or nothing where it does not. Only one date is in the form.
    #[serde(default)]
    pub repeats: String,
}

/// As no party here repeats.
const OTHERWISE: &str = "otherwise";

/// Fills the form in from the first event of the file. `blank` is the form as it is without one; its time zone is meant
/// where the file names none. The zone stays open where the file names one that nobody knows.
pub fn import(text: &str, blank: PartyForm) -> Result<Imported, Problem> {
    let parsed = Parsed::read(text).ok_or(Problem::NotACalendar)?;
    let single = |event: &&Component| event.get("RECURRENCE-ID").is_none();
    let event = parsed.events.iter().find(single).or(parsed.events.first()).ok_or(Problem::NoEvent)?;
    let (place, address) = place(&event.text("LOCATION"));
    let (latitude, longitude) = position(event);
    let own_zone = parsed.calendar.get("X-WR-TIMEZONE").and_then(|zone| zone_name(&zone.value));
    let default_zone = own_zone.map(ToOwned::to_owned).unwrap_or_else(|| blank.time_zone.clone());
    let times = Times::of(event, &default_zone);
    let field = |moment: DateTime| moment.strftime(FIELD).to_string();
    let form = PartyForm {
        title: cut(&event.text("SUMMARY").replace('\n', " "), PartyTitle::MAX),
        description: cut(&event.text("DESCRIPTION"), Description::MAX),
        place,
        address,
        latitude,
        longitude,
        first_entry: times.start.map_or(blank.first_entry, field),
        last_entry: times.end.map(field).unwrap_or_default(),
        time_zone: times.zone,
        theme: Theme::default().code().to_owned(),
        visibility: Visibility::default().code().to_owned(),
        guest_list: ListAudience::default().code().to_owned(),
        address_shown: AddressAudience::default().code().to_owned(),
        plus_ones: "0".to_owned(),
        ..PartyForm::default()
    };
    Ok(Imported { form, repeats: repeats(event) })
}

/// What the rule of the event comes to here (RFC 5545, 3.3.10).
fn repeats(event: &Component) -> String {
    let Some(rule) = event.get("RRULE") else { return String::new() };
    let rule = rule.value.to_ascii_uppercase();
    let part = |name: &str| rule.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='));
    let weekday = part("BYDAY").is_some();
    // Several days are several parties.
    let several =
        ["BYDAY", "BYMONTHDAY", "BYMONTH"].iter().any(|name| part(name).is_some_and(|days| days.contains(',')));
    let from_the_end = part("BYSETPOS").is_some()
        || ["BYDAY", "BYMONTHDAY"].iter().any(|name| part(name).is_some_and(|day| day.starts_with('-')));
    let every = match (part("FREQ").unwrap_or_default(), part("INTERVAL").unwrap_or("1")) {
        _ if several || from_the_end => None,
        ("WEEKLY", "1") => Some(Every::Week),
        ("WEEKLY", "2") => Some(Every::TwoWeeks),
        ("MONTHLY", "1") if weekday => Some(Every::MonthWeekday),
        ("MONTHLY", "1") => Some(Every::Month),
        ("YEARLY", "1") if !weekday => Some(Every::Year),
        _ => None,
    };
    every.map_or(OTHERWISE, Every::code).to_owned()
}

/// When it is, in the zone; an end only where it is after the start.
struct Times {
    start: Option<DateTime>,
    end: Option<DateTime>,
    zone: String,
}

impl Times {
    fn of(event: &Component, default_zone: &str) -> Self {
        let start = event.get("DTSTART").and_then(Moment::read);
        let name = match &start {
            Some(Moment::Local(_, Some(zone))) => zone_name(zone).unwrap_or_default().to_owned(),
            Some(Moment::Utc(_)) if default_zone.is_empty() => "UTC".to_owned(),
            _ => default_zone.to_owned(),
        };
        let zone = TimeZone::get(&name).unwrap_or(TimeZone::UTC);
        let whole_day = matches!(start, Some(Moment::Day(_)));
        let start = start.map(|start| local(start, &zone));
        let end = event.get("DTEND").and_then(Moment::read).filter(|_| !whole_day).map(|end| local(end, &zone));
        let end = end.or_else(|| lasting(event, start?, &zone));
        Self { start, end: end.filter(|end| start.is_some_and(|start| *end > start)), zone: name }
    }
}

/// The end that a duration tells.
fn lasting(event: &Component, start: DateTime, zone: &TimeZone) -> Option<DateTime> {
    let start = start.to_zoned(zone.clone()).ok()?;
    after(&start, &event.get("DURATION")?.value).map(|end| end.datetime())
}

fn local(moment: Moment, zone: &TimeZone) -> DateTime {
    match moment {
        Moment::Utc(moment) => zone.to_datetime(moment),
        Moment::Day(day) => day.to_datetime(EVENING),
        Moment::Local(local, named) => elsewhere(local, named.as_deref(), zone).unwrap_or(local),
    }
}

/// A local time of another zone, as the clocks of this one show it.
fn elsewhere(local: DateTime, named: Option<&str>, zone: &TimeZone) -> Option<DateTime> {
    let other = TimeZone::get(zone_name(named?)?).ok()?;
    let moment: Timestamp = other.to_timestamp(local).ok()?;
    Some(zone.to_datetime(moment))
}

/// What stands before the first comma or line break is how the place is called, the whole is its address.
fn place(location: &str) -> (String, String) {
    let location = clean(location);
    match location.split_once([',', '\n']) {
        Some((name, _)) if !name.trim().is_empty() => {
            (cut(name, Place::MAX), cut(&location.replace('\n', ", "), Address::MAX))
        }
        _ if location.chars().count() > Place::MAX => (String::new(), cut(&location, Address::MAX)),
        _ => (location, String::new()),
    }
}

/// Latitude and longitude, as typed.
fn position(event: &Component) -> (String, String) {
    let position = event.get("GEO").and_then(|geo| geo.value.split_once([';', ',']));
    position.map(|(latitude, longitude)| (cut(latitude, 20), cut(longitude, 20))).unwrap_or_default()
}

fn cut(text: &str, max: usize) -> String {
    text::cut(&clean(text), max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Calendar, Event, Status};

    fn blank() -> PartyForm {
        PartyForm {
            time_zone: "Europe/Paris".to_owned(),
            first_entry: "2026-11-28T20:00".to_owned(),
            ..PartyForm::default()
        }
    }

    fn filled(lines: &str) -> PartyForm {
        let file = format!("BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
        import(&file, blank()).unwrap().form
    }

    #[test]
    fn an_own_file_comes_back_as_it_was() {
        let event = Event {
            uid: "one".to_owned(),
            start: 1_815_242_400_000,
            end: 1_815_285_600_000,
            time_zone: "Europe/Berlin".to_owned(),
            summary: "Summer; on, the roof".to_owned(),
            description: "Bring:\n- ice".repeat(20),
            location: "The roof".to_owned(),
            status: Status::Confirmed,
            ..Event::default()
        };
        let file = Calendar { events: vec![event.clone()], ..Calendar::default() }.write();
        let form = import(&file, blank()).unwrap().form;
        assert_eq!((form.title, form.description, form.place), (event.summary, event.description, event.location));
        assert_eq!(form.time_zone, "Europe/Berlin");
        assert_eq!((form.first_entry.as_str(), form.last_entry.as_str()), ("2027-07-10T20:00", "2027-07-11T08:00"));
    }

    #[test]
    fn times_of_every_kind() {
        let times = |lines: &str| {
            let form = filled(lines);
            (form.time_zone, form.first_entry, form.last_entry)
        };
        let is = |zone: &str, first: &str, last: &str| (zone.to_owned(), first.to_owned(), last.to_owned());
        assert_eq!(
            times("DTSTART:20270710T180000Z\nDURATION:PT3H"),
            is("Europe/Paris", "2027-07-10T20:00", "2027-07-10T23:00")
        );
        assert_eq!(times("DTSTART:20270710T180000"), is("Europe/Paris", "2027-07-10T18:00", ""));
        assert_eq!(
            times("DTSTART;TZID=Tokyo Standard Time:20270710T180000\nDTEND:20270710T120000Z"),
            is("Asia/Tokyo", "2027-07-10T18:00", "2027-07-10T21:00")
        );
        assert_eq!(times("DTSTART;TZID=Home:20270710T180000"), is("", "2027-07-10T18:00", ""));
        assert_eq!(
            times("DTSTART;VALUE=DATE:20270710\nDTEND;VALUE=DATE:20270711"),
            is("Europe/Paris", "2027-07-10T20:00", "")
        );
        assert_eq!(times("DTSTART:soon\nDTEND:20200101T000000Z"), is("Europe/Paris", "2026-11-28T20:00", ""));
    }

    #[test]
    fn rules_are_not_passed_over() {
        let repeats = |lines: &str| {
            let file = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
            import(&file, blank()).unwrap().repeats
        };
        for (rule, code) in [
            ("FREQ=WEEKLY;COUNT=10", "week"),
            ("FREQ=WEEKLY;BYDAY=SA;INTERVAL=1", "week"),
            ("INTERVAL=2;FREQ=weekly", "two_weeks"),
            ("FREQ=MONTHLY;BYMONTHDAY=10", "month"),
            ("FREQ=MONTHLY;BYDAY=2SA", "month_weekday"),
            ("FREQ=YEARLY", "year"),
            ("FREQ=DAILY", OTHERWISE),
            ("FREQ=WEEKLY;BYDAY=MO,WE", OTHERWISE),
            ("FREQ=MONTHLY;INTERVAL=3", OTHERWISE),
            ("FREQ=MONTHLY;BYMONTHDAY=1,15", OTHERWISE),
            ("FREQ=MONTHLY;BYDAY=-1SA", OTHERWISE),
            ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", OTHERWISE),
            ("now and then", OTHERWISE),
        ] {
            assert_eq!(repeats(&format!("SUMMARY:x\nRRULE:{rule}")), code, "{rule}");
        }
        assert_eq!(repeats("SUMMARY:x"), "");
    }

    #[test]
    fn places() {
        assert_eq!(place("Our flat"), ("Our flat".to_owned(), String::new()));
        assert_eq!(
            place("Café Luna\nMain St 1, Town"),
            ("Café Luna".to_owned(), "Café Luna, Main St 1, Town".to_owned())
        );
        let form = filled("LOCATION:x\nGEO:52.5;13.4");
        assert_eq!((form.latitude.as_str(), form.longitude.as_str()), ("52.5", "13.4"));
    }

    #[test]
    fn what_is_too_long_is_cut() {
        let form = filled(&format!("SUMMARY:{}\nDESCRIPTION:{}", "é".repeat(1_000), "x".repeat(9_000)));
        assert_eq!(form.title.chars().count(), PartyTitle::MAX);
        assert_eq!(form.description.len(), Description::MAX);
    }

    #[test]
    fn files_without_an_event_are_told_apart_from_other_files() {
        assert_eq!(import("hello", blank()).unwrap_err(), Problem::NotACalendar);
        let empty = "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR";
        assert_eq!(import(empty, blank()).unwrap_err(), Problem::NoEvent);
    }
}
