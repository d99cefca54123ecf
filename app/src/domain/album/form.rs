//! Forms of the album, as typed and as understood.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Caption, Showing, Tags, Uploading};
use crate::domain::{
    Form, Problem, Problems,
    time::{self, Millis},
};

/// What is said about photos, as typed. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhotoForm {
    pub caption: String,
    pub tags: String,
}

/// The same as understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhotoWords {
    pub caption: Caption,
    pub tags: Tags,
}

impl PhotoForm {
    /// Errors: all fields that are wrong.
    pub fn parse(&self) -> Result<PhotoWords, Problems> {
        let mut form = Form::default();
        let caption = form.field("caption", Caption::parse(&self.caption));
        let tags = form.field("tags", Tags::parse(&self.tags));
        form.finish(caption.zip(tags).map(|(caption, tags)| PhotoWords { caption, tags }))
    }
}

/// What hosts decide about the album, as typed. Every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RulesForm {
    pub uploads: String,
    pub shown: String,
    pub reveal_at: String,
    pub approval: String,
    pub closed: String,
}

/// The same as understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesDraft {
    pub uploads: Uploading,
    pub shown: Showing,
    /// Where photos are shown from a set time on.
    pub reveal_at: Option<Millis>,
    pub approval: bool,
    pub closed: bool,
}

impl RulesForm {
    /// Times are in the party's zone. Errors: all fields that are wrong; a reveal needs a time.
    pub fn parse(&self, zone: &TimeZone) -> Result<RulesDraft, Problems> {
        let mut form = Form::default();
        let uploads = form.field("uploads", self.uploads.parse::<Uploading>());
        let shown = form.field("shown", self.shown.parse::<Showing>());
        let reveal_at = match shown {
            Some(Showing::Reveal) => {
                let time = time::parse_local(&self.reveal_at, zone).map(|time| time.as_millisecond());
                form.field("reveal_at", time).map(Some)
            }
            _ => Some(None),
        };
        let whole = (|| {
            Some(RulesDraft {
                uploads: uploads?,
                shown: shown?,
                reveal_at: reveal_at?,
                approval: !self.approval.is_empty(),
                closed: !self.closed.is_empty(),
            })
        })();
        form.finish(whole)
    }
}

/// What somebody wants to say.
pub fn said(text: &str) -> Result<super::Comment, Problem> {
    let comment = super::Comment::parse(text)?;
    if comment.as_str().is_empty() { Err(Problem::Missing) } else { Ok(comment) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reveal_needs_a_time() {
        let utc = time::zone("UTC").unwrap();
        let form = RulesForm { shown: "reveal".into(), ..RulesForm::default() };
        assert_eq!(form.parse(&utc).unwrap_err().of("reveal_at"), Some(&Problem::Missing));
        let form = RulesForm { reveal_at: "2027-07-10T20:00".into(), ..form };
        assert!(form.parse(&utc).unwrap().reveal_at.is_some());
        let form = RulesForm { shown: String::new(), ..form };
        let draft = form.parse(&utc).unwrap();
        assert_eq!((draft.reveal_at, draft.shown, draft.uploads), (None, Showing::AtOnce, Uploading::Invited));
    }

    #[test]
    fn tells_every_problem() {
        let problems = PhotoForm { caption: "x".repeat(501), tags: "y".repeat(41) }.parse().unwrap_err();
        assert_eq!(problems.0.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["caption", "tags"]);
        assert_eq!(said(" \n"), Err(Problem::Missing));
    }
}
