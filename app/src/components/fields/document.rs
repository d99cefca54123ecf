//! Files to be read once, which are not kept.

use leptos::prelude::*;

use super::{super::form::FormScope, Field};

/// A file of one kind. When the form is refused, it has to be chosen again.
#[component]
pub fn DocumentField(
    name: &'static str,
    #[prop(into)] label: String,
    /// Endings and media types, as `accept` wants them.
    accept: &'static str,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let field = Field::new(&FormScope::current(), name, hint);
    let control = view! {
        <input
            id=field.id.clone()
            name=name
            type="file"
            accept=accept
            required=true
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
        />
    };
    field.around(label, false, control)
}
