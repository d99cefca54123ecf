//! The party form, as typed and as understood.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{
    Address, AddressAudience, AltText, Description, Flat, ListAudience, MAX_CAPACITY, PartyTitle, Place, Theme,
    Visibility,
};
use crate::domain::{
    Form, PictureId, Problem, Problems, geo,
    rsvp::MAX_PLUS_ONES,
    series::Scope,
    time::{self, Millis},
    user::optional_picture,
};

/// The form for a party as typed. Every field may be missing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PartyForm {
    pub title: String,
    pub description: String,
    pub place: String,
    pub flat: String,
    pub address: String,
    pub latitude: String,
    pub longitude: String,
    pub time_zone: String,
    pub first_entry: String,
    pub last_entry: String,
    pub cover: String,
    pub remove_cover: String,
    pub cover_alt: String,
    pub theme: String,
    pub visibility: String,
    pub guest_list: String,
    pub address_shown: String,
    pub capacity: String,
    pub plus_ones: String,
    pub deadline: String,
    pub paused: String,
    /// Empty where the party does not repeat.
    pub scope: String,
}

/// All that a host decides about a party.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyDraft {
    pub title: PartyTitle,
    pub description: Description,
    pub place: Place,
    pub flat: Flat,
    pub address: Address,
    pub position: Option<geo::Position>,
    pub time_zone: String,
    pub first_entry: Millis,
    pub last_entry: Millis,
    pub cover: Option<PictureId>,
    pub remove_cover: bool,
    pub cover_alt: AltText,
    pub theme: Theme,
    pub visibility: Visibility,
    pub guest_list: ListAudience,
    pub address_shown: AddressAudience,
    /// People, companions included; nothing is no limit.
    pub capacity: Option<i64>,
    pub plus_ones: i32,
    pub deadline: Option<Millis>,
    pub paused: bool,
    /// For which dates of a series.
    pub scope: Scope,
}

/// First entry, last entry and answer deadline.
struct Times {
    first_entry: Millis,
    last_entry: Millis,
    deadline: Option<Millis>,
}

impl PartyForm {
    /// Errors: all fields that are wrong.
    pub fn parse(&self) -> Result<PartyDraft, Problems> {
        let mut form = Form::default();
        let title = form.field("title", PartyTitle::parse(&self.title));
        let zone = form.field("time_zone", time::zone(&self.time_zone));
        let times = zone.and_then(|zone| self.times(&mut form, &zone));
        let place = form.field("place", Place::parse(&self.place));
        let flat = form.field("flat", Flat::parse(&self.flat));
        let address = form.field("address", Address::parse(&self.address));
        let position = form.field("latitude", geo::Position::parse(&self.latitude, &self.longitude));
        let description = form.field("description", Description::parse(&self.description));
        let cover = form.field("cover", optional_picture(&self.cover));
        let cover_alt = form.field("cover_alt", AltText::parse(&self.cover_alt));
        let theme = form.field("theme", self.theme.parse());
        let visibility = form.field("visibility", self.visibility.parse());
        let guest_list = form.field("guest_list", self.guest_list.parse());
        let address_shown = form.field("address_shown", self.address_shown.parse());
        let capacity = form.field("capacity", number(&self.capacity, 1, MAX_CAPACITY));
        let plus_ones = form.field("plus_ones", number(&self.plus_ones, 0, MAX_PLUS_ONES.into()));
        let scope = form.field("scope", self.scope.parse());
        let whole = (|| {
            let Times { first_entry, last_entry, deadline } = times?;
            Some(PartyDraft {
                title: title?,
                description: description?,
                place: place?,
                flat: flat?,
                address: address?,
                position: position?,
                time_zone: self.time_zone.clone(),
                first_entry,
                last_entry,
                cover: cover?,
                remove_cover: !self.remove_cover.is_empty(),
                cover_alt: cover_alt?,
                theme: theme?,
                visibility: visibility?,
                guest_list: guest_list?,
                address_shown: address_shown?,
                capacity: capacity?,
                plus_ones: plus_ones?.unwrap_or(0) as i32,
                deadline,
                paused: !self.paused.is_empty(),
                scope: scope?,
            })
        })();
        form.finish(whole)
    }

    /// Last entry is 12 hours after first entry unless set.
    fn times(&self, form: &mut Form, zone: &TimeZone) -> Option<Times> {
        let first = form.field("first_entry", time::parse_local(&self.first_entry, zone))?;
        let last = match self.last_entry.trim() {
            "" => first.checked_add(time::DEFAULT_LENGTH).ok()?,
            text => form.field("last_entry", time::parse_local(text, zone))?,
        };
        let deadline = match self.deadline.trim() {
            "" => None,
            text => Some(form.field("deadline", time::parse_local(text, zone))?),
        };
        if last <= first {
            form.problem("last_entry", Problem::EndsBeforeItStarts);
            return None;
        }
        if deadline.is_some_and(|deadline| deadline > last) {
            form.problem("deadline", Problem::DeadlineAfterEnd);
            return None;
        }
        Some(Times {
            first_entry: first.as_millisecond(),
            last_entry: last.as_millisecond(),
            deadline: deadline.map(|deadline| deadline.as_millisecond()),
        })
    }
}

/// A whole number within bounds, or nothing.
fn number(text: &str, min: i64, max: i64) -> Result<Option<i64>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let number: i64 = text.parse().map_err(|_| Problem::NotANumber)?;
    if (min..=max).contains(&number) { Ok(Some(number)) } else { Err(Problem::OutOfRange { min, max }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PartyForm {
        PartyForm {
            title: "Summer on the roof".into(),
            time_zone: "Europe/Berlin".into(),
            first_entry: "2027-07-10T20:00".into(),
            ..PartyForm::default()
        }
    }

    #[test]
    fn a_title_and_a_time_are_enough() {
        let draft = form().parse().unwrap();
        assert_eq!(draft.last_entry - draft.first_entry, 12 * 3_600_000);
        assert_eq!((draft.capacity, draft.plus_ones, draft.deadline), (None, 0, None));
        assert_eq!(draft.visibility, Visibility::Link);
    }

    #[test]
    fn times_in_order() {
        let late = PartyForm { last_entry: "2027-07-10T19:00".into(), ..form() };
        assert_eq!(late.parse().unwrap_err().of("last_entry"), Some(&Problem::EndsBeforeItStarts));
        let deadline = PartyForm { deadline: "2027-07-12T19:00".into(), ..form() };
        assert_eq!(deadline.parse().unwrap_err().of("deadline"), Some(&Problem::DeadlineAfterEnd));
    }

    #[test]
    fn twelve_hours_are_twelve_hours_when_clocks_change() {
        let draft = PartyForm { first_entry: "2027-03-27T20:00".into(), ..form() }.parse().unwrap();
        assert_eq!(time::to_local_input(draft.last_entry, "Europe/Berlin"), "2027-03-28T09:00");
    }

    #[test]
    fn tells_every_problem() {
        let problems =
            PartyForm { capacity: "many".into(), plus_ones: "99".into(), theme: "ugly".into(), ..PartyForm::default() };
        let problems = problems.parse().unwrap_err();
        let fields: Vec<_> = problems.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["title", "time_zone", "theme", "capacity", "plus_ones"]);
    }
}
