//! Of what I want to hear.

use leptos::prelude::*;

use super::Settings;
use crate::{
    api::notifications,
    components::{CheckField, ErrorSummary, PostForm, load},
    domain::notification::Kind,
};

#[component]
pub fn NotificationSettingsPage() -> impl IntoView {
    load(notifications::settings(), choices)
}

fn choices(kinds: Vec<(Kind, bool)>) -> impl IntoView {
    let choice = |(kind, heard): (Kind, bool)| {
        view! { <CheckField name=kind.code() label=kind.label() checked=heard /> }
    };
    view! {
        <Settings current="/settings/notifications">
            <section class="panel" aria-labelledby="hear">
                <PostForm action="/api/notifications/change_settings" class="form">
                    <h2 id="hear">"What you hear of"</h2>
                    <p class="muted">
                        "It stands on the page behind the bell. Everything else goes on as usual, you are just not told."
                    </p>
                    <ErrorSummary />
                    {kinds.into_iter().map(choice).collect_view()}
                    <div class="actions">
                        <button class="btn primary">"Save"</button>
                    </div>
                </PostForm>
            </section>
        </Settings>
    }
}
