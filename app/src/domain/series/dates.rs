//! On which dates a party repeats. Clocks show the same time on all of them, whatever laws make of it (RFC 5545, 3.3.10).

use jiff::{
    ToSpan,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use super::{Ends, Every, MOST_DATES, Repeat};
use crate::domain::{
    Problem,
    time::{Millis, timestamp},
};

/// Some months and years have no such day; after so many steps there is no other date.
const MOST_STEPS: i64 = 12 * MOST_DATES as i64;

/// A series goes on for at most so many steps.
const FURTHEST: i64 = 20 * MOST_STEPS;

/// The dates, `first` among them, or what is wrong with the end.
pub fn dates(repeat: Repeat, first: Millis, zone: &TimeZone) -> Result<Vec<Millis>, Problem> {
    let start = local(first, zone);
    let days = (0..MOST_STEPS).filter_map(|step| day(repeat.every, start.date(), step));
    let found: Vec<Date> = match repeat.ends {
        Ends::Count(count) => days.take(count.min(MOST_DATES)).collect(),
        Ends::Until(last) => days.take_while(|day| *day <= last).take(MOST_DATES + 1).collect(),
    };
    if found.len() > MOST_DATES {
        return Err(Problem::TooManyDates { max: MOST_DATES });
    }
    let mut moments = found.into_iter().filter_map(|day| moment(day.to_datetime(start.time()), zone));
    // What comes in as a moment goes out as the same, also where clocks show it twice.
    moments.next();
    let moments: Vec<Millis> = std::iter::once(first).chain(moments).collect();
    if moments.len() < 2 { Err(Problem::NoOtherDate) } else { Ok(moments) }
}

/// The dates after `last`, of a series that began with `first`, or what is wrong with the end.
pub fn more_dates(repeat: Repeat, first: Millis, last: Millis, zone: &TimeZone) -> Result<Vec<Millis>, Problem> {
    let (start, last) = (local(first, zone), local(last, zone).date());
    let days = (0..FURTHEST).filter_map(|step| day(repeat.every, start.date(), step)).filter(|day| *day > last);
    let found: Vec<Date> = match repeat.ends {
        Ends::Count(count) => days.take(count.min(MOST_DATES)).collect(),
        Ends::Until(end) => days.take_while(|day| *day <= end).take(MOST_DATES + 1).collect(),
    };
    if found.len() > MOST_DATES {
        return Err(Problem::TooManyDates { max: MOST_DATES });
    }
    let moments = found.into_iter().filter_map(|day| moment(day.to_datetime(start.time()), zone));
    let moments: Vec<Millis> = moments.collect();
    if moments.is_empty() { Err(Problem::NoOtherDate) } else { Ok(moments) }
}

/// The day after so many steps; nothing where there is none, as the 31st of June.
fn day(every: Every, first: Date, step: i64) -> Option<Date> {
    match every {
        Every::Week => first.checked_add((7 * step).days()).ok(),
        Every::TwoWeeks => first.checked_add((14 * step).days()).ok(),
        Every::Month => same_day(first, first.first_of_month().checked_add(step.months()).ok()?),
        Every::MonthWeekday => same_weekday(first, first.first_of_month().checked_add(step.months()).ok()?),
        Every::Year => same_day(first, first.first_of_month().checked_add(step.years()).ok()?),
    }
}

fn same_day(first: Date, month: Date) -> Option<Date> {
    Date::new(month.year(), month.month(), first.day()).ok()
}

/// The second Saturday stays the second one; a fifth is the last.
fn same_weekday(first: Date, month: Date) -> Option<Date> {
    let nth = (first.day() - 1) / 7 + 1;
    month.nth_weekday_of_month(if nth == 5 { -1 } else { nth }, first.weekday()).ok()
}

/// Another date, moved as this one is: as many days, and as far on the clock.
pub fn shifted(other: Millis, from: Millis, to: Millis, old_zone: &TimeZone, new_zone: &TimeZone) -> Millis {
    let moved = || {
        let by = local(to, new_zone).since(local(from, old_zone)).ok()?;
        moment(local(other, old_zone).checked_add(by).ok()?, new_zone)
    };
    moved().unwrap_or(other)
}

fn local(moment: Millis, zone: &TimeZone) -> DateTime {
    zone.to_datetime(timestamp(moment))
}

/// A time that clocks skip is the one after.
fn moment(local: DateTime, zone: &TimeZone) -> Option<Millis> {
    zone.to_timestamp(local).ok().map(|moment| moment.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    fn at(text: &str) -> Millis {
        moment(text.parse().unwrap(), &zone()).unwrap()
    }

    fn listed(every: Every, ends: Ends, first: &str) -> Vec<String> {
        let dates = dates(Repeat { every, ends }, at(first), &zone()).unwrap();
        dates.into_iter().map(|date| local(date, &zone()).strftime("%Y-%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn weeks_keep_the_hour_when_clocks_change() {
        assert_eq!(
            listed(Every::Week, Ends::Count(3), "2027-03-20T20:00"),
            ["2027-03-20 20:00", "2027-03-27 20:00", "2027-04-03 20:00"]
        );
        assert_eq!(
            listed(Every::TwoWeeks, Ends::Until("2027-04-03".parse().unwrap()), "2027-03-20T02:30"),
            ["2027-03-20 02:30", "2027-04-03 02:30"]
        );
        assert_eq!(
            listed(Every::Week, Ends::Count(2), "2027-03-21T02:30"),
            ["2027-03-21 02:30", "2027-03-28 03:30"],
            "02:30 does not exist then"
        );
    }

    #[test]
    fn months_without_the_day_are_left_out() {
        assert_eq!(
            listed(Every::Month, Ends::Count(3), "2027-01-31T20:00"),
            ["2027-01-31 20:00", "2027-03-31 20:00", "2027-05-31 20:00"]
        );
        assert_eq!(listed(Every::Year, Ends::Count(2), "2028-02-29T20:00"), ["2028-02-29 20:00", "2032-02-29 20:00"]);
    }

    #[test]
    fn weekdays_of_months() {
        assert_eq!(
            listed(Every::MonthWeekday, Ends::Count(3), "2027-01-09T20:00"),
            ["2027-01-09 20:00", "2027-02-13 20:00", "2027-03-13 20:00"],
            "second Saturdays"
        );
        assert_eq!(
            listed(Every::MonthWeekday, Ends::Count(3), "2027-01-30T20:00"),
            ["2027-01-30 20:00", "2027-02-27 20:00", "2027-03-27 20:00"],
            "last Saturdays"
        );
    }

    #[test]
    fn there_is_another_date_and_not_too_many() {
        let until = |last: &str| {
            let ends = Ends::Until(last.parse().unwrap());
            dates(Repeat { every: Every::Week, ends }, at("2027-01-02T20:00"), &zone())
        };
        assert_eq!(until("2027-01-08"), Err(Problem::NoOtherDate));
        assert_eq!(until("2020-01-01"), Err(Problem::NoOtherDate));
        assert_eq!(until("2027-01-09").unwrap().len(), 2);
        assert_eq!(until("2199-01-01"), Err(Problem::TooManyDates { max: MOST_DATES }));
    }

    #[test]
    fn a_series_goes_on_where_it_ended() {
        let more = |every, ends, last: &str| {
            let dates = more_dates(Repeat { every, ends }, at("2027-01-31T20:00"), at(last), &zone());
            let shown = |date| local(date, &zone()).strftime("%Y-%m-%d %H:%M").to_string();
            dates.map(|dates| dates.into_iter().map(shown).collect::<Vec<_>>())
        };
        let listed = |dates: &[&str]| Ok(dates.iter().map(|date| (*date).to_owned()).collect::<Vec<_>>());
        let last = "2027-03-31T20:00";
        assert_eq!(more(Every::Month, Ends::Count(1), last), listed(&["2027-05-31 20:00"]));
        let until = |day: &str| Ends::Until(day.parse().unwrap());
        assert_eq!(more(Every::Month, until("2027-07-31"), last), listed(&["2027-05-31 20:00", "2027-07-31 20:00"]));
        assert_eq!(more(Every::Month, until("2027-05-30"), last), Err(Problem::NoOtherDate));
        assert_eq!(more(Every::Week, until("2150-01-01"), last), Err(Problem::TooManyDates { max: MOST_DATES }));
    }

    #[test]
    fn other_dates_move_as_this_one_does() {
        let moved = |other: &str, from: &str, to: &str| shifted(at(other), at(from), at(to), &zone(), &zone());
        assert_eq!(moved("2027-04-03T20:00", "2027-03-20T20:00", "2027-03-21T19:30"), at("2027-04-04T19:30"));
        assert_eq!(moved("2027-04-03T20:00", "2027-03-20T20:00", "2027-03-20T20:00"), at("2027-04-03T20:00"));
        let tokyo = TimeZone::get("Asia/Tokyo").unwrap();
        let there = shifted(at("2027-04-03T20:00"), at("2027-03-20T20:00"), at("2027-03-20T12:00"), &zone(), &tokyo);
        assert_eq!(local(there, &tokyo).to_string(), "2027-04-03T20:00:00");
    }
}
