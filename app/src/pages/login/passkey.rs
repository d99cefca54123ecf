//! `/login/passkey`: logging in without a name and without a password.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{ErrorSummary, Head, PostForm},
    domain::text::with_next,
    islands::PasskeyButton,
};

#[component]
pub fn PasskeyLoginPage() -> impl IntoView {
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    let back = with_next("/login", &next);
    view! {
        <Head title="Log in with a passkey" noindex=true />
        <div class="sheet">
            <header>
                <h1>"Log in with a passkey"</h1>
                <p>"Your device knows who you are, and asks for your finger, face or code."</p>
            </header>
            <PostForm action="/api/passkeys/log_in" class="panel form">
                <ErrorSummary />
                <input type="hidden" name="next" value=next />
                <PasskeyButton from="/api/passkeys/begin_login" label="Use my passkey" />
            </PostForm>
            <p class="after"><a href=back>"Log in another way"</a></p>
        </div>
    }
}
