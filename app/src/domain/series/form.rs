//! The form with which a party begins to repeat.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Every, MOST_DATES};
use crate::domain::{Form, Problem, Problems};

/// As typed: a number of dates, or the last day on which there may be one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RepeatForm {
    pub every: String,
    pub count: String,
    pub until: String,
}

/// As typed where a party repeats already: a number of further dates, or the last day on which there may be one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MoreForm {
    pub count: String,
    pub until: String,
}

/// When a series is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// After so many dates, the first among them.
    Count(usize),
    /// With this day.
    Until(Date),
}

/// How a party repeats, as understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    pub every: Every,
    pub ends: Ends,
}

impl Ends {
    /// The field in which it is typed.
    pub fn field(self) -> &'static str {
        match self {
            Self::Count(_) => "count",
            Self::Until(_) => "until",
        }
    }
}

impl RepeatForm {
    /// Errors: all fields that are wrong. It ends after so many dates or on a day, not both.
    pub fn parse(&self) -> Result<Repeat, Problems> {
        let mut form = Form::default();
        let every = form.field("every", self.every.parse());
        let ends = ends(&mut form, &self.count, &self.until, 2);
        form.finish(every.zip(ends).map(|(every, ends)| Repeat { every, ends }))
    }
}

impl MoreForm {
    /// Errors: all fields that are wrong, as those of [`RepeatForm`].
    pub fn parse(&self) -> Result<Ends, Problems> {
        let mut form = Form::default();
        let ends = ends(&mut form, &self.count, &self.until, 1);
        form.finish(ends)
    }
}

/// `least`: no fewer dates.
fn ends(form: &mut Form, count: &str, until: &str, least: usize) -> Option<Ends> {
    match (count.trim(), until.trim()) {
        ("", "") => form.field("count", Err(Problem::Missing)),
        (count, "") => form.field("count", self::count(count, least)),
        ("", until) => form.field("until", until.parse().map(Ends::Until).map_err(|_| Problem::NotADate)),
        _ => form.field("until", Err(Problem::CountOrUntil)),
    }
}

fn count(text: &str, least: usize) -> Result<Ends, Problem> {
    let count: usize = text.parse().map_err(|_| Problem::NotANumber)?;
    let wrong = Problem::OutOfRange { min: least as i64, max: MOST_DATES as i64 };
    if (least..=MOST_DATES).contains(&count) { Ok(Ends::Count(count)) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(every: &str, count: &str, until: &str) -> Result<Repeat, Problems> {
        RepeatForm { every: every.to_owned(), count: count.to_owned(), until: until.to_owned() }.parse()
    }

    #[test]
    fn a_series_ends_one_way_or_the_other() {
        let week = |ends| Ok(Repeat { every: Every::Week, ends });
        assert_eq!(read("week", "10", ""), week(Ends::Count(10)));
        assert_eq!(read("", "", "2027-12-31"), week(Ends::Until("2027-12-31".parse().unwrap())));
        for (count, until, field) in [
            ("", "", "count"),
            ("1", "", "count"),
            ("61", "", "count"),
            ("-1", "", "count"),
            ("", "soon", "until"),
            ("3", "2027-12-31", "until"),
        ] {
            assert!(read("week", count, until).unwrap_err().of(field).is_some(), "{count} {until}");
        }
        assert!(read("daily", "3", "").unwrap_err().of("every").is_some());
        let more = |count: &str| MoreForm { count: count.to_owned(), until: String::new() }.parse();
        assert_eq!(more("1"), Ok(Ends::Count(1)));
        assert!(more("0").unwrap_err().of("count").is_some() && more("").unwrap_err().of("count").is_some());
    }
}
