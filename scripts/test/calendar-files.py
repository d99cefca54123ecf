"""Reads our calendar files with the library `icalendar`, and makes files with it for us to read.

calendar-files.py make FOLDER    writes files, and made.json with what a form is to hold of each
calendar-files.py check FOLDER   compares the files that expected.json names with what it says of them
"""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vGeo


def make(folder: Path) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    title = "Summer; on, the \"roof\" \\o/"
    words = "Bring:\n- ice, salt\n" + "déjà vu 🎉 " * 30 + "end"
    whole = {"title": title, "description": words}
    start, end = datetime(2027, 7, 10, 20, tzinfo=berlin), datetime(2027, 7, 11, 1, 30, tzinfo=berlin)
    cases = {
        "zone": ({"dtstart": start, "dtend": end},
                 {"time_zone": "Europe/Berlin", "first_entry": "2027-07-10T20:00", "last_entry": "2027-07-11T01:30"}),
        "duration": ({"dtstart": start, "duration": timedelta(hours=5, minutes=30)},
                     {"first_entry": "2027-07-10T20:00", "last_entry": "2027-07-11T01:30"}),
        "utc": ({"dtstart": start.astimezone(timezone.utc)}, {"time_zone": "UTC", "first_entry": "2027-07-10T18:00"}),
        "floating": ({"dtstart": datetime(2027, 7, 10, 20)}, {"time_zone": "", "first_entry": "2027-07-10T20:00"}),
        "day": ({"dtstart": date(2027, 7, 10), "dtend": date(2027, 7, 11)},
                {"first_entry": "2027-07-10T20:00", "last_entry": ""}),
        "place": ({"dtstart": start, "location": "Café Luna, Main St 1", "geo": vGeo((52.5, 13.4))},
                  {"place": "Café Luna", "address": "Café Luna, Main St 1", "latitude": "52.5", "longitude": "13.4"}),
    }
    made = []
    for name, (properties, form) in cases.items():
        event = Event()
        event.add("uid", name)
        event.add("dtstamp", datetime.now(timezone.utc))
        event.add("summary", title)
        event.add("description", words)
        for key, value in properties.items():
            event.add(key, value)
        calendar = Calendar()
        calendar.add("version", "2.0")
        calendar.add("prodid", "-//Another//Library//EN")
        calendar.add_component(event)
        calendar.add_missing_timezones()
        file = f"made-{name}.ics"
        (folder / file).write_bytes(calendar.to_ical())
        made.append({"file": file, "form": whole | form})
    (folder / "made.json").write_text(json.dumps(made))


def zones_of(calendar: Calendar) -> dict:
    """The zones as the file itself describes them, whatever this machine knows by the same name."""
    return {str(zone["TZID"]): zone.to_tz(lookup_tzid=False) for zone in calendar.walk("VTIMEZONE")}


def moment(event: Event, name: str, zones: dict) -> int:
    prop = event[name]
    if "TZID" not in prop.params:
        return int(prop.dt.timestamp())
    return int(prop.dt.replace(tzinfo=zones[prop.params["TZID"]]).timestamp())


def check(folder: Path) -> int:
    expected = json.loads((folder / "expected.json").read_text())
    for want in expected:
        calendar = Calendar.from_ical((folder / want["file"]).read_bytes())
        [event] = calendar.walk("VEVENT")
        assert not calendar.errors and not event.errors, (want["file"], calendar.errors, event.errors)
        assert calendar.get("METHOD") == want["method"], want["file"]
        compare(event, want, zones_of(calendar))
        if want["method"]:
            guest = event["ATTENDEE"]
            assert guest == "mailto:zoe@example.org" and guest.params["CN"] == 'Zoë; "Z":', (want["file"], guest.params)
            assert event["ORGANIZER"].startswith("mailto:replies+"), want["file"]
            assert event["ORGANIZER"].params["CN"] == 'Ana: "A"', want["file"]
    feed = Calendar.from_ical((folder / "feed.ics").read_bytes())
    events = {str(event["UID"]): event for event in feed.walk("VEVENT")}
    files = [want for want in expected if not want["method"]]
    assert len(events) == len(files), "every party is in the feed"
    for want in files:
        compare(events[want["uid"]], want, zones_of(feed))
    return len(expected) + len(files)


def compare(event: Event, want: dict, zones: dict) -> None:
    where = want["file"]
    assert event["UID"] == want["uid"], where
    for name, key in [("DTSTART", "start"), ("DTEND", "end")]:
        assert moment(event, name, zones) == want[key], (where, name, event[name].dt, want[key])
    assert event["SUMMARY"] == want["summary"], (where, event["SUMMARY"])
    assert event["LOCATION"] == want["place"], (where, event["LOCATION"])
    assert event["DESCRIPTION"].startswith(want["description"] + "\n\nhttp"), (where, event["DESCRIPTION"])
    cancelled = want["cancelled"] or want["method"] == "CANCEL"
    assert (event["STATUS"] == "CANCELLED") == cancelled, (where, event["STATUS"])
    assert event["DTSTAMP"].dt.tzinfo is not None and int(event["SEQUENCE"]) >= 0, where


if __name__ == "__main__":
    command, folder = sys.argv[1], Path(sys.argv[2])
    if command == "make":
        make(folder)
    else:
        print(check(folder), "events are as they should be")
