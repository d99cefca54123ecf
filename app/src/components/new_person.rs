//! What everybody chooses for a new account, however it is made.

use leptos::prelude::*;

use super::TextField;
use crate::domain::user::DisplayName;

/// The name that friends see, and the username; with what somebody is called elsewhere, if that is known.
#[component]
pub fn NewPersonFields(
    #[prop(optional, into)] name: String,
    #[prop(optional, into)] username: String,
) -> impl IntoView {
    view! {
        <TextField
            name="display_name"
            label="Your name"
            value=name
            hint="What your friends call you."
            autocomplete="name"
            max=DisplayName::MAX
            required=true
        />
        <TextField
            name="username"
            label="Username"
            value=username
            hint="3–30 letters, digits, dots, dashes or underscores, beginning with a letter."
            autocomplete="username"
            required=true
        />
    }
}
