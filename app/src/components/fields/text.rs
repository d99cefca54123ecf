//! Fields that are typed into.

use leptos::prelude::*;

use super::{super::form::FormScope, Field};

/// One line of text, a password, a number, or a date with a time.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] max: usize,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional)] class: &'static str,
    /// The identifier of a list of what browsers offer.
    #[prop(optional)]
    list: &'static str,
) -> impl IntoView {
    let scope = FormScope::current();
    let field = Field::new(&scope, &name, hint);
    let value = (kind != "password").then(|| scope.value(&name, value)).filter(|value| !value.is_empty());
    // A number field would throw away what is no number, and so what was typed.
    let (kind, inputmode) = if kind == "number" { ("text", Some("numeric")) } else { (kind, None) };
    let exact = kind == "email" || autocomplete == "username";
    let control = view! {
        <input
            id=field.id.clone()
            name=name
            type=kind
            inputmode=inputmode
            class=given(class)
            value=value
            required=required
            maxlength=(max > 0).then(|| max.to_string())
            placeholder=(!placeholder.is_empty()).then_some(placeholder)
            autocomplete=given(autocomplete)
            list=given(list)
            autocapitalize=exact.then_some("none")
            spellcheck=exact.then_some("false")
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
        />
    };
    field.around(label, !required && kind != "search", control)
}

/// Text of several lines.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] max: usize,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] placeholder: String,
    /// Neither required nor called optional, for something else may stand in for it.
    #[prop(optional)]
    unmarked: bool,
) -> impl IntoView {
    let scope = FormScope::current();
    let field = Field::new(&scope, name, hint);
    let control = view! {
        <textarea
            id=field.id.clone()
            name=name
            rows=rows.to_string()
            required=required
            maxlength=(max > 0).then(|| max.to_string())
            placeholder=(!placeholder.is_empty()).then_some(placeholder)
            aria-describedby=field.described_by()
            aria-invalid=field.invalid()
            inner_html=content(&scope.value(name, value))
        ></textarea>
    };
    field.around(label, !required && !unmarked, control)
}

fn given(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

/// The markup of a text area's content. Child nodes would bring comments and spaces along, which are text here; the first
/// line break is the one that browsers drop.
fn content(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use super::content;

    #[test]
    fn text_never_ends_its_area() {
        assert_eq!(content("</textarea><b> &amp;"), "\n&lt;/textarea>&lt;b> &amp;amp;");
    }
}
