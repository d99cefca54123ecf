//! Several pictures to be uploaded at once.

use leptos::prelude::*;

use super::{super::form::FormScope, Field};

/// Pictures of one field. What was chosen cannot be kept when the form is refused, but what had arrived has.
#[component]
pub fn FilesField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let scope = FormScope::current();
    let field = Field::new(&scope, name, hint);
    let control = view! {
        <input
            id=field.id.clone()
            name=name
            type="file"
            accept="image/*,.heic,.heif"
            multiple=true
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
        />
    };
    field.around(label, false, control)
}
