//! The front page: what this is, or my next parties.

use leptos::{either::Either, prelude::*};

use crate::{
    api::parties,
    components::{Empty, Head, Icon, PartyCards, load},
    domain::{
        party::{PartyCard, Tab, Theme},
        rsvp::Answer,
        user::Person,
    },
    error::Result,
    facts::PageFacts,
};

/// How many parties the front page shows.
const SHOWN: usize = 9;

#[component]
pub fn HomePage() -> impl IntoView {
    match PageFacts::current().user {
        Some(user) => Either::Left(load(upcoming(), move |parties| my_parties(user, parties))),
        None => Either::Right(welcome()),
    }
}

/// Parties that I host, come to, or am invited to, soonest first; none twice, and none that I have declined.
async fn upcoming() -> Result<Vec<PartyCard>> {
    let mut cards = parties::list(Tab::Hosting, None).await?.cards;
    cards.extend(parties::list(Tab::Confirmed, None).await?.cards);
    cards.extend(parties::list(Tab::Invited, None).await?.cards);
    Ok(in_order(cards))
}

fn in_order(mut cards: Vec<PartyCard>) -> Vec<PartyCard> {
    cards.retain(|party| party.answer != Some(Answer::No));
    cards.sort_by_key(|party| (party.first_entry, party.id));
    cards.dedup_by_key(|party| party.id);
    cards
}

fn my_parties(user: Person, mut parties: Vec<PartyCard>) -> impl IntoView {
    let summary = summary(&parties);
    let more = parties.len() > SHOWN;
    parties.truncate(SHOWN);
    let list = if parties.is_empty() { Either::Left(no_parties()) } else { Either::Right(coming_up(parties, more)) };
    view! {
        <Head title="My next parties" />
        <div class="container page">
            <div class="page-head">
                <div>
                    <h1>"Hello, " {user.name}</h1>
                    <p>{summary}</p>
                </div>
                <a class="btn primary large" href="/parties/new"><Icon name="plus" />"New party"</a>
            </div>
            {list}
        </div>
    }
}

/// What there is to do, in one line.
fn summary(parties: &[PartyCard]) -> String {
    let unanswered = parties.iter().filter(|party| party.answer == Some(Answer::Pending) && !party.cancelled).count();
    match (parties.len(), unanswered) {
        (0, _) => "Nothing is planned yet.".to_owned(),
        (_, 0) => "This is what comes next.".to_owned(),
        (_, 1) => "One invitation is waiting for your answer.".to_owned(),
        (_, count) => format!("{count} invitations are waiting for your answer."),
    }
}

fn coming_up(parties: Vec<PartyCard>, more: bool) -> impl IntoView {
    let more = more.then(|| view! { <p><a class="btn" href="/parties">"All my parties"</a></p> });
    view! {
        <section class="section stack loose" aria-labelledby="next">
            <h2 id="next">"Coming up"</h2>
            <PartyCards cards=parties nested=true />
            {more}
        </section>
    }
}

fn no_parties() -> impl IntoView {
    view! {
        <Empty picture="no-parties" title="No party yet">
            <p>"Plan one, or open the link in an invitation: then it shows up here."</p>
            <a class="btn primary" href="/parties/new">"Plan a party"</a>
        </Empty>
    }
}

fn welcome() -> impl IntoView {
    view! {
        <Head
            title="Soirée · Parties, kept between friends"
            description="Make a page for your party, send one link, and see who comes."
            url="/"
        />
        <section class="container hero">
            <div class="stack loose">
                <h1>"Good evenings start with a good invitation"</h1>
                <p class="lead">
                    "Make a page for your party, send one link, and see who comes. Your guests need no app, no account, no phone number."
                </p>
                <div class="actions">
                    <a class="btn primary large" href="/signup?next=%2Fparties%2Fnew">"Plan a party"</a>
                    <a class="btn large" href="/login">"Log in"</a>
                </div>
            </div>
            <img
                class="scene"
                src="/art/evening.svg"
                alt="Four friends at a long table outside, under strings of lights"
                width="640"
                height="560"
            />
        </section>
        {steps()}
        {looks()}
        <section class="container section page" aria-labelledby="yours">
            <div class="panel deep stack">
                <h2 id="yours">"Yours alone"</h2>
                <p>
                    "This server belongs to the people who run it. Parties are open only to those who have the link, pictures lose their location before anyone sees them, and nothing is sent to anybody else."
                </p>
            </div>
        </section>
    }
}

fn steps() -> impl IntoView {
    view! {
        <section class="container section" aria-labelledby="how">
            <h2 id="how">"From idea to first answer in a minute"</h2>
            <ol class="steps">
                <li>
                    <h3>"Name the evening"</h3>
                    <p>"A title, a time, a place. Choose a look or add your own picture."</p>
                </li>
                <li>
                    <h3>"Send the link"</h3>
                    <p>"One for everybody, or a personal one for each guest."</p>
                </li>
                <li>
                    <h3>"See who comes"</h3>
                    <p>"Answers take one tap, and can change until your deadline."</p>
                </li>
            </ol>
        </section>
    }
}

fn looks() -> impl IntoView {
    let look = |theme: &Theme| {
        view! {
            <li>
                <span class="art" data-theme=theme.code()></span>
                {theme.label()}
            </li>
        }
    };
    view! {
        <section class="container section" aria-labelledby="looks">
            <h2 id="looks">"Dressed for the occasion"</h2>
            <ul class="parade">{Theme::ALL.iter().map(look).collect_view()}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PartyId;

    fn card(first_entry: i64, answer: Option<Answer>) -> PartyCard {
        PartyCard {
            id: PartyId::new(),
            title: String::new(),
            place: String::new(),
            time_zone: "UTC".to_owned(),
            first_entry,
            last_entry: first_entry + 1,
            theme: Theme::default(),
            cover: None,
            cover_alt: String::new(),
            cancelled: false,
            answer,
        }
    }

    #[test]
    fn soonest_first_and_none_twice() {
        let twice = card(2, None);
        let cards =
            vec![card(3, None), twice.clone(), card(1, Some(Answer::Pending)), twice, card(0, Some(Answer::No))];
        let cards = in_order(cards);
        assert_eq!(cards.iter().map(|party| party.first_entry).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(summary(&cards), "One invitation is waiting for your answer.");
    }
}
