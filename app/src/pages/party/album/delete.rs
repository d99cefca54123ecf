//! Removing a photo.

use leptos::{either::Either, prelude::*};

use super::{known, party_in_path, photo_in_path};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, load},
    domain::{
        album::{PhotoPage, PhotoView},
        picture::{Size, media_url},
    },
};

/// Asks before it removes.
#[component]
pub fn DeletePhotoPage() -> impl IntoView {
    let (party, photo) = (party_in_path(), photo_in_path());
    let loading = async move {
        let party = known(photo.clone().and(party)).await?;
        api::album::photo(party, photo?).await
    };
    load(loading, confirm)
}

fn confirm(page: PhotoPage) -> impl IntoView {
    let PhotoPage { around, photo, .. } = page;
    let back = format!("/p/{}/album/{}", around.party, photo.card.id);
    let inside = if photo.may_edit { Either::Left(ask(photo, back.clone())) } else { Either::Right(not_yours()) };
    view! {
        <Head title=format!("Remove photo · {}", around.title) noindex=true />
        <div class="party" data-theme=around.theme.code()>
            <div class="sheet">
                <a class="back" href=back><Icon name="arrow-left" />"Photo"</a>
                {inside}
            </div>
        </div>
    }
}

fn ask(photo: PhotoView, back: String) -> impl IntoView {
    let card = photo.card;
    view! {
        <PostForm action="/api/album/delete" class="panel form">
            <header>
                <h1>"Remove this photo?"</h1>
                <p>"It goes away for everybody, with what was said about it. This cannot be undone."</p>
            </header>
            <ErrorSummary />
            <img src=media_url(card.picture, Size::Small) alt=super::grid::alt(&card) width="160" />
            <input type="hidden" name="party" value=card.party.to_string() />
            <input type="hidden" name="photo" value=card.id.to_string() />
            <div class="actions">
                <button class="btn danger primary">"Remove"</button>
                <a class="btn quiet" href=back>"Keep it"</a>
            </div>
        </PostForm>
    }
}

fn not_yours() -> impl IntoView {
    view! {
        <div class="panel form">
            <header>
                <h1>"Remove this photo?"</h1>
                <p>"Only who added it and the hosts can remove it."</p>
            </header>
        </div>
    }
}
