//! The form for a new post, and for a reply with pictures.

use std::ops::Range;

use leptos::prelude::*;

use super::around::{ADD, Around};
use crate::{
    components::{CheckField, ErrorSummary, FileField, FormScope, Icon, PostForm, TextArea, TextField, picture_hint},
    domain::{
        PostId,
        board::{MAX_PICTURES, PostText, picture_field},
        party::AltText,
    },
};

/// Rows for pictures that are offered at once; the others come when asked for.
const FIRST: usize = 3;

/// Text, pictures, and for hosts an announcement. With `reply_to` it is a reply to that post.
pub fn composer(around: &Around, reply_to: Option<PostId>) -> impl IntoView + use<> {
    let party = around.party;
    let (heading, button) = if reply_to.is_some() { ("Reply", "Send reply") } else { ("Write something", "Post") };
    let announces = around.manages && reply_to.is_none();
    let above = reply_to.map(|post| view! { <input type="hidden" name="reply_to" value=post.to_string() /> });
    view! {
        <section class="panel" id="write" aria-labelledby="write-heading">
            <PostForm action=ADD multipart=true class="form">
                <h2 id="write-heading">{heading}</h2>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                {above}
                <TextArea
                    name="text"
                    label="Your words"
                    hint="*Stars* and - lists work (Markdown)."
                    rows=3
                    max=PostText::MAX
                    unmarked=true
                />
                {pictures()}
                {announces.then(announcement)}
                <div class="actions">
                    <button class="btn primary">{button}</button>
                </div>
            </PostForm>
        </section>
    }
}

fn announcement() -> impl IntoView {
    view! { <CheckField name="announcement" label="Announcement" hint="It stays on top until a host unpins it." /> }
}

/// Drawers with rows for pictures, open where one of them is filled in or wrong.
fn pictures() -> impl IntoView {
    let scope = FormScope::current();
    let (few, many) = (used(&scope, 0..FIRST), used(&scope, FIRST..MAX_PICTURES));
    let too_many = scope.problem("pictures");
    let open = few || many || too_many.is_some();
    let too_many = too_many.map(|problem| {
        view! { <p class="field-error"><Icon name="warn" /><span>{problem}</span></p> }
    });
    view! {
        <details class="more" open=open>
            <summary id=scope.id("pictures")><Icon name="image" /><span>"Add pictures"</span></summary>
            <div class="form">
                <p class="hint">{picture_hint(" each. Say what they show, for those who cannot see them.")}</p>
                {too_many}
                {(0..FIRST).map(row).collect_view()}
                <details class="more" open=many>
                    <summary><span>"More pictures"</span></summary>
                    <div class="form">{(FIRST..MAX_PICTURES).map(row).collect_view()}</div>
                </details>
            </div>
        </details>
    }
}

fn used(scope: &FormScope, mut places: Range<usize>) -> bool {
    let used = |name: String| scope.problem(&name).is_some() || !scope.value(&name, String::new()).trim().is_empty();
    places.any(|place| ["id", "alt"].into_iter().any(|field| used(picture_field(place, field))))
}

fn row(place: usize) -> impl IntoView {
    let number = place + 1;
    view! {
        <div class="field-row">
            <FileField name=picture_field(place, "id") label=format!("Picture {number}") />
            <TextField name=picture_field(place, "alt") label=format!("What picture {number} shows") max=AltText::MAX />
        </div>
    }
}
