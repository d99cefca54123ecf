//! Pictures to be uploaded.

use leptos::prelude::*;

use super::{super::form::FormScope, Field};
use crate::{
    domain::{
        PictureId, Problem,
        picture::{Size, media_url},
    },
    facts::PageFacts,
    islands::PicturePreview,
};

/// Which pictures may be uploaded, and what `more` there is to say of them.
pub fn picture_hint(more: &str) -> String {
    format!("{}, up to {} MB{more}", picture_kinds(), PageFacts::current().picture_megabytes)
}

/// What pictures may be.
pub fn picture_kinds() -> &'static str {
    if PageFacts::current().reads_heic { "JPEG, PNG, WebP, GIF or HEIC" } else { "JPEG, PNG, WebP or GIF" }
}

/// A picture. When the form is refused for another reason, the picture that was sent with it is kept.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional_no_strip)] current: Option<PictureId>,
) -> impl IntoView {
    let scope = FormScope::current();
    let field = Field::new(&scope, &name, hint);
    let gone = scope.problem(&name) == Some(Problem::PictureGone.to_string());
    let sent = scope.value(&name, String::new()).parse::<PictureId>().ok().filter(|_| !gone);
    let kept = sent.map(|sent| {
        view! {
            <input type="hidden" name=name.clone() value=sent.to_string() />
            <p class="hint">"Your picture is already chosen and is kept. Choose a file only if you want another one."</p>
        }
    });
    let current = current.filter(|_| sent.is_none()).map(|current| {
        view! { <img class="picture-now" src=media_url(current, Size::Small) alt="The picture now" width="160" /> }
    });
    let control = view! {
        {kept}
        {current}
        <input
            id=field.id.clone()
            name=name
            type="file"
            accept="image/*"
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
        />
        <PicturePreview name=field.id.clone() />
    };
    field.around(label, true, control)
}
