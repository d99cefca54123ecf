//! A post changed by its author.

use leptos::prelude::*;

use super::{known, party_in_path, post_in_path};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, TextArea, load},
    domain::{
        PartyId,
        board::{PostText, PostToEdit},
    },
    error::AppError,
};

/// The form with the text as it is.
#[component]
pub fn EditPostPage() -> impl IntoView {
    let (party, post) = (party_in_path(), post_in_path());
    let loading = async move {
        let party = known(post.clone().and(party)).await?;
        Ok::<_, AppError>((party, api::board::to_edit(party, post?).await?))
    };
    load(loading, |(party, post)| edit(party, post))
}

fn edit(party: PartyId, post: PostToEdit) -> impl IntoView {
    let board = format!("/p/{party}/board");
    view! {
        <Head title=format!("Edit post · {}", post.title) noindex=true />
        <div class="container mid page">
            <a class="back" href=board.clone()><Icon name="arrow-left" />"Board"</a>
            <div class="page-head">
                <div>
                    <h1>"Edit post"</h1>
                    <p>"You can change your words for an hour. Others see that you did."</p>
                </div>
            </div>
            <PostForm action="/api/board/edit" class="panel form">
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <input type="hidden" name="post" value=post.post.to_string() />
                <TextArea
                    name="text"
                    label="Your words"
                    value=post.text
                    hint="*Stars* and - lists work (Markdown)."
                    rows=5
                    max=PostText::MAX
                    unmarked=true
                />
                <div class="actions">
                    <button class="btn primary">"Save"</button>
                    <a class="btn quiet" href=board>"Cancel"</a>
                </div>
            </PostForm>
        </div>
    }
}
