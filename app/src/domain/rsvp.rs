//! Answers: who gets a place, who waits, and who moves up.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{
    Problem, Problems,
    text::{optional, text},
    time::Millis,
};

text!(
    /// What a guest says with the answer.
    Message, optional, max 500
);

/// The most companions a host may allow per guest.
pub const MAX_PLUS_ONES: i32 = 20;

/// What a guest said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Answer {
    /// No answer yet.
    #[default]
    Pending,
    Yes,
    /// Yes, but without a place yet.
    Waiting,
    Maybe,
    No,
}

impl Answer {
    /// In the order in which guest lists show them.
    pub const ALL: [Self; 5] = [Self::Yes, Self::Waiting, Self::Maybe, Self::Pending, Self::No];

    /// As stored and as sent by forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Yes => "yes",
            Self::Waiting => "waiting",
            Self::Maybe => "maybe",
            Self::No => "no",
        }
    }

    /// As hosts read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Pending => "No answer yet",
            Self::Yes => "Coming",
            Self::Waiting => "Waitlist",
            Self::Maybe => "Maybe",
            Self::No => "Not coming",
        }
    }
}

impl FromStr for Answer {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        Self::ALL.into_iter().find(|answer| answer.code() == code).ok_or(Problem::NotAChoice)
    }
}

/// What a guest may choose: the waitlist is never a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    Yes,
    Maybe,
    No,
}

impl FromStr for Choice {
    type Err = Problem;

    fn from_str(code: &str) -> Result<Self, Problem> {
        match code {
            "yes" => Ok(Self::Yes),
            "maybe" => Ok(Self::Maybe),
            "no" => Ok(Self::No),
            "" => Err(Problem::Missing),
            _ => Err(Problem::NotAChoice),
        }
    }
}

/// The answer form as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerForm {
    pub answer: String,
    pub plus_ones: String,
    pub message: String,
}

/// An answer that may be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub choice: Choice,
    /// Companions, not counting the guest.
    pub plus_ones: i32,
    pub message: Message,
}

impl AnswerForm {
    /// Checks the answer against the companions that the party allows.
    pub fn parse(&self, plus_ones_allowed: i32) -> Result<Reply, Problems> {
        let mut form = super::Form::default();
        let choice = form.field("answer", self.answer.parse());
        let plus_ones = form.field("plus_ones", plus_ones(&self.plus_ones, plus_ones_allowed));
        let message = form.field("message", Message::parse(&self.message));
        let whole = (|| Some(Reply { choice: choice?, plus_ones: plus_ones?, message: message? }))();
        form.finish(whole)
    }
}

fn plus_ones(text: &str, allowed: i32) -> Result<i32, Problem> {
    let count: i32 = if text.trim().is_empty() { 0 } else { text.trim().parse().map_err(|_| Problem::NotANumber)? };
    let range = 0..=allowed;
    if range.contains(&count) { Ok(count) } else { Err(Problem::OutOfRange { min: 0, max: allowed.into() }) }
}

/// Why a guest cannot answer now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Closed {
    Cancelled,
    Over,
    DeadlinePassed,
    Paused,
}

/// When a party takes answers.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub cancelled: bool,
    pub paused: bool,
    pub deadline: Option<Millis>,
    pub last_entry: Millis,
}

impl Window {
    /// Whether guests may answer at `now`; at the deadline itself they still may.
    pub fn check(self, now: Millis) -> Result<(), Closed> {
        if self.cancelled {
            Err(Closed::Cancelled)
        } else if now > self.last_entry {
            Err(Closed::Over)
        } else if self.deadline.is_some_and(|deadline| now > deadline) {
            Err(Closed::DeadlinePassed)
        } else if self.paused {
            Err(Closed::Paused)
        } else {
            Ok(())
        }
    }
}

/// People, counted with their companions.
pub type People = i64;

/// Where a reply leads. `taken` counts all others with a place; `waiting` tells whether others wait already;
/// somebody who has a place keeps it as long as the party size fits.
pub fn decide(
    choice: Choice,
    people: People,
    capacity: Option<People>,
    taken: People,
    had_place: bool,
    others_wait: bool,
) -> Answer {
    match choice {
        Choice::No => Answer::No,
        Choice::Maybe => Answer::Maybe,
        Choice::Yes => {
            let fits = capacity.is_none_or(|capacity| taken + people <= capacity);
            let in_turn = had_place || !others_wait;
            if fits && in_turn { Answer::Yes } else { Answer::Waiting }
        }
    }
}

/// How many of the queue, in order of arrival, now get a place. Nobody is overtaken: the first who does not fit ends it.
pub fn moves_up(queue: &[People], capacity: Option<People>, taken: People) -> usize {
    let Some(capacity) = capacity else { return queue.len() };
    let mut taken = taken;
    queue
        .iter()
        .take_while(|&&people| {
            taken += people;
            taken <= capacity
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Window = Window { cancelled: false, paused: false, deadline: Some(100), last_entry: 200 };

    #[test]
    fn answers_close() {
        assert_eq!(OPEN.check(100), Ok(()));
        assert_eq!(OPEN.check(101), Err(Closed::DeadlinePassed));
        assert_eq!(Window { deadline: None, ..OPEN }.check(200), Ok(()));
        assert_eq!(Window { deadline: None, ..OPEN }.check(201), Err(Closed::Over));
        assert_eq!(Window { paused: true, ..OPEN }.check(1), Err(Closed::Paused));
        assert_eq!(Window { cancelled: true, ..OPEN }.check(1), Err(Closed::Cancelled));
    }

    #[test]
    fn capacity_counts_people() {
        assert_eq!(decide(Choice::Yes, 2, Some(10), 8, false, false), Answer::Yes);
        assert_eq!(decide(Choice::Yes, 3, Some(10), 8, false, false), Answer::Waiting);
        assert_eq!(decide(Choice::Yes, 3, None, 1_000_000, false, false), Answer::Yes);
        assert_eq!(decide(Choice::No, 3, Some(1), 1, false, true), Answer::No);
    }

    #[test]
    fn nobody_overtakes_the_waitlist() {
        assert_eq!(decide(Choice::Yes, 1, Some(10), 8, false, true), Answer::Waiting);
        assert_eq!(decide(Choice::Yes, 2, Some(10), 8, true, true), Answer::Yes);
        assert_eq!(moves_up(&[3, 1], Some(10), 8), 0);
        assert_eq!(moves_up(&[1, 1, 1], Some(10), 8), 2);
        assert_eq!(moves_up(&[1, 50], None, 8), 2);
    }

    #[test]
    fn reads_a_form() {
        let form = |answer: &str, plus: &str| AnswerForm {
            answer: answer.into(),
            plus_ones: plus.into(),
            message: String::new(),
        };
        assert_eq!(form("yes", "2").parse(2).unwrap().plus_ones, 2);
        assert_eq!(
            form("yes", "3").parse(2).unwrap_err().of("plus_ones"),
            Some(&Problem::OutOfRange { min: 0, max: 2 })
        );
        assert_eq!(form("yes", "-1").parse(2).unwrap_err().0.len(), 1);
        assert_eq!(form("waiting", "x").parse(2).unwrap_err().0.len(), 2);
    }
}
