//! Leaving for good. First it says what that means.

use leptos::prelude::*;

use super::Settings;
use crate::{
    api::accounts,
    components::{ErrorSummary, PostForm, TextField, load},
    domain::user::DeletionPreview,
    facts::PageFacts,
};

#[component]
pub fn DeleteAccountPage() -> impl IntoView {
    load(accounts::deletion_preview(), delete)
}

fn delete(preview: DeletionPreview) -> impl IntoView {
    let button = if preview.days > 0 { "Delete my account" } else { "Delete my account for good" };
    let password = || {
        view! {
            <TextField
                name="password"
                label="Your password"
                hint="So that nobody else can do this on your device."
                kind="password"
                autocomplete="current-password"
                required=true
            />
        }
    };
    let has_password = preview.has_password;
    view! {
        <Settings current="/settings/delete">
            <section class="panel" aria-labelledby="delete">
                <PostForm action="/api/accounts/delete" class="form">
                    <h2 id="delete">"Delete account"</h2>
                    {consequences(preview)}
                    <ErrorSummary />
                    {has_password.then(password)}
                    <div class="actions">
                        <button class="btn danger primary">{button}</button>
                        <a class="btn quiet" href="/settings">"Keep it"</a>
                    </div>
                </PostForm>
            </section>
        </Settings>
    }
}

fn consequences(preview: DeletionPreview) -> impl IntoView {
    let DeletionPreview {
        parties_deleted, parties_kept, answers_withdrawn, posts_deleted, photos_deleted, days, ..
    } = preview;
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
    let photos = match photos_deleted {
        0 => None,
        1 => Some("One photo of yours goes away from its album, with all its files.".to_owned()),
        count => Some(format!("Your {count} photos go away from their albums, with all their files.")),
    };
    let told = (!parties_deleted.is_empty() && PageFacts::current().mail)
        .then_some("Guests whom you invited by mail to a party that is still to come are told by mail.");
    view! {
        {when(days)}
        {titles("These parties are deleted with their guest lists, because nobody else hosts them:", parties_deleted)}
        {told.map(|words| view! { <p>{words}</p> })}
        {titles("These parties stay with their other hosts:", parties_kept)}
        {answers.into_iter().chain(posts).chain(photos).map(|words| view! { <p>{words}</p> }).collect_view()}
    }
}

fn when(days: i64) -> impl IntoView {
    let first = match days {
        0 => "Your profile, your photo and all your sessions go away. This cannot be undone.".to_owned(),
        days => format!(
            "You are logged out everywhere. For {days} days you can log in and keep your account after all. Then it goes away with \
             your profile and your photo, and that cannot be undone."
        ),
    };
    view! {
        <p>{first}</p>
        <p><a href="/settings/export">"Download your data first"</a></p>
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
