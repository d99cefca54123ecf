//! Forms that work without JavaScript, and come back filled in when they are refused.

use std::sync::Arc;

use leptos::{context::Provider, either::Either, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{Problem, Problems},
    error::AppError,
    facts::{PageFacts, RefusedForm},
};

/// The form around a field: what was typed into it before, and what was wrong.
#[derive(Clone, Debug, Default)]
pub struct FormScope {
    pub action: String,
    /// Tells forms with the same action apart, on a page with one of them per guest.
    pub subject: String,
    /// This very form was just refused.
    pub refused: Option<Arc<RefusedForm>>,
}

impl FormScope {
    /// The form in which the caller is rendered. A field that is made before the form that it is put into would not
    /// know what was wrong with it.
    pub fn current() -> Self {
        let scope = use_context();
        debug_assert!(scope.is_some(), "a field is made outside of its form");
        scope.unwrap_or_default()
    }

    fn new(action: &str, subject: &str, refused: Option<Arc<RefusedForm>>) -> Self {
        let mine = |refused: &Arc<RefusedForm>| {
            refused.action == action && (subject.is_empty() || refused.value("_subject") == Some(subject))
        };
        Self { action: action.to_owned(), subject: subject.to_owned(), refused: refused.filter(mine) }
    }

    /// The identifier of a field, unique on the page.
    pub fn id(&self, field: &str) -> String {
        if self.subject.is_empty() { field.to_owned() } else { format!("{}-{field}", self.subject) }
    }

    /// What was typed, or else `value`.
    pub fn value(&self, field: &str, value: String) -> String {
        match &self.refused {
            Some(refused) => refused.value(field).unwrap_or_default().to_owned(),
            None => value,
        }
    }

    /// Whether a box was ticked; browsers do not send empty boxes.
    pub fn checked(&self, field: &str, checked: bool) -> bool {
        self.refused.as_ref().map_or(checked, |refused| refused.value(field).is_some_and(|value| !value.is_empty()))
    }

    /// What is wrong with a field.
    pub fn problem(&self, field: &str) -> Option<String> {
        self.problems()?.of(field).map(ToString::to_string)
    }

    fn problems(&self) -> Option<&Problems> {
        match &self.refused.as_ref()?.error {
            AppError::Invalid(problems) => Some(problems),
            _ => None,
        }
    }
}

/// A form that posts to a server function. `page` is where it stands, if that is not the page being shown.
#[component]
pub fn PostForm(
    #[prop(into)] action: String,
    #[prop(optional)] multipart: bool,
    #[prop(optional, into)] subject: String,
    #[prop(optional, into)] class: String,
    #[prop(optional, into)] page: String,
    children: Children,
) -> impl IntoView {
    let facts = PageFacts::current();
    let scope = FormScope::new(&action, &subject, facts.refused);
    let page = if page.is_empty() { facts.page } else { page };
    let class = (!class.is_empty()).then_some(class);
    let enctype = multipart.then_some("multipart/form-data");
    let subject = (!subject.is_empty()).then(|| view! { <input type="hidden" name="_subject" value=subject /> });
    view! {
        <Provider value=scope>
            <form method="post" action=action enctype=enctype class=class>
                <input type="hidden" name="_page" value=page />
                <input type="hidden" name="_key" value=Uuid::new_v4().to_string() />
                {subject}
                {children()}
            </form>
        </Provider>
    }
}

/// What is wrong with the form around it, with links to the fields; nothing if nothing is.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let scope = FormScope::current();
    let refused = scope.refused.as_ref()?;
    let heading = refusal(&refused.error)?;
    let list = problem_list(&refused.error, Some(&scope));
    Some(view! {
        <div class="error-summary" role="alert" tabindex="-1" id=scope.id("errors") autofocus=true>
            <h2>{heading}</h2>
            {list}
        </div>
    })
}

/// Why a form was refused, where that is still to be said: who has to log in is asked to in place of the page, and the next
/// step of a form is no refusal.
pub(super) fn refusal(error: &AppError) -> Option<String> {
    match error {
        AppError::Unconfirmed | AppError::LoggedInAgain | AppError::NotLoggedIn | AppError::SecondFactor => None,
        AppError::Invalid(problems) => Some(match problems.0.len() {
            0 => error.to_string(),
            1 => "One thing to put right".to_owned(),
            2 => "Two things to put right".to_owned(),
            count => format!("{count} things to put right"),
        }),
        error => Some(error.to_string()),
    }
}

/// What is wrong with which field, with links into the form if there is one; nothing where it is not about fields.
pub(super) fn problem_list(error: &AppError, form: Option<&FormScope>) -> Option<impl IntoView + use<>> {
    let problems = match error {
        AppError::Invalid(problems) if !problems.0.is_empty() => problems,
        _ => return None,
    };
    let line = |(field, problem): &(String, Problem)| {
        let words = format!("{}: {problem}", spelled(field));
        let words = match form {
            Some(form) => Either::Left(view! { <a href=format!("#{}", form.id(field))>{words}</a> }),
            None => Either::Right(words),
        };
        view! { <li>{words}</li> }
    };
    Some(view! { <ul>{problems.0.iter().map(line).collect_view()}</ul> })
}

/// `first_entry` reads `First entry`, and `pictures[0][alt]` reads `Picture 1`.
fn spelled(field: &str) -> String {
    if let Some((list, rest)) = field.split_once('[')
        && let Some(place) = rest.split(']').next().and_then(|place| place.parse::<usize>().ok())
    {
        return format!("{} {}", spelled(list.trim_end_matches('s')), place.saturating_add(1));
    }
    let mut letters = field.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect::<String>().replace('_', " "))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(subject: &str) -> Option<Arc<RefusedForm>> {
        let fields =
            [("_subject", subject), ("note", "typed")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        Some(Arc::new(RefusedForm {
            action: "/api/x/y".to_owned(),
            page: "/x".to_owned(),
            fields: fields.into(),
            error: AppError::field("note", Problem::TooLong { max: 3 }),
        }))
    }

    #[test]
    fn only_the_refused_form_shows_what_was_typed() {
        let scope = FormScope::new("/api/x/y", "a", refused("a"));
        assert_eq!(scope.value("note", "stored".to_owned()), "typed");
        assert!(scope.problem("note").is_some() && scope.problem("other").is_none());
        assert_eq!(scope.id("note"), "a-note");
        for other in [FormScope::new("/api/x/y", "b", refused("a")), FormScope::new("/api/x/z", "a", refused("a"))] {
            assert_eq!(other.value("note", "stored".to_owned()), "stored");
            assert_eq!(other.problem("note"), None);
        }
    }

    #[test]
    fn boxes_that_were_not_sent_are_not_ticked() {
        assert!(!FormScope::new("/api/x/y", "", refused("")).checked("paused", true));
        assert!(FormScope::new("/api/x/y", "", None).checked("paused", true));
    }

    #[test]
    fn names_of_fields() {
        assert_eq!(spelled("first_entry"), "First entry");
        assert_eq!(spelled("pictures[9][alt]"), "Picture 10");
        assert_eq!(spelled(""), "");
    }
}
