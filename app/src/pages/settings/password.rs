//! A new password.

use leptos::prelude::*;

use super::Settings;
use crate::{
    api::accounts,
    components::{ErrorSummary, PostForm, TextField, load},
    domain::user::Account,
};

#[component]
pub fn PasswordPage() -> impl IntoView {
    load(accounts::account(), password)
}

/// The username is there for password managers; it is not sent.
fn password(account: Account) -> impl IntoView {
    let now = || {
        view! {
            <TextField
                name="current_password"
                label="Password now"
                kind="password"
                autocomplete="current-password"
                required=true
            />
        }
    };
    view! {
        <Settings current="/settings/password">
            <section class="panel" aria-labelledby="password">
                <PostForm action="/api/accounts/change_password" class="form">
                    <h2 id="password">"Password"</h2>
                    <ErrorSummary />
                    <input type="text" autocomplete="username" value=account.person.username hidden=true readonly=true />
                    {account.has_password.then(now)}
                    <TextField
                        name="new_password"
                        label="New password"
                        hint="At least 8 characters. Three words are fine. Your other devices are logged out, and API tokens and the address of your calendar end."
                        kind="password"
                        autocomplete="new-password"
                        required=true
                    />
                    <TextField
                        name="repeat_password"
                        label="New password again"
                        kind="password"
                        autocomplete="new-password"
                        required=true
                    />
                    <div class="actions">
                        <button class="btn primary">"Change password"</button>
                    </div>
                </PostForm>
            </section>
        </Settings>
    }
}
