//! What others answered, and the form to answer with.

use leptos::prelude::*;

use super::{
    around::{ADD, Around},
    card::{Place, entry},
};
use crate::{
    components::{ErrorSummary, FormScope, Icon, PostForm, TextArea},
    domain::{
        PartyId, PostId,
        board::{PostText, PostView},
    },
};

/// Replies to a post, oldest first. `level` is that of their headings.
pub fn replies(around: &Around, above: PostId, replies: Vec<PostView>, level: u8) -> Option<impl IntoView + use<>> {
    let reply = |reply: PostView| view! { <li>{entry(around, reply, Place { above: Some(above), level })}</li> };
    (!replies.is_empty()).then(|| view! { <ol class="replies">{replies.into_iter().map(reply).collect_view()}</ol> })
}

/// The way to replies that are not shown here.
pub fn all(around: &Around, post: &PostView) -> Option<impl IntoView + use<>> {
    let hidden = post.reply_count > post.replies.len() as i64;
    let (path, label) = (around.page_of(post.id), format!("Show all {} replies", post.reply_count));
    hidden.then(|| view! { <p><a class="btn quiet small" href=path>{label}</a></p> })
}

/// A short form behind a button. A refused reply comes back on the page of its post, where there is more room.
pub fn reply_form(around: &Around, post: PostId, name: &str) -> Option<impl IntoView + use<>> {
    let (party, path, name) = (around.party, around.page_of(post), name.to_owned());
    around.writes.then(|| {
        view! {
            <PostForm action=ADD subject=post.to_string() class="reply-form" page=path.clone()>
                {folded(party, post, path, name)}
            </PostForm>
        }
    })
}

fn folded(party: PartyId, post: PostId, path: String, name: String) -> impl IntoView {
    let open = FormScope::current().refused.is_some();
    view! {
        <details open=open>
            <summary class="btn quiet small">
                <Icon name="reply" />
                "Reply"
                <span class="sr-only">" to " {name}</span>
            </summary>
            <div class="form">
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <input type="hidden" name="reply_to" value=post.to_string() />
                <TextArea name="text" label="Your reply" rows=2 max=PostText::MAX required=true />
                <div class="actions">
                    <button class="btn primary small">"Send reply"</button>
                    <a class="btn quiet small" href=format!("{path}#write")>"With pictures"</a>
                </div>
            </div>
        </details>
    }
}
