//! Following and unfollowing with one tap.

use leptos::prelude::*;

use super::{ErrorSummary, Icon, PostForm};
use crate::{domain::people::Relation, facts::PageFacts};

/// Follows, or stops following. Afterwards it comes back to the page it stands on.
#[component]
pub fn FollowButton(#[prop(into)] username: String, #[prop(into)] name: String, relation: Relation) -> impl IntoView {
    let (action, class, icon, label) = match relation {
        Relation { following: true, .. } => ("/api/people/unfollow", "btn small", "minus", "Unfollow"),
        Relation { follows_me: true, .. } => ("/api/people/follow", "btn small primary", "plus", "Follow back"),
        _ => ("/api/people/follow", "btn small primary", "plus", "Follow"),
    };
    let next = PageFacts::current().page;
    view! {
        <PostForm action=action subject=username.clone()>
            <ErrorSummary />
            <input type="hidden" name="username" value=username />
            <input type="hidden" name="next" value=next />
            <button class=class><Icon name=icon />{label}<span class="sr-only">" " {name}</span></button>
        </PostForm>
    }
}
