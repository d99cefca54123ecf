//! Name, words about me, photo.

use leptos::prelude::*;

use super::Settings;
use crate::{
    api::accounts,
    components::{
        Avatar, CheckField, ErrorSummary, FileField, PostForm, SelectField, TextArea, TextField, load, picture_hint,
    },
    domain::{
        language::Language,
        user::{Account, Bio, DisplayName},
    },
};

#[component]
pub fn ProfilePage() -> impl IntoView {
    load(accounts::account(), profile)
}

fn profile(account: Account) -> impl IntoView {
    let Account { person, email, bio, may_choose_language, language, .. } = account;
    let languages = move || {
        let (options, value) = (Language::choices(language), language.map(Language::code).unwrap_or_default());
        view! { <SelectField name="language" label="Language of the mails" options=options value=value /> }
    };
    let remove = |_| view! { <CheckField name="remove_photo" label="Remove my photo" /> };
    view! {
        <Settings current="/settings">
            <section class="panel" aria-labelledby="profile">
                <PostForm action="/api/accounts/change_profile" class="form" multipart=true>
                    <h2 id="profile">"Profile"</h2>
                    <ErrorSummary />
                    <div class="row">
                        <Avatar name=person.name.clone() photo=person.photo huge=true />
                        <div>
                            <p>"@" {person.username}</p>
                            <p class="muted small">{email}</p>
                        </div>
                    </div>
                    <FileField name="photo" label="New photo" hint=picture_hint(".") />
                    {person.photo.map(remove)}
                    <TextField
                        name="display_name"
                        label="Your name"
                        value=person.name
                        autocomplete="name"
                        max=DisplayName::MAX
                        required=true
                    />
                    <TextArea name="bio" label="About you" value=bio max=Bio::MAX />
                    {may_choose_language.then(languages)}
                    <div class="actions">
                        <button class="btn primary">"Save profile"</button>
                    </div>
                </PostForm>
            </section>
        </Settings>
    }
}
