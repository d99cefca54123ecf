//! Making an account.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    components::{ErrorSummary, FileField, Head, NewPersonFields, PostForm, TextField, picture_hint},
    domain::text::with_next,
};

#[component]
pub fn SignupPage() -> impl IntoView {
    let next = use_query_map().read_untracked().get("next").unwrap_or_default();
    let log_in = with_next("/login", &next);
    view! {
        <Head title="Sign up" description="Make an account to host parties and keep your invitations in one place." />
        <div class="sheet">
            <header>
                <h1>"Make an account"</h1>
                <p>"To host parties and keep your invitations in one place."</p>
            </header>
            <PostForm action="/api/accounts/sign_up" class="panel form" multipart=true>
                <ErrorSummary />
                <input type="hidden" name="next" value=next />
                {fields()}
                <button class="btn primary large block">"Sign up"</button>
            </PostForm>
            <p class="after">"Been here before? " <a href=log_in>"Log in"</a></p>
        </div>
    }
}

fn fields() -> impl IntoView {
    view! {
        <NewPersonFields />
        <TextField
            name="email"
            label="E-mail"
            hint="You can log in with it. Other people do not see it."
            kind="email"
            autocomplete="email"
            max=254
            required=true
        />
        <TextField
            name="password"
            label="Password"
            hint="At least 8 characters. Three words are fine."
            kind="password"
            autocomplete="new-password"
            required=true
        />
        <FileField name="photo" label="Photo" hint=picture_hint(".") />
    }
}
