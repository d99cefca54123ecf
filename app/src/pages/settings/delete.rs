//! Leaving for good. First it says what that means.

use leptos::prelude::*;

use super::Settings;
use crate::{
    api::accounts,
    components::{ErrorSummary, PostForm, TextField, load},
    domain::user::DeletionPreview,
};

#[component]
pub fn DeleteAccountPage() -> impl IntoView {
    load(accounts::deletion_preview(), delete)
}

fn delete(preview: DeletionPreview) -> impl IntoView {
    view! {
        <Settings current="/settings/delete">
            <section class="panel" aria-labelledby="delete">
                <PostForm action="/api/accounts/delete" class="form">
                    <h2 id="delete">"Delete account"</h2>
                    {consequences(preview)}
                    <ErrorSummary />
                    <TextField
                        name="password"
                        label="Your password"
                        hint="So that nobody else can do this on your device."
                        kind="password"
                        autocomplete="current-password"
                        required=true
                    />
                    <div class="actions">
                        <button class="btn danger primary">"Delete my account for good"</button>
                        <a class="btn quiet" href="/settings">"Keep it"</a>
                    </div>
                </PostForm>
            </section>
        </Settings>
    }
}

fn consequences(preview: DeletionPreview) -> impl IntoView {
    let DeletionPreview { parties_deleted, parties_kept, answers_withdrawn, posts_deleted } = preview;
    let answers = match answers_withdrawn {
        0 => None,
        1 => Some(
            "Your answer to one party of somebody else is withdrawn, and your place goes to whoever waits for it."
                .to_owned(),
        ),
        count => Some(format!(
            "Your answers to {count} parties of other people are withdrawn, and your places go to those who wait for them."
        )),
    };
    let posts = match posts_deleted {
        0 => None,
        1 => Some("One post of yours on a board goes away, with its pictures and reactions.".to_owned()),
        count => Some(format!("Your {count} posts on boards go away, with their pictures and reactions.")),
    };
    view! {
        <p>"Your profile, your photo and all your sessions go away. This cannot be undone."</p>
        {titles("These parties are deleted with their guest lists, because nobody else hosts them:", parties_deleted)}
        {titles("These parties stay with their other hosts:", parties_kept)}
        {answers.into_iter().chain(posts).map(|words| view! { <p>{words}</p> }).collect_view()}
    }
}

fn titles(words: &'static str, titles: Vec<String>) -> Option<impl IntoView> {
    (!titles.is_empty()).then(|| {
        let items = titles.into_iter().map(|title| view! { <li><strong>{title}</strong></li> }).collect_view();
        view! {
            <div class="stack tight">
                <p>{words}</p>
                <ul>{items}</ul>
            </div>
        }
    })
}
