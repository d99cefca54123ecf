//! What an answer means, and what happens next.

use leptos::prelude::*;

use crate::{
    components::Icon,
    domain::{
        party::{MyInvite, PartyPage},
        rsvp::Answer,
        time,
    },
    pages::party::{
        facts::moment,
        people::{host_name, places_left},
    },
};

/// Free places that are worth a word.
const FEW: i64 = 10;

/// A coloured block with a heading that names the answer card.
pub fn block(tone: &str, icon: &'static str, heading: String, words: String) -> impl IntoView + use<> {
    view! {
        <div class=format!("state {tone}")>
            <Icon name=icon />
            <h2 id="answer">{heading}</h2>
            <p>{words}</p>
        </div>
    }
}

/// The question, or the answer so far.
pub fn state(party: &PartyPage, mine: &MyInvite) -> AnyView {
    match mine.answer {
        Answer::Pending => question(party, Some(&mine.name)),
        Answer::Yes => block("ok", "check", "You are coming".to_owned(), coming(mine)).into_any(),
        Answer::Waiting => block(
            "warn",
            "hourglass",
            "You are on the waitlist".to_owned(),
            format!("{} As soon as there is room, the place is yours, and this page says so.", queue(mine.ahead)),
        )
        .into_any(),
        Answer::Maybe => {
            block("", "maybe", "You said maybe".to_owned(), "Come back here when you know.".to_owned()).into_any()
        }
        Answer::No => block(
            "",
            "cross",
            "You are not coming".to_owned(),
            "What a pity! If that changes, tap another answer.".to_owned(),
        )
        .into_any(),
    }
}

/// Asks somebody who has not answered yet.
pub fn question(party: &PartyPage, name: Option<&str>) -> AnyView {
    if would_wait(party) {
        let heading = match (party.free_places(), party.capacity) {
            (Some(0), Some(1)) => "The only place is taken".to_owned(),
            (Some(0), Some(capacity)) => format!("All {capacity} places are taken"),
            _ => "Others are waiting for a place".to_owned(),
        };
        let words = "Say yes and you join the waitlist. When a place is free, you move up by yourself.";
        return block("warn", "users", heading, words.to_owned()).into_any();
    }
    let heading = match name {
        Some(name) => format!("Will you come, {name}?"),
        None => "Will you come?".to_owned(),
    };
    let few = party.free_places().filter(|free| *free <= FEW);
    view! {
        <h2 id="answer">{heading}</h2>
        {few.map(|free| view! { <p class="muted">{places_left(free)} "."</p> })}
    }
    .into_any()
}

/// A yes leads to the waitlist, as far as the viewer may know.
fn would_wait(party: &PartyPage) -> bool {
    let others = party.counts.is_some_and(|counts| counts.waiting > 0);
    party.free_places() == Some(0) || (others && party.capacity.is_some())
}

fn coming(mine: &MyInvite) -> String {
    let people = match mine.plus_ones {
        0 => "See you there.".to_owned(),
        1 => "You and one more.".to_owned(),
        more => format!("You and {more} more."),
    };
    if mine.moved_up { format!("A place became free, and you moved up from the waitlist. {people}") } else { people }
}

/// Where in the queue somebody stands.
pub fn queue(ahead: Option<i64>) -> String {
    match ahead {
        Some(0) | None => "You are next.".to_owned(),
        Some(ahead) => format!("You are number {} in line.", ahead + 1),
    }
}

/// What happens next.
pub fn next(party: &PartyPage, mine: &MyInvite) -> impl IntoView + use<> {
    let first = match mine.answer {
        Answer::Pending => format!("{} sees your answer at once. ", host_name(party)),
        Answer::Waiting => "Not free any more? Tap No, and the next in line moves up. ".to_owned(),
        Answer::Maybe | Answer::No if would_wait(party) => {
            "All places are taken: a yes joins the waitlist. ".to_owned()
        }
        _ => String::new(),
    };
    view! {
        {first}
        "You can change your answer until "
        {until(party)}
        "."
    }
}

/// When answers close.
pub fn until(party: &PartyPage) -> AnyView {
    match party.deadline {
        Some(deadline) => moment(deadline, time::date_and_clock(deadline, &party.time_zone)).into_any(),
        None => "last entry".into_any(),
    }
}
