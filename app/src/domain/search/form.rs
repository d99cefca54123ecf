//! What somebody looks for, as it stands in the address and as understood. What cannot be read is left out.

use jiff::{ToSpan, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::terms::{EVERY, camera_terms, place_terms, tag_term, words};
use crate::domain::{
    text::{clean, cut},
    time::Millis,
};

/// Characters of a field that count.
const MAX: usize = 200;
/// Terms that count; there are none further on in what people type.
const MOST: usize = 12;

/// The fields of the page; every one may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchForm {
    /// Words.
    pub q: String,
    pub tag: String,
    /// Somebody on the photo, as forms name people.
    pub person: String,
    pub camera: String,
    pub place: String,
    /// Days: the first and the last one.
    pub from: String,
    pub until: String,
}

/// The same as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Words to be found, and to be marked.
    pub words: Vec<String>,
    /// All terms that a photo must have; at least [`EVERY`].
    pub terms: Vec<String>,
    /// The first moment, and the first one that is too late.
    pub from: Option<Millis>,
    pub until: Option<Millis>,
}

impl SearchForm {
    /// The same without what cannot be seen, and not too long.
    pub fn tidy(self) -> Self {
        let tidy = |text: String| cut(&clean(&text.replace('\n', " ")), MAX);
        Self {
            q: tidy(self.q),
            tag: tidy(self.tag),
            person: tidy(self.person),
            camera: tidy(self.camera),
            place: tidy(self.place),
            from: tidy(self.from),
            until: tidy(self.until),
        }
    }

    /// Nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// More than words are asked for.
    pub fn is_narrowed(&self) -> bool {
        !Self { q: String::new(), ..self.clone() }.is_empty()
    }

    /// Days are days of this zone.
    pub fn parse(&self, zone: &TimeZone) -> Asked {
        let words = words(&self.q, false);
        let mut filters = Vec::new();
        filters.extend((!self.tag.is_empty()).then(|| tag_term(&self.tag)));
        filters.extend((!self.person.is_empty()).then(|| format!("@{}", self.person)));
        filters.extend(camera_terms(&self.camera, false));
        filters.extend(place_terms(&self.place, false));
        filters.truncate(MOST);
        // Many words do not push a filter out.
        let mut terms: Vec<String> = words.iter().take(MOST - filters.len()).cloned().collect();
        terms.extend(filters);
        if terms.is_empty() {
            terms.push(EVERY.to_owned());
        }
        let (from, until) = (day(&self.from), day(&self.until));
        let until = until.and_then(|day| day.checked_add(1.day()).ok());
        Asked {
            words,
            terms,
            from: from.and_then(|day| begins(day, zone)),
            until: until.and_then(|day| begins(day, zone)),
        }
    }

    /// As the query of an address; what is empty is left out.
    pub fn query(&self) -> String {
        let fields = [
            ("q", &self.q),
            ("tag", &self.tag),
            ("person", &self.person),
            ("camera", &self.camera),
            ("place", &self.place),
            ("from", &self.from),
            ("until", &self.until),
        ];
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        query.finish()
    }
}

fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| (1900..=2200).contains(&day.year()))
}

fn begins(day: Date, zone: &TimeZone) -> Option<Millis> {
    day.to_zoned(zone.clone()).ok().map(|midnight| midnight.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time;

    #[test]
    fn every_filter_is_a_term() {
        let form = SearchForm {
            q: "Crème cake".into(),
            tag: "Fire works".into(),
            person: "u123".into(),
            camera: "Canon".into(),
            place: "Zürich".into(),
            ..SearchForm::default()
        };
        let asked = form.parse(&TimeZone::UTC);
        assert_eq!(asked.terms, ["creme", "cake", "#fire works", "@u123", "by:canon", "in:zurich"]);
        assert_eq!(asked.words, ["creme", "cake"]);
        assert_eq!(form.query(), "q=Cr%C3%A8me+cake&tag=Fire+works&person=u123&camera=Canon&place=Z%C3%BCrich");
        assert_eq!(SearchForm::default().parse(&TimeZone::UTC).terms, [EVERY]);
        let long = SearchForm { q: "a b c d e f g h i j k l m n o".into(), ..SearchForm::default() };
        assert_eq!(long.parse(&TimeZone::UTC).terms.len(), MOST);
        let terms = SearchForm { tag: "dusk".into(), ..long }.parse(&TimeZone::UTC).terms;
        assert_eq!((terms.len(), terms[MOST - 1].as_str()), (MOST, "#dusk"));
    }

    #[test]
    fn days_are_whole() {
        let berlin = time::zone("Europe/Berlin").unwrap();
        let form = SearchForm { from: "2026-03-29".into(), until: "2026-03-29".into(), ..SearchForm::default() };
        let asked = form.parse(&berlin);
        // Clocks go forward on this day.
        assert_eq!(asked.until.unwrap() - asked.from.unwrap(), 23 * 3_600_000);
        for bad in ["", "tomorrow", "9999-12-31", "2026-02-30"] {
            let form = SearchForm { from: bad.into(), until: bad.into(), ..SearchForm::default() };
            let asked = form.parse(&berlin);
            assert_eq!((asked.from, asked.until), (None, None), "{bad}");
        }
    }

    #[test]
    fn what_misleads_is_left_out() {
        let form = SearchForm { q: format!(" a\u{202E}b\n{}", "x".repeat(900)), ..SearchForm::default() }.tidy();
        assert!(form.q.starts_with("ab x") && form.q.chars().count() == MAX);
    }
}
