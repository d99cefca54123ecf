//! The form for new photos: many files, and words that go with all of them.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, FilesField, PostForm, TextField, picture_kinds},
    domain::album::{Around, Caption},
    islands::Uploader,
};

pub const ADD: &str = "/api/album/add";

/// The words stand before the files, so that they are known when these arrive.
pub fn add(around: &Around) -> impl IntoView + use<> {
    let party = around.party;
    let hint = format!(
        "{}, as large as your camera makes them. Where they were taken is never shown to others in the files.",
        picture_kinds()
    );
    view! {
        <section class="panel" id="add" aria-labelledby="add-heading">
            <PostForm action=ADD multipart=true class="form">
                <h2 id="add-heading">"Add photos"</h2>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <div class="field-row">
                    <TextField
                        name="caption"
                        label="Caption for all of them"
                        max=Caption::MAX
                    />
                    <TextField name="tags" label="Tags for all of them" hint="With commas between: cake, dancing" max=800 />
                </div>
                <FilesField name="photos" label="Your photos" hint=hint />
                <div class="actions">
                    <button class="btn primary">"Add photos"</button>
                </div>
                <Uploader />
            </PostForm>
        </section>
    }
}
