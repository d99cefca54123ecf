//! What just happened, at the top of the page.

use leptos::prelude::*;

use super::{
    Icon,
    form::{problem_list, refusal},
};
use crate::{error::AppError, facts::PageFacts};

/// The message after a redirect, or why a form was refused. Where the form itself tells why, the style sheet hides the
/// second; a form that does not stand on this page is told of here in full. The area is there even when it is empty, so
/// that an answer without reload can fill it.
#[component]
pub fn FlashMessage() -> impl IntoView {
    let PageFacts { flash, refused, .. } = PageFacts::current();
    let error = refused.as_ref().map(|refused| &refused.error);
    let back = error.filter(|error| **error == AppError::LoggedInAgain).map(ToString::to_string);
    let happened = flash.map(|flash| flash.message().to_owned()).or(back).map(|message| {
        view! {
            <div class="flash ok" role="status">
                <Icon name="check" />
                <div>{message}</div>
            </div>
        }
    });
    let refused = error.and_then(refusal).map(|reason| {
        view! {
            <div class="flash bad refused" role="alert">
                <Icon name="warn" />
                <div>{reason} {error.and_then(|error| problem_list(error, None))}</div>
            </div>
        }
    });
    view! {
        <div class="container" id="flash" data-live="">
            {happened}
            {refused}
        </div>
    }
}
