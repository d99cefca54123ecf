//! People around me, tab by tab.

use leptos::{either::Either, prelude::*};
use leptos_router::{hooks::use_query_map, location::Url};

use crate::{
    api,
    components::{Avatar, Empty, ErrorSummary, FollowButton, Head, PersonLink, PostForm, load},
    domain::people::{PeoplePage as People, PeopleTab, PersonCard},
};

/// Friends, those I follow, those who follow me, those I have met, and those I blocked.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map();
    let tab: PeopleTab = query.read_untracked().get("tab").and_then(|tab| tab.parse().ok()).unwrap_or_default();
    let after = query.read_untracked().get("after").filter(|after| !after.is_empty());
    let later = after.is_some();
    load(api::people::list(tab, after), move |people| {
        view! {
            <Head title=format!("{} · People", tab.label()) noindex=true />
            <div class="container page">
                <div class="page-head">
                    <h1>"People"</h1>
                </div>
                {tabs(tab)}
                {list(tab, people, later)}
            </div>
        }
    })
}

fn tabs(current: PeopleTab) -> impl IntoView {
    let link = |tab: &PeopleTab| {
        let here = (*tab == current).then_some("page");
        view! { <a href=path(*tab) aria-current=here>{tab.label()}</a> }
    };
    view! { <nav class="tabs" aria-label="Which people">{PeopleTab::ALL.iter().map(link).collect_view()}</nav> }
}

fn path(tab: PeopleTab) -> String {
    format!("/people?tab={}", tab.code())
}

/// A page of the list. `later`: not the first one.
fn list(tab: PeopleTab, people: People, later: bool) -> impl IntoView {
    if people.cards.is_empty() && !later {
        return Either::Left(nobody(tab));
    }
    let first = later.then(|| view! { <a class="btn quiet" href=path(tab)>"From the start"</a> });
    let next = people.next.map(|next| {
        let href = format!("{}&after={}", path(tab), Url::escape(&next));
        view! { <a class="btn" href=href rel="next">"Show more"</a> }
    });
    let pager = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label="More people">{first} {next}</nav> });
    let end = people.cards.is_empty().then(|| view! { <p class="muted">"That was all."</p> });
    let cards = people.cards.into_iter().map(|person| card(tab, person)).collect_view();
    Either::Right(view! {
        <ul class="person-cards">{cards}</ul>
        {end}
        {pager}
    })
}

fn card(tab: PeopleTab, card: PersonCard) -> impl IntoView {
    let PersonCard { username, name, photo, relation, together } = card;
    let blocked = tab == PeopleTab::Blocked;
    let known = (!blocked).then(|| username.clone());
    let badge = relation.label().map(|label| view! { <span class="badge">{label}</span> });
    let together = (together > 0).then(|| view! { <span class="muted small">{parties_together(together)}</span> });
    let action = if blocked {
        Either::Left(unblock(username.clone(), name.clone()))
    } else {
        Either::Right(view! { <FollowButton username=username.clone() name=name.clone() relation=relation /> })
    };
    view! {
        <li class="person-card">
            <Avatar name=name.clone() photo=photo large=true />
            <div class="who-is">
                <PersonLink name=name username=known />
                <span class="muted small">"@" {username}</span>
                {badge}
                {together}
            </div>
            {action}
        </li>
    }
}

fn unblock(username: String, name: String) -> impl IntoView {
    view! {
        <PostForm action="/api/people/unblock" subject=username.clone()>
            <ErrorSummary />
            <input type="hidden" name="username" value=username />
            <button class="btn small">"Unblock"<span class="sr-only">" " {name}</span></button>
        </PostForm>
    }
}

fn parties_together(count: i64) -> String {
    match count {
        1 => "One party together".to_owned(),
        count => format!("{count} parties together"),
    }
}

fn nobody(tab: PeopleTab) -> impl IntoView {
    let (picture, title, words) = match tab {
        PeopleTab::Friends => (
            "no-people",
            "No friends yet",
            "Two who follow each other are friends. You find people under Met, and on the pages of your parties.",
        ),
        PeopleTab::Following => (
            "no-people",
            "You follow nobody yet",
            "Tap a name on the page of a party, and follow whom you would like to see again.",
        ),
        PeopleTab::Followers => {
            ("no-people", "Nobody follows you yet", "Those who follow you stand here, and you can follow them back.")
        }
        PeopleTab::Met => {
            ("no-guests", "You have met nobody yet", "Everybody who was at a party with you stands here afterwards.")
        }
        PeopleTab::Blocked => (
            "no-invitations",
            "Nobody is blocked",
            "You and somebody you block no longer see each other. The button is on their page.",
        ),
    };
    view! { <Empty picture=picture title=title><p>{words}</p></Empty> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_parties() {
        assert_eq!(parties_together(1), "One party together");
        assert_eq!(parties_together(3), "3 parties together");
    }
}
