//! Fields with a list of choices.

use leptos::prelude::*;

use super::{super::form::FormScope, Field};

/// One of a list of codes with labels.
#[component]
pub fn SelectField(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let scope = FormScope::current();
    let field = Field::new(&scope, name, hint);
    let value = scope.value(name, value);
    let options =
        options.into_iter().map(|(code, label)| view! { <option selected=code == value value=code>{label}</option> });
    let control = view! {
        <select id=field.id.clone() name=name aria-describedby=field.described_by() aria-invalid=field.invalid()>
            {options.collect_view()}
        </select>
    };
    field.around(label, false, control)
}

/// One of a few codes with labels, all of them in sight.
#[component]
pub fn RadioField(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let scope = FormScope::current();
    let field = Field::new(&scope, name, hint);
    let value = scope.value(name, value);
    let option = |(code, label): (String, String)| {
        view! {
            <label class="check">
                <input type="radio" name=name checked=code == value value=code />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset id=field.id.clone() tabindex="-1" aria-describedby=field.described_by()>
            <legend>{label}</legend>
            {field.hint()}
            {options.into_iter().map(option).collect_view()}
            {field.problem()}
        </fieldset>
    }
}

/// A box to tick. It is sent as `true`, or not at all.
#[component]
pub fn CheckField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] hint: String,
) -> impl IntoView {
    let scope = FormScope::current();
    let checked = scope.checked(name, checked);
    let field = Field::new(&scope, name, String::new());
    let hint = (!hint.is_empty()).then(|| view! { " " <span class="hint">{hint}</span> });
    view! {
        <div class="field">
            <label class="check">
                <input
                    type="checkbox"
                    id=field.id.clone()
                    name=name
                    value="true"
                    checked=checked
                    aria-describedby=field.described_by()
                    aria-invalid=field.invalid()
                />
                <span>{label} {hint}</span>
            </label>
            {field.problem()}
        </div>
    }
}
