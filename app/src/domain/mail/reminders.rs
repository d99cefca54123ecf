//! When guests are reminded of a party.

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use crate::domain::{
    Form, Problem, Problems,
    time::{self, MINUTE, Millis},
};

/// The units of the form, in minutes.
const UNITS: [(&str, i64); 3] = [("days", 1_440), ("hours", 60), ("minutes", 1)];
/// The longest time before a party, in minutes: 60 days.
const LONGEST: i64 = 60 * 1_440;
/// The most reminders of a party.
const MOST: usize = 2;

/// How long before first entry guests are reminded, in minutes, the longest first; none for never.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminders(Vec<i64>);

impl Default for Reminders {
    /// Two days and three hours before.
    fn default() -> Self {
        Self(vec![2 * 1_440, 3 * 60])
    }
}

impl Reminders {
    /// Reads numbers with commas between them, as stored. What is none is passed over.
    pub fn parse(text: &str) -> Self {
        Self::of(text.split(',').filter_map(|number| number.trim().parse().ok()).collect())
    }

    fn of(mut minutes: Vec<i64>) -> Self {
        minutes.retain(|minutes| (1..=LONGEST).contains(minutes));
        minutes.sort_unstable_by(|a, b| b.cmp(a));
        minutes.dedup();
        minutes.truncate(MOST);
        Self(minutes)
    }

    /// As stored.
    pub fn stored(&self) -> String {
        self.0.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }

    /// How long before first entry each is due, in minutes.
    pub fn minutes(&self) -> &[i64] {
        &self.0
    }

    /// When one of them is due. Days are as long as clocks make them: two days before a party at eight, it is eight.
    pub fn due(minutes: i64, first_entry: Millis, zone: &str) -> Millis {
        let days = (minutes / 1_440).days();
        let that_day = (minutes % 1_440 == 0).then(|| time::zoned(first_entry, zone).checked_sub(days).ok()).flatten();
        that_day.map_or(first_entry - minutes * MINUTE, |day| day.timestamp().as_millisecond())
    }

    /// Whether one that comes late still comes before the next, if there is one.
    pub fn comes_before_the_next(&self, minutes: i64, first_entry: Millis, zone: &str, now: Millis) -> bool {
        let mut nearer = self.0.iter().filter(|other| **other < minutes);
        nearer.all(|other| now < Self::due(*other, first_entry, zone))
    }

    /// How soon the party is, in minutes, as a reminder tells it: as planned, unless it comes late.
    pub fn told(planned: i64, left: i64) -> i64 {
        match left {
            left if left * 10 >= planned * 9 => planned,
            left if left >= 45 => (left + 30) / 60 * 60,
            left => ((left + 2) / 5 * 5).max(5),
        }
    }

    /// The form, filled in; of a reminder that is off the number is empty.
    pub fn form(&self) -> RemindersForm {
        let [first, second] = [0, 1].map(|place| match self.0.get(place) {
            Some(minutes) => {
                let fits = |(_, size): &(&str, i64)| minutes % size == 0;
                let (unit, size) = UNITS.into_iter().find(fits).unwrap_or(UNITS[2]);
                ((minutes / size).to_string(), unit.to_owned())
            }
            None => (String::new(), if place == 0 { "days".to_owned() } else { "hours".to_owned() }),
        });
        RemindersForm { first: first.0, first_unit: first.1, second: second.0, second_unit: second.1 }
    }
}

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemindersForm {
    pub first: String,
    pub first_unit: String,
    pub second: String,
    pub second_unit: String,
}

impl RemindersForm {
    /// Units with their labels.
    pub fn units() -> Vec<(String, String)> {
        UNITS.iter().map(|(unit, _)| ((*unit).to_owned(), format!("{unit} before"))).collect()
    }

    /// Errors: all fields that are wrong.
    pub fn parse(&self) -> Result<Reminders, Problems> {
        let mut form = Form::default();
        let first = form.field("first", minutes(&self.first, &self.first_unit));
        let second = form.field("second", minutes(&self.second, &self.second_unit));
        form.finish(
            first.zip(second).map(|(first, second)| Reminders::of([first, second].into_iter().flatten().collect())),
        )
    }
}

/// Nothing for an empty number.
fn minutes(number: &str, unit: &str) -> Result<Option<i64>, Problem> {
    let size = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, size)| *size).ok_or(Problem::NotAChoice);
    if number.trim().is_empty() {
        return Ok(None);
    }
    let (number, size): (i64, i64) = (number.trim().parse().map_err(|_| Problem::NotANumber)?, size?);
    let max = LONGEST / size;
    if (1..=max).contains(&number) { Ok(Some(number * size)) } else { Err(Problem::OutOfRange { min: 1, max }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read() {
        assert_eq!(Reminders::default().stored(), "2880,180");
        assert_eq!(Reminders::parse("180,2880,x,-1,180"), Reminders::default());
        assert_eq!(Reminders::parse("").minutes(), [] as [i64; 0]);
        assert!(Reminders::of(vec![LONGEST, LONGEST - 1]).stored().len() <= 100);
    }

    #[test]
    fn days_are_as_long_as_clocks_make_them() {
        let at = |moment: &str| moment.parse::<jiff::Timestamp>().unwrap().as_millisecond();
        let due = |minutes, zone| Reminders::due(minutes, at("2027-03-28T18:00:00Z"), zone);
        assert_eq!(due(2 * 1_440, "Europe/Berlin"), at("2027-03-26T19:00:00Z"), "at eight, too");
        assert_eq!(due(2 * 1_440, "UTC"), at("2027-03-26T18:00:00Z"));
        assert_eq!(due(180, "Europe/Berlin"), at("2027-03-28T15:00:00Z"));
    }

    #[test]
    fn late_ones_say_how_late_it_is() {
        for (planned, left, told) in [
            (2_880, 2_880, 2_880),
            (2_880, 2_820, 2_880),
            (2_880, 2_290, 2_280),
            (180, 119, 120),
            (180, 59, 60),
            (180, 43, 45),
            (180, 0, 5),
        ] {
            assert_eq!(Reminders::told(planned, left), told, "{planned} {left}");
        }
        let both = Reminders::default();
        let (first_entry, hour) = (1_000 * 3_600_000, 3_600_000);
        assert!(both.comes_before_the_next(2_880, first_entry, "UTC", first_entry - 4 * hour));
        assert!(!both.comes_before_the_next(2_880, first_entry, "UTC", first_entry - 2 * hour), "the other one is due");
        assert!(both.comes_before_the_next(180, first_entry, "UTC", first_entry - 1));
    }

    #[test]
    fn forms_come_back_as_they_were() {
        let form = Reminders::default().form();
        assert_eq!((form.first.as_str(), form.first_unit.as_str()), ("2", "days"));
        assert_eq!((form.second.as_str(), form.second_unit.as_str()), ("3", "hours"));
        assert_eq!(form.parse(), Ok(Reminders::default()));
        let off = RemindersForm { first: String::new(), second: " ".to_owned(), ..form.clone() };
        assert_eq!(off.parse(), Ok(Reminders(Vec::new())));
        for bad in ["0", "-1", "61", "x", "9999999999999999999"] {
            assert!(RemindersForm { first: bad.to_owned(), ..form.clone() }.parse().is_err(), "{bad}");
        }
        assert!(RemindersForm { first_unit: "years".to_owned(), ..form }.parse().is_err());
    }
}
