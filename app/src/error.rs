//! Everything that can go wrong, as people are told: a closed list with one status and one message per case.

use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

use crate::domain::{Problem, Problems, rsvp::Closed};

/// Shorthand for what use-cases return.
pub type Result<T, E = AppError> = std::result::Result<T, E>;

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    /// Fields of the form need another look.
    #[error("Please check the marked fields.")]
    Invalid(Problems),
    /// What was understood is shown first; the same form with `confirmed` carries it out.
    #[error("Please check what was understood, then confirm.")]
    Unconfirmed,
    #[error("Please log in first.")]
    NotLoggedIn,
    /// The form was held while its owner logged in.
    #[error("Welcome back. Here is what you wrote; please send it again.")]
    LoggedInAgain,
    #[error("Username, e-mail or password do not match. Please try again.")]
    WrongLogin,
    /// The password was right; a passkey or a code comes next.
    #[error("One more step: please use your passkey, or one of your recovery codes.")]
    SecondFactor,
    #[error("This passkey does not belong to an account here. Please log in another way.")]
    PasskeyUnknown,
    #[error("The login elsewhere did not work. Please try again, or choose another way.")]
    LoginFailed,
    #[error("This login belongs to another account here. Please log in to that one, or disconnect it there first.")]
    LoginTaken,
    #[error("Nobody could log in any more. Please set a password or add another way in first.")]
    LastWayIn,
    #[error("You may not do that here.")]
    Forbidden,
    #[error("There is nothing at this address. It may have moved, or the link is incomplete.")]
    NotFound,
    #[error("This link no longer works. Please ask your host for a new one.")]
    LinkGone,
    #[error("This link no longer works: it was used, is too old, or a newer one was sent. Please ask for another.")]
    TokenGone,
    #[error("{}", closed_message(.0))]
    AnswersClosed(Closed),
    #[error("A party needs a host. Make somebody else a host first, or delete the party.")]
    LastHost,
    #[error("You are a guest of this party already.")]
    AlreadyGuest,
    #[error("That is too large. Please send at most {}.", size(.kilobytes))]
    TooLarge { kilobytes: u64 },
    #[error("Too many tries. Please wait {seconds} seconds and try again.")]
    TooMany { seconds: u64 },
    #[error("The request could not be read. Please go back, reload the page and try again.")]
    BadRequest,
    #[error("This came from another site, so nothing was changed. Please use the form on this page.")]
    CrossSite,
    /// Two writes met; trying again helps.
    #[error("Somebody was faster. Please try again.")]
    Busy,
    #[error("There is no room left to store this. Please tell the person who runs this site.")]
    StorageFull,
    #[error("The site cannot reach its storage right now. Nothing was changed. Please try again in a minute.")]
    Unavailable,
    #[error("Something went wrong on our side. Nothing was changed. Please try again.")]
    Internal,
}

impl AppError {
    /// One field, one problem.
    pub fn field(field: &str, problem: Problem) -> Self {
        Self::Invalid(Problems::one(field, problem))
    }

    /// The HTTP status (RFC 9110).
    pub fn status(&self) -> u16 {
        match self {
            Self::Invalid(_) | Self::WrongLogin | Self::PasskeyUnknown | Self::LoginFailed => 422,
            Self::Unconfirmed | Self::LoggedInAgain | Self::SecondFactor => 200,
            Self::NotLoggedIn => 401,
            Self::Forbidden | Self::CrossSite => 403,
            Self::NotFound => 404,
            Self::LinkGone | Self::TokenGone => 410,
            Self::AnswersClosed(_)
            | Self::LastHost
            | Self::AlreadyGuest
            | Self::Busy
            | Self::LoginTaken
            | Self::LastWayIn => 409,
            Self::TooLarge { .. } => 413,
            Self::TooMany { .. } => 429,
            Self::BadRequest => 400,
            Self::StorageFull => 507,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    /// A heading for the error page.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Invalid(_) | Self::WrongLogin | Self::PasskeyUnknown | Self::LoginFailed => "Not quite",
            Self::Unconfirmed | Self::LoggedInAgain | Self::SecondFactor => "One more step",
            Self::NotLoggedIn => "Please log in",
            Self::Forbidden | Self::CrossSite => "Not for you",
            Self::NotFound => "Nothing here",
            Self::LinkGone | Self::TokenGone => "This link is gone",
            Self::AnswersClosed(_) => "Answers are closed",
            Self::LastHost | Self::AlreadyGuest | Self::Busy | Self::LoginTaken | Self::LastWayIn => {
                "That did not work"
            }
            Self::TooLarge { .. } => "Too large",
            Self::TooMany { .. } => "A little slower, please",
            Self::BadRequest => "Not understood",
            Self::StorageFull | Self::Unavailable | Self::Internal => "Something went wrong",
        }
    }
}

fn closed_message(closed: &Closed) -> &'static str {
    match closed {
        Closed::Cancelled => "This party is cancelled.",
        Closed::Over => "This party is over.",
        Closed::DeadlinePassed => "The answer deadline has passed. Please talk to your host.",
        Closed::Paused => "The host takes no answers right now. Please come back later.",
    }
}

fn size(kilobytes: &u64) -> String {
    if *kilobytes < 1_000 { format!("{kilobytes} kB") } else { format!("{} MB", kilobytes / 1_000) }
}

impl From<Problems> for AppError {
    fn from(problems: Problems) -> Self {
        Self::Invalid(problems)
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::BadRequest
            }
            ServerFnErrorErr::Request(_) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_that_count() {
        let said = |kilobytes| AppError::TooLarge { kilobytes }.to_string();
        assert_eq!(said(512), "That is too large. Please send at most 512 kB.");
        assert_eq!(said(25_000), "That is too large. Please send at most 25 MB.");
    }
}
