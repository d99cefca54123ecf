//! Parties that repeat: how often, until when, and on which dates.

mod dates;
mod form;

pub use dates::{dates, more_dates, shifted};
pub use form::{Ends, MoreForm, Repeat, RepeatForm};

use serde::{Deserialize, Serialize};

use super::{PartyId, options::options, time::Millis};

/// The most dates of a series that are to come.
pub const MOST_DATES: usize = 60;
/// The most guests that are copied at once, over all dates.
pub const MOST_COPIES: usize = 20_000;

options!(
    /// How often a party repeats.
    Every {
        Week = "week", "Every week";
        TwoWeeks = "two_weeks", "Every two weeks";
        Month = "month", "Every month, on the same day of the month";
        MonthWeekday = "month_weekday", "Every month, on the same weekday of the month";
        Year = "year", "Every year";
    }
);
options!(
    /// Which dates a change is for.
    Scope {
        This = "this", "This date only";
        Later = "later", "This and all later dates";
    }
);

/// One date of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesDate {
    pub party: PartyId,
    pub title: String,
    pub first_entry: Millis,
    pub time_zone: String,
    pub cancelled: bool,
}

/// What the page about the dates of a party shows to its hosts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SeriesPage {
    pub title: String,
    pub first_entry: Millis,
    pub time_zone: String,
    /// Nothing where the party does not repeat.
    pub every: Option<Every>,
    /// All dates, this one among them.
    pub dates: Vec<SeriesDate>,
}
