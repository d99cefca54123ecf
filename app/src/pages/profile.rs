//! Somebody's page.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use super::party::photo_tile;
use crate::{
    api,
    components::{Avatar, ErrorSummary, FollowButton, Head, Icon, PartyCards, PostForm, load},
    domain::{party::PartyCard, people::ProfilePage as Profile},
    facts::PageFacts,
};

/// Photo, name, words, and the parties in common; to follow, and to block.
#[component]
pub fn PersonPage() -> impl IntoView {
    let username = use_params_map().read_untracked().get("username").unwrap_or_default();
    load(api::people::profile(username), |profile| {
        let (username, name) = (profile.person.username.clone(), profile.person.name.clone());
        let block = (!profile.me).then(|| block(username, name.clone()));
        view! {
            <Head title=name noindex=true />
            <div class="container mid page stack loose">
                {head(&profile)}
                {bio(&profile)}
                {photos(&profile)}
                {parties(profile)}
                {block}
            </div>
        }
    })
}

fn head(profile: &Profile) -> impl IntoView + use<> {
    let (person, relation) = (profile.person.clone(), profile.relation);
    let badge = relation.label().map(|label| view! { <span class="badge">{label}</span> });
    let action = if profile.me {
        Either::Left(view! { <a class="btn small" href="/settings"><Icon name="edit" />"Edit your profile"</a> })
    } else {
        let (username, name) = (person.username.clone(), person.name.clone());
        Either::Right(view! { <FollowButton username=username name=name relation=relation /> })
    };
    view! {
        <header class="profile">
            <Avatar name=person.name.clone() photo=person.photo huge=true />
            <div class="who-is">
                <h1>{person.name}</h1>
                <p class="muted">"@" {person.username}</p>
                {badge}
            </div>
            {action}
        </header>
    }
}

fn bio(profile: &Profile) -> Option<impl IntoView + use<>> {
    let bio = profile.bio.clone();
    (!bio.is_empty()).then(|| view! { <p class="prewrap">{bio}</p> })
}

/// The latest that they added to albums.
fn photos(profile: &Profile) -> Option<impl IntoView + use<>> {
    let tiles = profile.photos.iter().map(|photo| photo_tile(photo.clone(), None)).collect_view();
    (!profile.photos.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="photos">
                <h2 id="photos">"Photos"</h2>
                <ul class="photos">{tiles}</ul>
            </section>
        }
    })
}

/// What comes, and what was.
fn parties(profile: Profile) -> Option<impl IntoView> {
    let now = PageFacts::current().now;
    let (past, next): (Vec<_>, Vec<_>) = profile.parties.into_iter().partition(|party| party.last_entry < now);
    let nothing =
        (next.is_empty() && past.is_empty()).then(|| view! { <p class="muted">"You have no party in common yet."</p> });
    (!profile.me).then(|| {
        view! {
            {nothing}
            {section("next", "Coming up for you both", next)}
            {section("past", "Past parties of you both", past)}
        }
    })
}

fn section(id: &'static str, title: &'static str, cards: Vec<PartyCard>) -> Option<impl IntoView> {
    (!cards.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <PartyCards cards=cards nested=true />
            </section>
        }
    })
}

/// Folded away, and explained before it is done.
fn block(username: String, name: String) -> impl IntoView {
    const ACTION: &str = "/api/people/block";
    let refused = PageFacts::current().refused.is_some_and(|refused| refused.action == ACTION);
    let label = format!("Block {name}");
    view! {
        <details class="more" open=refused>
            <summary><Icon name="block" /><span>"Block"</span></summary>
            <PostForm action=ACTION class="form">
                <ErrorSummary />
                <input type="hidden" name="username" value=username />
                <p>
                    "You two no longer see each other: no names, no words, no photos, on no list. You no longer follow each other either. Parties and places stay as they are, and "
                    {name} " is not told. You can take it back under People, Blocked."
                </p>
                <div class="actions"><button class="btn danger primary">{label}</button></div>
            </PostForm>
        </details>
    }
}
