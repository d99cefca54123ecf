//! Reported photos, and what can be done about them.

use leptos::{either::Either, prelude::*};

use super::{List, notes, reason};
use crate::{
    components::{ErrorSummary, PostForm},
    domain::{
        album::ReportedPhoto,
        people::UNSEEN,
        picture::{Size, media_url},
        time,
    },
    facts::PageFacts,
};

/// The photos that somebody reported; nothing where nobody did.
pub fn photos(list: List, photos: Vec<ReportedPhoto>) -> Option<impl IntoView> {
    (!photos.is_empty()).then(|| {
        let photos = photos.into_iter().map(|photo| card(list, photo)).collect_view();
        view! {
            <section class="stack" aria-labelledby="reported-photos">
                <h2 class="part" id="reported-photos">"Photos"</h2>
                {photos}
            </section>
        }
    })
}

fn card(list: List, photo: ReportedPhoto) -> impl IntoView {
    let id = format!("by-{}", photo.photo);
    let name = photo.by.clone().unwrap_or_else(|| UNSEEN.to_owned());
    let ago = time::ago(photo.at, PageFacts::current().now);
    let (facts, forms) = (facts(list, &photo), forms(list, &photo, &name));
    let caption = (!photo.caption.is_empty()).then(|| view! { <p class="prewrap">{photo.caption.clone()}</p> });
    let alt = format!("Photo by {name}");
    let picture =
        photo.picture.map(|picture| view! { <img src=media_url(picture, Size::Small) alt=alt width="160" /> });
    let hidden = (photo.by.is_none() && matches!(list, List::Party(_))).then(|| {
        view! { <p class="muted">"You two do not see each other, so the photo is hidden. You can remove it all the same."</p> }
    });
    let reasons = photo.reasons.into_iter().map(reason).collect_view();
    view! {
        <article class="panel report" aria-labelledby=id>
            <header>
                <h3 id=id.clone()>{name}</h3>
                <p class="muted small">{facts} "reported " <time datetime=time::machine(photo.at)>{ago}</time></p>
            </header>
            {hidden}
            {picture}
            {caption}
            <ul class="reasons" aria-label="Why it was reported">{reasons}</ul>
            {notes(photo.notes)}
            {forms}
        </article>
    }
}

/// Where it stands.
fn facts(list: List, photo: &ReportedPhoto) -> impl IntoView + use<> {
    match list {
        List::Party(party) if photo.picture.is_some() => {
            let path = format!("/p/{party}/album/{}", photo.photo);
            Either::Left(view! { <a href=path>"Open the photo"</a> " · " })
        }
        List::Party(_) => Either::Right(None),
        List::Site => Either::Right(Some(format!("{} · ", photo.title))),
    }
}

fn forms(list: List, photo: &ReportedPhoto, name: &str) -> impl IntoView + use<> {
    let (party, id) = (photo.party, photo.photo);
    let form = |action: &'static str, class: &'static str, label: &'static str| {
        let name = name.to_owned();
        view! {
            <PostForm action=action subject=id.to_string()>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <input type="hidden" name="photo" value=id.to_string() />
                <input type="hidden" name="list" value=list.code() />
                <button class=class>{label}<span class="sr-only">" (by " {name} ")"</span></button>
            </PostForm>
        }
    };
    let remove = form("/api/album/delete", "btn danger", "Remove the photo");
    let leave = form("/api/album/dismiss", "btn", "Leave it");
    view! { <div class="actions">{remove} {leave}</div> }
}
