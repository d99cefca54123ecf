//! My photos over all parties.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use super::party::{photo_grid, tagging_drawer};
use crate::{
    api,
    components::{Empty, Head, Icon, load},
    domain::album::MinePage,
};

/// What I have added to albums, the newest first, and whether I may be tagged.
#[component]
pub fn MyAlbumPage() -> impl IntoView {
    let after = use_query_map().read_untracked().get("after").filter(|after| !after.is_empty());
    load(api::album::mine(after), page)
}

fn page(mine: MinePage) -> impl IntoView {
    let MinePage { photos, next, older, untaggable } = mine;
    let first = older.then(|| view! { <a class="btn quiet" href="/album">"Newest photos"</a> });
    let next = next.map(|next| {
        view! { <a class="btn" href=format!("/album?after={next}") rel="next">"Older photos"</a> }
    });
    let pager = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label="More photos">{first} {next}</nav> });
    let inside = match (photos.is_empty(), older) {
        (false, _) => Either::Left(photo_grid(photos, "UTC", None)),
        (true, true) => Either::Right(Either::Left(view! { <p class="muted">"That was all."</p> })),
        (true, false) => Either::Right(Either::Right(view! {
            <Empty picture="no-photos" title="No photos of yours yet">
                <p>"What you add to the album of a party stands here too."</p>
            </Empty>
        })),
    };
    let tagging = (!older).then(|| tagging_drawer(None, untaggable));
    view! {
        <Head title="My photos" noindex=true />
        <div class="container page stack loose">
            <div class="page-head">
                <h1>"My photos"</h1>
                <div class="row">
                    <a class="btn quiet" href="/search"><Icon name="search" />"Search"</a>
                    <a class="btn quiet" href="/map"><Icon name="map" />"Map"</a>
                </div>
            </div>
            {inside}
            {pager}
            {tagging}
        </div>
    }
}
