//! Webhooks: programs hear of what happens at the parties that somebody hosts.

mod address;

pub use address::{HookUrl, is_public};

use serde::{Deserialize, Serialize};

use super::{DeliveryId, Form, Problem, Problems, WebhookId, options::options};

options!(
    /// Of what a webhook tells.
    HookTopic {
        Answers = "answers", "Answers of guests";
        Guests = "guests", "Changes of guest lists";
        Posts = "posts", "Posts on boards";
    }
);
options!(
    /// What happened: the `type` of a message.
    HookEvent {
        Test = "test", "A test";
        AnswerChanged = "answer.changed", "An answer";
        GuestAdded = "guest.added", "New guests";
        GuestChanged = "guest.changed", "A guest was changed";
        GuestRemoved = "guest.removed", "A guest was removed";
        PostAdded = "post.added", "A post";
        PostChanged = "post.changed", "A post was changed";
        PostRemoved = "post.removed", "A post was removed";
    }
);

impl HookEvent {
    /// What somebody has to have chosen to hear of it; nothing where it is sent when asked for.
    pub fn topic(self) -> Option<HookTopic> {
        match self {
            Self::Test => None,
            Self::AnswerChanged => Some(HookTopic::Answers),
            Self::GuestAdded | Self::GuestChanged | Self::GuestRemoved => Some(HookTopic::Guests),
            Self::PostAdded | Self::PostChanged | Self::PostRemoved => Some(HookTopic::Posts),
        }
    }
}

/// The form for a new webhook as typed: an address, and a box for each topic.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HookForm {
    pub url: String,
    pub answers: String,
    pub guests: String,
    pub posts: String,
}

/// A webhook that may be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HookDraft {
    pub url: HookUrl,
    pub topics: Vec<HookTopic>,
}

impl HookForm {
    /// `private`: addresses in private networks are fine, and those without encryption.
    pub fn parse(&self, private: bool) -> Result<HookDraft, Problems> {
        let mut form = Form::default();
        let url = form.field("url", HookUrl::parse(&self.url, private));
        let ticked = |topic: &HookTopic| match topic {
            HookTopic::Answers => !self.answers.is_empty(),
            HookTopic::Guests => !self.guests.is_empty(),
            HookTopic::Posts => !self.posts.is_empty(),
        };
        let topics: Vec<HookTopic> = HookTopic::ALL.iter().copied().filter(ticked).collect();
        if topics.is_empty() {
            form.problem(HookTopic::Answers.code(), Problem::NothingChosen);
        }
        form.finish(url.map(|url| HookDraft { url, topics }))
    }
}

/// Codes as stored, with spaces; what this version does not know is left out.
pub fn parse_topics(codes: &str) -> Vec<HookTopic> {
    codes.split_whitespace().filter_map(|code| code.parse().ok()).collect()
}

/// One of my webhooks, as the settings show it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HookInfo {
    pub id: WebhookId,
    pub url: String,
    pub topics: Vec<HookTopic>,
    /// What signatures are made with, as libraries take it.
    pub secret: String,
    /// When a message has arrived last, ready to be read.
    pub delivered: Option<String>,
    /// Nothing new is sent, because a message was given up.
    pub paused: bool,
    /// Messages that have not arrived at the first try, the newest first.
    pub undelivered: Vec<Undelivered>,
}

/// A message that has not arrived.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Undelivered {
    pub id: DeliveryId,
    pub event: HookEvent,
    /// When it happened, ready to be read.
    pub happened: String,
    pub attempts: i32,
    /// Why it has not arrived.
    pub error: String,
    /// It is not tried any more.
    pub given_up: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_fit_into_the_database() {
        assert!(HookEvent::ALL.iter().all(|event| event.code().len() <= 32));
        let topics: Vec<_> = HookTopic::ALL.iter().map(|topic| topic.code()).collect();
        assert!(topics.join(" ").len() <= 100);
        assert_eq!(parse_topics(&topics.join(" ")), HookTopic::ALL);
    }

    #[test]
    fn a_webhook_goes_somewhere_and_tells_of_something() {
        let problems = HookForm::default().parse(false).unwrap_err();
        assert_eq!(
            (problems.of("url"), problems.of("answers")),
            (Some(&Problem::Missing), Some(&Problem::NothingChosen))
        );
        let form = HookForm { url: "https://example.org/x".into(), posts: "true".into(), ..HookForm::default() };
        assert_eq!(form.parse(false).unwrap().topics, [HookTopic::Posts]);
    }
}
