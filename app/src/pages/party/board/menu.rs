//! What can be done with a post, behind three dots.

use leptos::prelude::*;

use super::around::Around;
use crate::{
    components::{Icon, PostForm},
    domain::{PartyId, PostId, board::PostView},
};

/// Edit, remove, pin and report, as far as the viewer may. `above` is the post that a reply answers.
pub fn menu(around: &Around, post: &PostView, above: Option<PostId>, name: &str) -> Option<impl IntoView + use<>> {
    let pins = around.manages && above.is_none() && post.author.is_some();
    let path = around.page_of(post.id);
    let edit = post.may_edit.then(|| {
        view! { <li><a href=format!("{path}/edit")><Icon name="edit" />"Edit"</a></li> }
    });
    let remove = post.may_delete.then(|| {
        view! { <li><a href=format!("{path}/delete")><Icon name="trash" />"Remove"</a></li> }
    });
    let pin = pins.then(|| view! { <li>{pin(around.party, post.id, post.pinned)}</li> });
    let report = post.may_report.then(|| {
        view! { <li><a href=format!("{path}/report")><Icon name="flag" />"Report"</a></li> }
    });
    let anything = edit.is_some() || remove.is_some() || pin.is_some() || report.is_some();
    let name = name.to_owned();
    anything.then(|| {
        view! {
            <details class="menu">
                <summary>
                    <Icon name="dots" />
                    <span class="sr-only">"More about the post by " {name}</span>
                </summary>
                <ul>{edit} {pin} {remove} {report}</ul>
            </details>
        }
    })
}

fn pin(party: PartyId, post: PostId, pinned: bool) -> impl IntoView {
    let (on, label) = if pinned { ("", "Unpin") } else { ("1", "Pin on top") };
    view! {
        <PostForm action="/api/board/pin" subject=post.to_string()>
            <input type="hidden" name="party" value=party.to_string() />
            <input type="hidden" name="post" value=post.to_string() />
            <input type="hidden" name="on" value=on />
            <button><Icon name="tack" />{label}</button>
        </PostForm>
    }
}
