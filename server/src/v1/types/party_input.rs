//! Parties as they are written.

use app::domain::{Problem, Problems, party::PartyForm, time};
use serde::Deserialize;
use utoipa::ToSchema;

use super::given;

/// A party as its host decides it. What is left out stays as it is, and for a new party is what its form suggests.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PartyInput {
    title: Option<String>,
    /// Markdown.
    description: Option<String>,
    place: Option<String>,
    flat: Option<String>,
    address: Option<String>,
    /// Together with the longitude; `null` for both is nowhere.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<f64>)]
    latitude: Option<Option<f64>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<f64>)]
    longitude: Option<Option<f64>>,
    /// Alone, it keeps what the clock on the wall shows.
    #[schema(example = "Europe/Berlin")]
    time_zone: Option<String>,
    #[schema(format = DateTime)]
    first_entry: Option<String>,
    /// For a new party 12 hours later, unless set.
    #[schema(format = DateTime)]
    last_entry: Option<String>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = DateTime)]
    deadline: Option<Option<String>>,
    theme: Option<String>,
    visibility: Option<String>,
    guest_list: Option<String>,
    address_shown: Option<String>,
    /// `null` is no limit.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>)]
    capacity: Option<Option<i64>>,
    plus_ones: Option<i32>,
    /// Guests cannot answer for now.
    paused: Option<bool>,
    /// Guests get a mail if time or place are other ones now, unless this is `false`.
    pub tell_guests: Option<bool>,
}

impl PartyInput {
    /// The form with what was sent. Moments become what the clock on the wall shows, to the minute.
    pub fn fill(self, form: PartyForm) -> Result<PartyForm, Problems> {
        let mut wrong = app::domain::Form::default();
        let zone = self.time_zone.unwrap_or(form.time_zone);
        let mut local = |field: &str, sent: Option<String>, before: String| match sent {
            Some(text) => wrong.field(field, in_zone(&text, &zone)).unwrap_or_default(),
            None => before,
        };
        let first_entry = local("first_entry", self.first_entry, form.first_entry);
        let last_entry = local("last_entry", self.last_entry, form.last_entry);
        let deadline = match self.deadline {
            Some(None) => String::new(),
            Some(sent) => local("deadline", sent, String::new()),
            None => form.deadline,
        };
        let filled = PartyForm {
            title: self.title.unwrap_or(form.title),
            description: self.description.unwrap_or(form.description),
            place: self.place.unwrap_or(form.place),
            flat: self.flat.unwrap_or(form.flat),
            address: self.address.unwrap_or(form.address),
            latitude: number(self.latitude, form.latitude),
            longitude: number(self.longitude, form.longitude),
            time_zone: zone,
            first_entry,
            last_entry,
            deadline,
            cover: form.cover,
            remove_cover: form.remove_cover,
            cover_alt: form.cover_alt,
            theme: self.theme.unwrap_or(form.theme),
            visibility: self.visibility.unwrap_or(form.visibility),
            guest_list: self.guest_list.unwrap_or(form.guest_list),
            address_shown: self.address_shown.unwrap_or(form.address_shown),
            capacity: number(self.capacity, form.capacity),
            plus_ones: self.plus_ones.map_or(form.plus_ones, |count| count.to_string()),
            paused: self.paused.map_or(form.paused, |paused| if paused { "1".to_owned() } else { String::new() }),
            scope: form.scope,
        };
        wrong.finish(Some(filled))
    }
}

fn number<T: ToString>(sent: Option<Option<T>>, before: String) -> String {
    match sent {
        Some(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        None => before,
    }
}

/// As a form has it.
fn in_zone(text: &str, zone: &str) -> Result<String, Problem> {
    let moment: jiff::Timestamp = text.parse().map_err(|_| Problem::NotATime)?;
    Ok(time::to_local_input(moment.as_millisecond(), zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(json: &str) -> Result<PartyForm, Problems> {
        let before = PartyForm {
            title: "Supper".into(),
            time_zone: "Europe/Berlin".into(),
            first_entry: "2027-07-10T20:00".into(),
            deadline: "2027-07-01T20:00".into(),
            capacity: "10".into(),
            ..PartyForm::default()
        };
        serde_json::from_str::<PartyInput>(json).unwrap().fill(before)
    }

    #[test]
    fn what_is_left_out_stays() {
        let form = sent(r#"{"place": "The roof"}"#).unwrap();
        assert_eq!((form.title.as_str(), form.place.as_str(), form.capacity.as_str()), ("Supper", "The roof", "10"));
        assert_eq!((form.first_entry.as_str(), form.deadline.as_str()), ("2027-07-10T20:00", "2027-07-01T20:00"));
    }

    #[test]
    fn null_takes_away() {
        let form = sent(r#"{"capacity": null, "deadline": null, "latitude": 52.5}"#).unwrap();
        assert_eq!((form.capacity.as_str(), form.deadline.as_str(), form.latitude.as_str()), ("", "", "52.5"));
    }

    #[test]
    fn moments_are_shown_in_the_zone_of_the_party() {
        let form = sent(r#"{"first_entry": "2027-07-10T20:30:00Z", "time_zone": "Asia/Kolkata"}"#).unwrap();
        assert_eq!(form.first_entry, "2027-07-11T02:00");
        let problems = sent(r#"{"first_entry": "soon", "deadline": "later"}"#).err().unwrap();
        assert_eq!(
            (problems.of("first_entry"), problems.of("deadline")),
            (Some(&Problem::NotATime), Some(&Problem::NotATime))
        );
    }

    #[test]
    fn what_is_not_known_is_no_party() {
        assert!(serde_json::from_str::<PartyInput>(r#"{"titel": "Supper"}"#).is_err());
    }
}
