//! Events, and the calendar around them.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::{
    invitation::{Invitation, Method},
    lines::Lines,
    vtimezone,
};
use crate::domain::{
    geo::Position,
    time::{Millis, timestamp},
};

/// Who made the file (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Soiree//Soiree//EN";

/// Whether it takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    Confirmed,
    /// Not certain yet, for whoever reads the file.
    Tentative,
    Cancelled,
}

/// A party as calendars see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// Stays the same for as long as there is the party.
    pub uid: String,
    /// Raised by every change that matters to those who come.
    pub sequence: i32,
    /// When this was written down.
    pub stamp: Millis,
    pub created: Millis,
    pub changed: Millis,
    pub start: Millis,
    pub end: Millis,
    /// By its IANA name.
    pub time_zone: String,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub position: Option<Position>,
    pub url: String,
    pub status: Status,
    pub invitation: Option<Invitation>,
}

/// A calendar file.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// How programs call a calendar to which somebody subscribes; empty where it is a single event.
    pub name: String,
    /// Nothing where it is only looked at.
    pub method: Option<Method>,
    pub events: Vec<Event>,
}

impl Calendar {
    /// When the last of its events was changed.
    pub fn changed(&self) -> Option<Millis> {
        self.events.iter().map(|event| event.changed).max()
    }

    /// The file, each time zone in it once.
    pub fn write(&self) -> String {
        let mut lines = Lines::default();
        lines.begin("VCALENDAR");
        lines.raw("VERSION", "2.0");
        lines.raw("PRODID", PRODUCT);
        lines.raw("CALSCALE", "GREGORIAN");
        if let Some(method) = self.method {
            lines.raw("METHOD", method.name());
        }
        if !self.name.is_empty() {
            lines.text("NAME", &self.name);
            lines.text("X-WR-CALNAME", &self.name);
            lines.raw("REFRESH-INTERVAL;VALUE=DURATION", "PT4H");
            lines.raw("X-PUBLISHED-TTL", "PT4H");
        }
        write_zones(&mut lines, &self.events);
        self.events.iter().for_each(|event| event.write(&mut lines));
        lines.end("VCALENDAR");
        lines.finish()
    }
}

fn write_zones(lines: &mut Lines, events: &[Event]) {
    let mut zones = BTreeMap::<&str, (TimeZone, Millis, Millis)>::new();
    for event in events {
        if let Some(zone) = event.zone() {
            let (_, first, last) = zones.entry(&event.time_zone).or_insert((zone, event.start, event.end));
            *first = event.start.min(*first);
            *last = event.end.max(*last);
        }
    }
    for (name, (zone, first, last)) in zones {
        vtimezone::write(lines, name, &zone, timestamp(first), timestamp(last));
    }
}

impl Event {
    fn write(&self, lines: &mut Lines) {
        lines.begin("VEVENT");
        lines.text("UID", &self.uid);
        lines.raw("SEQUENCE", &self.sequence.to_string());
        lines.raw("DTSTAMP", &in_utc(self.stamp));
        lines.raw("CREATED", &in_utc(self.created));
        lines.raw("LAST-MODIFIED", &in_utc(self.changed));
        self.moment(lines, "DTSTART", self.start);
        self.moment(lines, "DTEND", self.end);
        lines.text("SUMMARY", &self.summary);
        lines.text("DESCRIPTION", &self.description);
        lines.text("LOCATION", &self.location);
        if let Some(Position { latitude, longitude }) = self.position {
            lines.raw("GEO", &format!("{latitude:.6};{longitude:.6}"));
        }
        if !self.url.is_empty() {
            lines.raw("URL", &self.url);
        }
        let (status, transparency) = match self.status {
            Status::Confirmed => ("CONFIRMED", "OPAQUE"),
            Status::Tentative => ("TENTATIVE", "TRANSPARENT"),
            Status::Cancelled => ("CANCELLED", "TRANSPARENT"),
        };
        lines.raw("STATUS", status);
        lines.raw("TRANSP", transparency);
        if let Some(invitation) = &self.invitation {
            invitation.write(lines);
        }
        lines.end("VEVENT");
    }

    /// In local time with its zone, so that it stays where it is when laws about clocks change.
    fn moment(&self, lines: &mut Lines, name: &str, moment: Millis) {
        match self.zone() {
            Some(zone) => {
                let local = zone.to_datetime(timestamp(moment)).strftime("%Y%m%dT%H%M%S").to_string();
                lines.raw(&format!("{name};TZID={}", self.time_zone), &local);
            }
            None => lines.raw(name, &in_utc(moment)),
        }
    }

    /// Nothing for UTC, which needs no rules.
    fn zone(&self) -> Option<TimeZone> {
        TimeZone::get(&self.time_zone).ok().filter(|_| self.time_zone != "UTC")
    }
}

/// `20270710T180000Z`
fn in_utc(millis: Millis) -> String {
    timestamp(millis).strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn millis(moment: &str) -> Millis {
        moment.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn event() -> Event {
        Event {
            uid: "one".to_owned(),
            sequence: 3,
            stamp: millis("2026-11-22T09:30:00Z"),
            created: millis("2026-11-21T08:00:00Z"),
            changed: millis("2026-11-22T09:30:00Z"),
            start: millis("2027-07-10T18:00:00Z"),
            end: millis("2027-07-11T06:00:00Z"),
            time_zone: "Europe/Berlin".to_owned(),
            summary: "Summer, on the roof".to_owned(),
            description: "Bring:\n- ice".to_owned(),
            location: "The roof; 5th floor".to_owned(),
            position: Some(Position { latitude: 52.5, longitude: -13.404_954 }),
            url: "https://party.example.org/p/one".to_owned(),
            status: Status::Confirmed,
            invitation: None,
        }
    }

    fn written(events: Vec<Event>) -> String {
        Calendar { events, ..Calendar::default() }.write().replace("\r\n", "\n")
    }

    #[test]
    fn an_event_says_all_that_is_known() {
        let text = written(vec![event()]);
        assert!(text.starts_with("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Soiree//Soiree//EN\n"), "{text}");
        let (_, event) = text.split_once("END:VTIMEZONE\n").unwrap();
        assert_eq!(
            event,
            "BEGIN:VEVENT\nUID:one\nSEQUENCE:3\nDTSTAMP:20261122T093000Z\nCREATED:20261121T080000Z\n\
             LAST-MODIFIED:20261122T093000Z\nDTSTART;TZID=Europe/Berlin:20270710T200000\n\
             DTEND;TZID=Europe/Berlin:20270711T080000\nSUMMARY:Summer\\, on the roof\nDESCRIPTION:Bring:\\n- ice\n\
             LOCATION:The roof\\; 5th floor\nGEO:52.500000;-13.404954\nURL:https://party.example.org/p/one\n\
             STATUS:CONFIRMED\nTRANSP:OPAQUE\nEND:VEVENT\nEND:VCALENDAR\n"
        );
    }

    #[test]
    fn each_zone_stands_once_and_utc_never() {
        let later = Event { start: millis("2029-01-10T18:00:00Z"), end: millis("2029-01-11T18:00:00Z"), ..event() };
        let utc = Event { time_zone: "UTC".to_owned(), ..event() };
        let text = written(vec![event(), later, utc]);
        assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1, "{text}");
        assert!(text.contains("DTSTART:20270710T180000Z\n"), "{text}");
        assert!(text.contains("DTSTART;TZID=Europe/Berlin:20290110T190000\n"), "{text}");
    }

    #[test]
    fn clocks_that_change_during_the_party_are_told_as_people_read_them() {
        let night = Event { start: millis("2027-03-27T19:00:00Z"), end: millis("2027-03-28T07:00:00Z"), ..event() };
        let text = written(vec![night]);
        assert!(text.contains(":20270327T200000\n") && text.contains(":20270328T090000\n"), "{text}");
    }

    #[test]
    fn what_is_called_off_stays_and_says_so() {
        let text = written(vec![Event { status: Status::Cancelled, ..event() }]);
        assert!(text.contains("STATUS:CANCELLED\nTRANSP:TRANSPARENT\n"), "{text}");
    }
}
