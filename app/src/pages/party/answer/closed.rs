//! The answer card while nobody can answer.

use leptos::prelude::*;

use super::words;
use crate::{
    components::Icon,
    domain::{
        live::Topic,
        party::{MyInvite, PartyPage},
        rsvp::{Answer, Closed},
        time,
    },
    pages::party::{
        facts::moment,
        people::{host_name, the_host},
    },
};

/// Why, and what became of the answer.
pub fn closed(party: &PartyPage, why: Closed, mine: Option<&MyInvite>) -> impl IntoView + use<> {
    let (tone, icon, heading) = match why {
        Closed::Cancelled => ("bad", "cross", "No party this time"),
        Closed::Over => ("", "glass", "This party is over"),
        Closed::DeadlinePassed => ("", "clock", "Answers are closed"),
        Closed::Paused => ("", "pause", "Answers are paused"),
    };
    let reason = match why {
        Closed::Cancelled => view! { "You do not need to do anything. " }.into_any(),
        Closed::Over => view! { "It was on " {day(party, party.first_entry)} ". " }.into_any(),
        Closed::DeadlinePassed => {
            view! { "The deadline was " {day(party, party.deadline.unwrap_or(party.last_entry))} ". " }.into_any()
        }
        Closed::Paused => {
            view! { {host_name(party)} " takes no answers right now. Come back with the same link in a while. " }
                .into_any()
        }
    };
    view! {
        <section class="answer" id="my-answer" data-live="" data-topic=Topic::Answers.code() aria-labelledby="answer">
            <div class=format!("state {tone}")>
                <Icon name=icon />
                <h2 id="answer">{heading}</h2>
                <p>{reason} {mine.map(|mine| so_far(why, mine, the_host(party)))}</p>
            </div>
        </section>
    }
}

fn day(party: &PartyPage, millis: time::Millis) -> impl IntoView + use<> {
    moment(millis, time::long_date(millis, &party.time_zone))
}

/// The answer that counts, and what can still be done.
fn so_far(why: Closed, mine: &MyInvite, host: String) -> AnyView {
    let late = why == Closed::DeadlinePassed;
    let answer = match mine.answer {
        Answer::Pending if late => return format!("If you would like to come, ask {host}.").into_any(),
        Answer::Pending => return ().into_any(),
        Answer::Waiting if late => {
            let queue = words::queue(mine.ahead);
            return format!("You are on the waitlist. {queue} When there is room, you move up all the same.")
                .into_any();
        }
        Answer::Waiting => "Yes, on the waitlist",
        Answer::Yes => "Yes",
        Answer::Maybe => "Maybe",
        Answer::No => "No",
    };
    let change = late.then(|| format!(" If it changed, tell {host}."));
    view! {
        "Your answer was "
        <b>{answer}</b>
        "."
        {change}
    }
    .into_any()
}
