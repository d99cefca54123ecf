//! What can be done with a photo.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, FormScope, Icon, PostForm, TextField},
    domain::{
        album::{Around, Caption, PhotoView},
        map::Exactness,
        picture::{Size, media_url},
    },
};

/// Everything that the viewer may do, as far as they may.
pub fn menu(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let path = format!("/p/{}/album/{}", around.party, photo.card.id);
    let form = |action: &'static str, icon: &'static str, label: &'static str, on: &'static str| {
        let (party, photo) = (around.party.to_string(), photo.card.id.to_string());
        view! {
            <PostForm action=format!("/api/album/{action}")>
                <input type="hidden" name="party" value=party />
                <input type="hidden" name="photo" value=photo />
                <input type="hidden" name="on" value=on />
                <button class="btn small"><Icon name=icon />{label}</button>
            </PostForm>
        }
    };
    let hide =
        if photo.card.hidden { form("hide", "eye", "Show again", "") } else { form("hide", "block", "Hide", "1") };
    let link = |page: &str, icon: &'static str, label: &'static str| {
        view! { <a class="btn small" href=format!("{path}/{page}")><Icon name=icon />{label}</a> }
    };
    let large = media_url(photo.card.picture, Size::Large);
    view! {
        <section class="panel stack" aria-label="What you can do">
            {photo.may_edit.then(|| edit(around, photo))}
            {(photo.may_edit && (photo.position.is_some() || !photo.place.is_empty())).then(|| position(around, photo))}
            <div class="row">
                {photo.may_approve.then(|| form("approve", "check", "Let others see it", ""))}
                {photo.may_be_cover.then(|| form("cover", "image", "Make it the cover", ""))}
                {photo.may_hide.then_some(hide)}
                <a class="btn small" href=large download=""><Icon name="download" />"Download"</a>
                {photo.may_download.then(|| link("original", "download", "Download the original"))}
                {photo.may_report.then(|| link("report", "flag", "Report"))}
                {photo.may_edit.then(|| link("delete", "trash", "Remove"))}
            </div>
        </section>
    }
}

/// Who must not know exactly where it was taken.
fn position(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let button = |exactness: Exactness, label: &'static str| {
        view! { <button class="btn small" name="exactness" value=exactness.code()>{label}</button> }
    };
    let about = photo.position.is_some().then(|| button(Exactness::About, "Keep it roughly"));
    let nothing = button(Exactness::Nothing, "Remove the place");
    let (party, id) = (around.party.to_string(), photo.card.id.to_string());
    view! {
        <details class="more" id="place">
            <summary><Icon name="pin" /><span>"Where it was taken"</span></summary>
            <PostForm action="/api/map/position" class="form">
                <ErrorSummary />
                <input type="hidden" name="party" value=party />
                <input type="hidden" name="photo" value=id />
                <p class="small">
                    "Who sees the photo sees its place on the map. Kept roughly, it tells the district and no street; \
                    removed, nothing. Neither can be taken back."
                </p>
                <div class="row">{about} {nothing}</div>
            </PostForm>
        </details>
    }
}

/// Caption and tags, in a drawer.
fn edit(around: &Around, photo: &PhotoView) -> impl IntoView + use<> {
    let (party, id) = (around.party, photo.card.id);
    let (caption, tags) = (photo.card.caption.clone(), photo.tags.join(", "));
    let drawer = move || {
        let open = FormScope::current().refused.is_some();
        view! {
            <details class="more" open=open>
                <summary><Icon name="edit" /><span>"Caption and tags"</span></summary>
                <div class="form">
                    <ErrorSummary />
                    <input type="hidden" name="party" value=party.to_string() />
                    <input type="hidden" name="photo" value=id.to_string() />
                    <TextField name="caption" label="Caption" value=caption max=Caption::MAX />
                    <TextField name="tags" label="Tags" value=tags hint="With commas between: cake, dancing" max=800 />
                    <div class="actions"><button class="btn primary">"Save"</button></div>
                </div>
            </details>
        }
    };
    view! { <PostForm action="/api/album/edit">{drawer()}</PostForm> }
}
