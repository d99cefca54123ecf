//! Who hosts, and who comes.

use leptos::{either::Either, prelude::*};

use crate::{
    components::{Avatar, PersonLink},
    domain::{
        invite::Counts,
        live::Topic,
        party::{GuestFace, HostView, PartyPage},
        rsvp::{Answer, Closed},
    },
};

/// The first host, as sentences begin with them. A viewer who must not see any of them reads no name.
pub fn host_name(party: &PartyPage) -> String {
    party.hosts.first().map_or_else(|| "The host".to_owned(), |host| host.name.clone())
}

/// Somebody else who hosts, within a sentence.
pub fn the_host(party: &PartyPage) -> String {
    let other = party.hosts.iter().find(|host| !host.me);
    other.map_or_else(|| "the host".to_owned(), |host| host.name.clone())
}

/// Faces and names of the hosts. For viewers with an account the names lead to their pages.
pub fn hosts(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let (hosts, linked) = (&party.hosts, party.logged_in);
    let face = |host: &HostView| view! { <li><Avatar name=host.name.clone() photo=host.photo /></li> };
    let name = |(index, host): (usize, &HostView)| {
        let between = match index {
            0 => "",
            _ if index + 1 == hosts.len() => " and ",
            _ => ", ",
        };
        let username = host.username.clone().filter(|_| linked);
        view! {
            {between}
            <b><PersonLink name=host.name.clone() username=username /></b>
        }
    };
    (!hosts.is_empty()).then(|| {
        view! {
            <div class="hosts">
                <ul class="avatars">{hosts.iter().map(face).collect_view()}</ul>
                <span>"Hosted by " {hosts.iter().enumerate().map(name).collect_view()}</span>
            </div>
        }
    })
}

/// Numbers and faces, for those who may see them. A live part, for an answer changes them.
pub fn who_comes(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let counts = party.counts?;
    let heading = if party.closed == Some(Closed::Over) { "Who came" } else { "Who comes" };
    // Those whom the viewer must not see are counted, too.
    let more = counts.yes + counts.maybe - party.guests.len() as i64;
    let people = if party.guests.is_empty() && more <= 0 {
        Either::Left(view! { <p class="muted">{nobody(party)}</p> })
    } else {
        let more = match party.guests.len() {
            0 => Some(format!("{more} on the list")),
            _ => (more > 0).then(|| format!("and {more} more")),
        };
        let more = more.map(|more| view! { <li class="person muted">{more}</li> });
        Either::Right(view! {
            <ul class="people">
                {party.guests.iter().map(face).collect_view()}
                {more}
            </ul>
        })
    };
    let all =
        party.role.manages().then(|| view! { <p><a href=format!("/p/{}/guests", party.id)>"See everybody"</a></p> });
    Some(view! {
        <section class="panel who" id="who-comes" data-live="" data-topic=Topic::Answers.code() aria-labelledby="who">
            <h2 id="who">{heading}</h2>
            {numbers(&counts, party.free_places())}
            {people}
            {all}
        </section>
    })
}

fn nobody(party: &PartyPage) -> &'static str {
    match (party.closed, party.role.manages()) {
        (Some(Closed::Paused), _) => "Nobody yet.",
        (Some(_), _) => "Nobody said yes.",
        (None, true) => "Nobody yet. Send out the first invitations.",
        (None, false) => "Nobody yet. Will you be the first?",
    }
}

fn numbers(counts: &Counts, free: Option<i64>) -> impl IntoView + use<> {
    let number = |count: i64, word: &'static str| view! { <span><b>{count}</b> " " {word}</span> };
    let more = (counts.people > counts.yes).then(|| format!("{} people with companions", counts.people));
    let left = free.map(places_left);
    view! {
        <p class="counts">
            {number(counts.yes, "yes")}
            " "
            {number(counts.maybe, "maybe")}
            " "
            {number(counts.no, "no")}
            " "
            {(counts.waiting > 0).then(|| number(counts.waiting, "on the waitlist"))}
            {more.into_iter().chain(left).map(|words| view! { " " <span class="muted">{words}</span> }).collect_view()}
        </p>
    }
}

/// `11 places left`
pub fn places_left(free: i64) -> String {
    match free {
        0 => "No place left".to_owned(),
        1 => "One place left".to_owned(),
        free => format!("{free} places left"),
    }
}

fn face(guest: &GuestFace) -> impl IntoView + use<> {
    let companions = (guest.plus_ones > 0).then(|| format!("+{}", guest.plus_ones));
    let maybe = (guest.answer == Answer::Maybe).then(|| "maybe".to_owned());
    let about: Vec<String> = companions.into_iter().chain(maybe).collect();
    let about = (!about.is_empty()).then(|| view! { " " <span class="muted small">{about.join(", ")}</span> });
    view! {
        <li class="person">
            <Avatar name=guest.name.clone() photo=guest.photo />
            <span>
                <PersonLink name=guest.name.clone() username=guest.username.clone() />
                {about}
            </span>
        </li>
    }
}
