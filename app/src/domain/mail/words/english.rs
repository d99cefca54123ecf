//! English.

use super::{
    Moved, Unheard,
    tongue::{Said, Tongue, span},
};
use crate::domain::{
    mail::MailKind,
    notification::Line,
    rsvp::Answer,
    time::{self, Millis},
    token::TokenKind,
};

/// English.
pub struct English;

const NOT_YOU: &str = "If this was not you, do nothing: without the link nothing happens.";
const REPLY: &str = "If you want to know more, reply to this mail: it reaches your host.";

impl Tongue for English {
    fn labels(&self) -> [&'static str; 3] {
        ["When", "Where", "Answer by"]
    }

    fn moment(&self, at: Millis, zone: &str) -> String {
        time::date_and_clock(at, zone)
    }

    fn hello(&self, name: &str) -> String {
        format!("Hello {name},")
    }

    fn somebody(&self) -> &'static str {
        "Your host"
    }

    fn invitation(&self, host: &str, title: &str) -> Said {
        let way_in = "The button is your personal way in: it opens the invitation, and one tap answers it. You need no \
                      account. Please keep it to yourself.";
        Said::new(
            format!("{host} invites you: {title}"),
            [format!("{host} invites you to {title}."), way_in.to_owned()],
            "See the invitation and answer",
        )
    }

    fn change(&self, title: &str, moved: Moved) -> Said {
        let what = match (moved.time, moved.place) {
            (true, true) => "time and place have",
            (true, false) => "the time has",
            (false, true) => "the place has",
            (false, false) => "time or place has",
        };
        Said::new(
            format!("Please note: {what} changed for {title}"),
            [
                format!("Please note that {what} changed for {title}."),
                "Your answer is as it was. If it no longer fits, you can change it.".to_owned(),
            ],
            "See what is new",
        )
    }

    fn revival(&self, title: &str) -> Said {
        Said::new(
            format!("It takes place after all: {title}"),
            [
                format!("{title} was cancelled, and takes place after all."),
                "Your answer is as it was. If it no longer fits, you can change it.".to_owned(),
            ],
            "See what is new",
        )
    }

    fn cancellation(&self, title: &str) -> Said {
        Said::new(
            format!("Cancelled: {title}"),
            [format!("{title} is cancelled and does not take place."), REPLY.to_owned()],
            "See the party page",
        )
    }

    fn uninvited(&self, title: &str) -> Said {
        Said::new(
            format!("You are no longer invited: {title}"),
            [
                format!("Your invitation to {title} was taken back, and your personal link leads nowhere any more."),
                "If the party was in your calendar, this mail takes it out.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn deleted(&self, title: &str) -> Said {
        Said::new(
            format!("Deleted: {title}"),
            [
                format!("{title} was deleted by its host, and so was your invitation."),
                "If the party was in your calendar, this mail takes it out.".to_owned(),
                REPLY.to_owned(),
            ],
            "",
        )
    }

    fn reminder(&self, title: &str, answer: Answer, minutes: i64) -> Said {
        let soon = span(minutes, [["day", "days"], ["hour", "hours"], ["minute", "minutes"]]);
        let (then, button) = match answer {
            Answer::Yes => ("You said you are coming. See you there!", "See the party"),
            Answer::Waiting => {
                ("You are on the waitlist. If a place becomes free, you hear of it at once.", "See the party")
            }
            Answer::Maybe => ("You said maybe. Do you know by now?", "Answer"),
            Answer::Pending | Answer::No => ("You have not answered yet. It takes one tap.", "Answer"),
        };
        Said::new(format!("In {soon}: {title}"), [format!("{title} begins in {soon}."), then.to_owned()], button)
    }

    fn waitlist_move(&self, title: &str) -> Said {
        Said::new(
            format!("There is room for you: {title}"),
            [
                format!("A place became free, and it is yours: you are coming to {title}."),
                "If you cannot come after all, please say so, and somebody else moves up.".to_owned(),
            ],
            "See the party",
        )
    }

    fn announcement(&self, host: &str, title: &str) -> Said {
        Said::new(
            format!("{title}: a message from {host}"),
            [format!("{host} writes to you about {title}:")],
            "See the party",
        )
    }

    fn nudge(&self, host: &str, title: &str) -> Said {
        Said::new(
            format!("Are you coming? {title}"),
            [
                format!("{host} would like to know whether you come to {title}."),
                "Yes, maybe or no: it takes one tap, and you can change it later.".to_owned(),
            ],
            "Answer now",
        )
    }

    fn receipt(&self, title: &str, why: Unheard) -> Said {
        let (subject, words) = match why {
            Unheard::Outdated => (
                "Please answer again",
                "Your answer was to an earlier time or place. Please look at what it is now, and answer again.",
            ),
            Unheard::Closed => {
                ("Your answer could not be taken", "The hosts take no answers now, so your answer stays as it was.")
            }
            Unheard::Waiting => (
                "You are on the waitlist",
                "Thank you for your answer. All places are taken, so you wait for one. If one becomes free, you hear of it.",
            ),
        };
        Said::new(format!("{subject}: {title}"), [words.to_owned()], "See the party")
    }

    fn link(&self, kind: TokenKind, account: &str, email: &str) -> Said {
        let not_you = NOT_YOU.to_owned();
        match kind {
            TokenKind::Verify => Said::new(
                "Is this your address?".to_owned(),
                [
                    format!(
                        "The account {account} was made with this address. Open the link to show that it is yours."
                    ),
                    "Invitations to this address then come to your account.".to_owned(),
                    "The link works for a day.".to_owned(),
                    not_you,
                ],
                "Yes, it is mine",
            ),
            TokenKind::Reset => Said::new(
                "A new password".to_owned(),
                [
                    format!("Somebody asked for a new password for the account {account}."),
                    "The link works once, for an hour. After that all devices are logged out.".to_owned(),
                    not_you,
                ],
                "Choose a new password",
            ),
            TokenKind::MagicLink => Said::new(
                "Your link to log in".to_owned(),
                [
                    format!("This link logs you in as {account}."),
                    "It works once, for a quarter of an hour.".to_owned(),
                    not_you,
                ],
                "Log in",
            ),
            TokenKind::OldAddress => Said::new(
                "Another address for your account?".to_owned(),
                [
                    format!("The account {account} shall have the address {email} instead of this one."),
                    "It changes when both are confirmed.".to_owned(),
                    "The link works for a day. Where it leads you can also stop the change.".to_owned(),
                    not_you,
                ],
                "Look at it",
            ),
            TokenKind::NewAddress => Said::new(
                "Your new address".to_owned(),
                [
                    format!("The account {account} shall have this address from now on."),
                    "The link works for a day.".to_owned(),
                    not_you,
                ],
                "Confirm this address",
            ),
        }
    }

    fn digest(&self, name: &str, count: usize) -> Said {
        Said::new(
            format!("{count} new things for you"),
            [format!("Hello {name}, this is new since you last looked:")],
            "See all of it",
        )
    }

    fn news(&self, line: &Line) -> String {
        line.words()
    }

    fn why(&self, kind: MailKind) -> &'static str {
        match kind {
            MailKind::Digest => "You get this mail at most once a day, because your notification settings say so.",
            kind if kind.essential() => {
                "You get this mail because somebody used this address here. If that was not you, you need not do anything."
            }
            MailKind::Withdrawal => "You get this mail because you were on the guest list of this party.",
            _ => "You get this mail because you are on the guest list of this party.",
        }
    }

    fn no_more(&self) -> &'static str {
        "No more mails like this"
    }
}
