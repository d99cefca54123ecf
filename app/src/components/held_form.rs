//! A form that waits until somebody is logged in.

use leptos::prelude::*;

use crate::{
    domain::text::local_path,
    error::AppError,
    facts::{PageFacts, RefusedForm},
};

/// The second of two steps of a login.
pub(super) const SECOND: &str = "/api/passkeys/second";
const HELD: [&str; 3] = ["_held_action", "_held_page", "_held"];

/// The form that was refused because its session had ended, also after a login that went wrong.
pub(super) fn held() -> Option<RefusedForm> {
    held_in(PageFacts::current().refused.as_deref()?)
}

fn held_in(refused: &RefusedForm) -> Option<RefusedForm> {
    let Some(fields) = refused.value("_held") else {
        let lost = refused.error == AppError::NotLoggedIn && refused.action != SECOND;
        return lost.then(|| refused.clone());
    };
    let path = |name: &str| refused.value(name).and_then(local_path).map(ToOwned::to_owned);
    Some(RefusedForm {
        action: path("_held_action")?,
        page: path("_held_page")?,
        fields: form_urlencoded::parse(fields.as_bytes()).into_owned().collect(),
        error: AppError::NotLoggedIn,
    })
}

/// The waiting form within a form of the login, so that it comes back filled in.
#[component]
pub fn HeldForm() -> impl IntoView {
    let fields = held().map(hold).into_iter().flatten();
    fields.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()
}

fn hold(form: RefusedForm) -> [(&'static str, String); 3] {
    let fields = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
    let [action, page, held] = HELD;
    [(action, form.action), (page, form.page), (held, fields)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(action: &str, fields: &[(&str, &str)]) -> RefusedForm {
        RefusedForm {
            action: action.to_owned(),
            page: "/p/1/edit".to_owned(),
            fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            error: AppError::NotLoggedIn,
        }
    }

    #[test]
    fn a_form_survives_a_wrong_password() {
        let form = refused("/api/parties/update", &[("title", "Ärger & Co"), ("flat", "")]);
        let held = hold(held_in(&form).unwrap());
        assert_eq!(held[2], ("_held", "title=%C3%84rger+%26+Co&flat=".to_owned()));
        let fields = held.each_ref().map(|(name, value)| (*name, value.as_str()));
        let failed = RefusedForm { error: AppError::WrongLogin, ..refused("/api/accounts/log_in", &fields) };
        let still = held_in(&failed).unwrap();
        assert_eq!((still.action.as_str(), still.value("title")), ("/api/parties/update", Some("Ärger & Co")));
        assert_eq!(hold(still), held);
    }

    #[test]
    fn only_forms_of_this_site_are_held() {
        let fields = [("_held", "a=b"), ("_held_action", "//evil.example"), ("_held_page", "/")];
        assert!(held_in(&refused("/api/accounts/log_in", &fields)).is_none());
        assert!(held_in(&refused(SECOND, &[("code", "1")])).is_none());
    }
}
