//! Reports: posts that somebody wants hosts to look at, and what hosts see of that.

use std::{collections::HashMap, hash::Hash};

use serde::{Deserialize, Serialize};

use super::{
    Form, PartyId, PostId, Problem, Problems,
    board::PostPicture,
    options::options,
    party::Theme,
    text::{optional, text},
    time::Millis,
};

options!(
    /// Why somebody reports a post.
    Reason {
        Unkind = "unkind", "It is unkind or threatening";
        Spam = "spam", "It is advertising";
        Private = "private", "It tells something private";
        Other = "other", "Something else";
    }
);
text!(
    /// What else the hosts should know.
    ReportNote, optional, max 500
);

/// A report as typed. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportForm {
    pub reason: String,
    pub note: String,
}

/// A report as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDraft {
    pub reason: Reason,
    pub note: ReportNote,
}

impl ReportForm {
    /// Errors: all fields that are wrong. A reason has to be chosen.
    pub fn parse(&self) -> Result<ReportDraft, Problems> {
        let mut form = Form::default();
        let reason = match self.reason.as_str() {
            "" => Err(Problem::Missing),
            code => code.parse::<Reason>(),
        };
        let reason = form.field("reason", reason);
        let note = form.field("note", ReportNote::parse(&self.note));
        form.finish(reason.zip(note).map(|(reason, note)| ReportDraft { reason, note }))
    }
}

/// How many chose which reason, for each thing that was reported and in the order of the form; of things, codes of reasons
/// and numbers.
pub fn by_reason<T: Copy + Eq + Hash>(counted: &[(T, String, i64)]) -> HashMap<T, Vec<(Reason, i64)>> {
    let mut reasons: HashMap<T, Vec<(Reason, i64)>> = HashMap::new();
    for reason in Reason::ALL {
        for (thing, _, count) in counted.iter().filter(|(_, code, _)| code == reason.code()) {
            reasons.entry(*thing).or_default().push((*reason, *count));
        }
    }
    reasons
}

/// A post for somebody who is about to report it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostToReport {
    pub post: PostId,
    /// The party's.
    pub title: String,
    pub theme: Theme,
    /// Who wrote it.
    pub author: String,
    /// Sanitised HTML.
    pub html: String,
}

/// What a reported post says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedWords {
    /// [`UNSEEN`](crate::domain::people::UNSEEN) where the viewer must not see who wrote it.
    pub author: String,
    /// Of people with an account whom the viewer may see.
    pub username: Option<String>,
    /// Sanitised HTML.
    pub html: String,
    /// How many pictures it shows.
    pub pictures: i64,
    /// Those that stand in the list itself.
    pub shown: Vec<PostPicture>,
}

/// A post with its open reports. Who reported it is told to nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedPost {
    pub party: PartyId,
    /// The party's title.
    pub title: String,
    pub post: PostId,
    /// Nothing for hosts who must not see who wrote it.
    pub words: Option<ReportedWords>,
    /// How many chose which reason; only those that somebody chose, in the order of [`Reason::ALL`].
    pub reasons: Vec<(Reason, i64)>,
    /// The newest first.
    pub notes: Vec<String>,
    /// When it was reported last.
    pub at: Millis,
}

/// A page of reported posts, the last reported first.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReportList {
    pub posts: Vec<ReportedPost>,
    /// The keyset cursor of the next page.
    pub next: Option<String>,
}

/// The reports of one party.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportsPage {
    pub title: String,
    pub theme: Theme,
    pub list: ReportList,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_stand_in_the_order_of_the_form() {
        let counted = [("other", 1), ("unkind", 2), ("later", 3)].map(|(code, count)| ('a', code.to_owned(), count));
        assert_eq!(by_reason(&counted)[&'a'], [(Reason::Unkind, 2), (Reason::Other, 1)]);
        assert!(!by_reason(&counted).contains_key(&'b'));
    }

    #[test]
    fn a_reason_has_to_be_chosen() {
        let form = |reason: &str| ReportForm { reason: reason.into(), note: " Look! ".into() };
        let draft = form("spam").parse().unwrap();
        assert_eq!((draft.reason, draft.note.as_str()), (Reason::Spam, "Look!"));
        assert_eq!(form("").parse().unwrap_err().of("reason"), Some(&Problem::Missing));
        assert_eq!(form("Spam").parse().unwrap_err().of("reason"), Some(&Problem::NotAChoice));
    }

    #[test]
    fn tells_every_problem() {
        let problems = ReportForm { reason: "x".into(), note: "y".repeat(501) }.parse().unwrap_err();
        let fields: Vec<_> = problems.0.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["reason", "note"]);
    }

    #[test]
    fn codes_fit_into_the_database() {
        assert!(Reason::ALL.iter().all(|reason| reason.code().len() <= 16));
    }
}
