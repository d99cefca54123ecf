//! The wall: a page for a screen at the party. The latest photos take turns by style sheet alone, and new ones come by
//! themselves where scripts are on.

use leptos::{either::Either, prelude::*};

use super::{known, party_in_path};
use crate::{
    api,
    components::{Head, Icon, load},
    domain::{
        album::{WallPage as Wall, WallPhoto},
        live::Topic,
        picture::{Size, media_url},
    },
    islands::Live,
};

/// The latest photos one after the other, and the code with which guests add theirs.
#[component]
pub fn WallPage() -> impl IntoView {
    let party = party_in_path();
    let loading = async move { api::album::wall(known(party).await?).await };
    load(loading, page)
}

fn page(wall: Wall) -> impl IntoView {
    let Wall { around, open, photos, link, qr } = wall;
    let words = link.split_once("://").map_or(link.as_str(), |(_, rest)| rest).to_owned();
    let (size, path) = qr;
    let album = format!("/p/{}/album", around.party);
    let nothing = if open { "The first photo is yours." } else { "The photos are not for everybody yet. Add yours." };
    let count = photos.len();
    let photos = photos.into_iter().map(photo).collect_view();
    let photos = if count == 0 {
        Either::Left(view! { <p class="wall-empty">{nothing}</p> })
    } else {
        Either::Right(view! { <ul class="slides" data-count=count.to_string()>{photos}</ul> })
    };
    view! {
        <Head title=format!("Wall · {}", around.title) noindex=true />
        <div class="party wall" data-theme=around.theme.code()>
            <div class="wall-photos" id="wall" data-topic=Topic::Album.code()>{photos}</div>
            <aside class="wall-side">
                <h1>{around.title}</h1>
                <p>"Add your photos:"</p>
                <svg class="qr" viewBox=format!("0 0 {size} {size}") role="img" aria-label=format!("QR code for {link}")>
                    <path d=path />
                </svg>
                <p class="small">{words}</p>
                <p><a class="btn small" href=album><Icon name="image" />"Album"</a></p>
            </aside>
            <Live party=around.party />
        </div>
    }
}

fn photo(photo: WallPhoto) -> impl IntoView {
    let words = if photo.caption.is_empty() { photo.by.clone() } else { format!("{} · {}", photo.caption, photo.by) };
    let alt = if photo.caption.is_empty() { format!("Photo by {}", photo.by) } else { photo.caption };
    view! {
        <li>
            <figure>
                <img
                    src=media_url(photo.picture, Size::Large)
                    alt=alt
                    width=photo.width.max(1).to_string()
                    height=photo.height.max(1).to_string()
                />
                <figcaption>{words}</figcaption>
            </figure>
        </li>
    }
}
