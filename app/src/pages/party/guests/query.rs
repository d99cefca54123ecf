//! Which part of the guest list is shown.

use leptos::prelude::*;
use leptos_router::{hooks::use_query_map, location::Url};

use crate::domain::{PartyId, rsvp::Answer};

/// The query of the guest list's address.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub answer: Option<Answer>,
    pub search: String,
    /// The keyset cursor of the page.
    pub after: Option<String>,
    /// The whole list, for paper.
    pub print: bool,
}

impl Query {
    /// As asked for; what cannot be read is passed over.
    pub fn current() -> Self {
        let query = use_query_map().read_untracked();
        let given = |name: &str| query.get(name).filter(|value| !value.is_empty());
        Self {
            answer: given("answer").and_then(|code| code.parse().ok()),
            search: given("q").unwrap_or_default(),
            after: given("after"),
            print: given("print").is_some(),
        }
    }

    /// The address of this part of the list.
    pub fn path(&self, party: PartyId) -> String {
        let pairs = [
            ("answer", self.answer.map(Answer::code)),
            ("q", Some(self.search.as_str())),
            ("after", self.after.as_deref()),
            ("print", self.print.then_some("1")),
        ];
        let given =
            pairs.into_iter().filter_map(|(name, value)| Some((name, value.filter(|value| !value.is_empty())?)));
        let query: Vec<String> = given.map(|(name, value)| format!("{name}={}", Url::escape(value))).collect();
        let path = format!("/p/{party}/guests");
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_only_what_is_asked_for() {
        let party = PartyId::new();
        let list = format!("/p/{party}/guests");
        assert_eq!(Query::default().path(party), list);
        let query = Query { answer: Some(Answer::Yes), search: "Zoë & co".to_owned(), ..Query::default() };
        assert_eq!(query.path(party), format!("{list}?answer=yes&q=Zo%C3%AB%20%26%20co"));
    }
}
