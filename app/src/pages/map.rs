//! Photos on a map, of all parties or of one.

mod paper;

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use super::party::{known, party_in_path, photo_tile};
use crate::{
    api,
    components::{Empty, Head, Icon, load},
    domain::map::{MapForm, MapPage as Map},
    islands::PanMap,
};

/// Photos of all my parties.
#[component]
pub fn MapPage() -> impl IntoView {
    let (form, after) = asked();
    load(api::map::everywhere(form, after), page)
}

/// Photos of one party.
#[component]
pub fn PartyMapPage() -> impl IntoView {
    let (party, (form, after)) = (party_in_path(), asked());
    let loading = async move { api::map::party(known(party).await?, form, after).await };
    load(loading, page)
}

/// What stands in the address.
fn asked() -> (MapForm, Option<String>) {
    let query = use_query_map().get_untracked();
    let field = |name: &str| query.get(name).unwrap_or_default();
    let form = MapForm { at: field("at"), z: field("z"), shift: field("shift") };
    (form, query.get("after").filter(|after| !after.is_empty()))
}

fn page(map: Map) -> impl IntoView {
    let (path, theme, back) = match &map.around {
        Some(around) => {
            let (party, title) = (around.party, around.title.clone());
            let back = view! { <a class="back" href=format!("/p/{party}/album")><Icon name="arrow-left" />{title}</a> };
            (format!("/p/{party}/map"), Some(around.theme.code()), Some(back))
        }
        None => ("/map".to_owned(), None, None),
    };
    let words = match map.count {
        0 => "No photo that you may see tells where it was taken.".to_owned(),
        1 => "1 photo tells where it was taken.".to_owned(),
        count => format!("{count} photos tell where they were taken."),
    };
    let inside = if map.count == 0 {
        Either::Left(view! {
            <Empty picture="no-photos" title="No places yet">
                <p>"Photos from phones mostly know where they were taken. They stand here when they are added to an album."</p>
            </Empty>
        })
    } else {
        Either::Right(view! {
            <div class="stack" id="map">{paper::paper(&map, &path)} {here(map, &path)}</div>
            <PanMap />
        })
    };
    view! {
        <Head title="Map" noindex=true />
        <div class="party" data-theme=theme>
            <div class="container page stack">
                {back}
                <div class="page-head">
                    <div>
                        <h1>"Map"</h1>
                        <p>{words}</p>
                    </div>
                </div>
                {inside}
            </div>
        </div>
    }
}

/// The newest photos on the map, each as a link to its page.
fn here(map: Map, path: &str) -> impl IntoView + use<> {
    let Map { photos, next, window, .. } = map;
    let empty = photos.is_empty();
    let photos = photos.into_iter().map(|photo| photo_tile(photo, None)).collect_view();
    let next = next.map(|next| {
        let href = format!("{path}?{}&after={next}#here", window.query());
        view! { <nav class="pager" aria-label="Older photos"><a class="btn" href=href rel="next">"Older photos"</a></nav> }
    });
    let photos = if empty {
        Either::Left(view! { <p class="muted">"None. Move the map, or look at all of it."</p> })
    } else {
        Either::Right(view! { <ul class="photos">{photos}</ul> })
    };
    view! {
        <section class="album stack" id="here" aria-labelledby="here-heading">
            <h2 class="part" id="here-heading">"Photos on this part of the map"</h2>
            {photos}
            {next}
        </section>
    }
}
