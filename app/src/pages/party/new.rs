//! A new party.

use leptos::prelude::*;

use crate::{
    api,
    components::{DocumentField, ErrorSummary, Head, Icon, PartyFields, PostForm, load},
    domain::{party::PartyForm, series::Every},
    error::AppError,
    facts::{PageFacts, RefusedForm},
};

const CREATE: &str = "/api/parties/create";
const IMPORT: &str = "/api/calendar/import";

/// The form with what can be guessed, or with what a calendar file says.
#[component]
pub fn NewPartyPage() -> impl IntoView {
    load(api::parties::blank(), form)
}

fn form(form: PartyForm) -> impl IntoView {
    let refused = PageFacts::current().refused;
    let is = |action: &str| refused.as_deref().filter(|form| form.action == action);
    let imported = is(CREATE).filter(|form| form.error == AppError::Unconfirmed);
    view! {
        <Head title="A new party" />
        <div class="container mid page">
            <div class="page-head">
                <div>
                    <h1>"A new party"</h1>
                    <p>"Everything can be changed later."</p>
                </div>
            </div>
            {match imported {
                Some(file) => looked_over(file.value("repeats").unwrap_or_default()).into_any(),
                None => from_file(is(IMPORT)).into_any(),
            }}
            <PostForm action=CREATE multipart=true class="form">
                <ErrorSummary />
                <PartyFields form=form />
                <div class="actions">
                    <button class="btn primary large">"Create party"</button>
                    <a class="btn quiet" href="/parties">"Cancel"</a>
                </div>
            </PostForm>
        </div>
    }
}

/// `repeats` as of [`Imported`](crate::domain::calendar::Imported).
fn looked_over(repeats: &str) -> impl IntoView + use<> {
    view! {
        <div class="banner" role="status">
            <Icon name="calendar" />
            <p>"This is what your file says. Look it over, then create the party." {repetition(repeats)}</p>
        </div>
    }
}

/// Each date is a party of its own, so they are made after the first.
fn repetition(repeats: &str) -> Option<String> {
    let how = match (repeats, repeats.parse::<Every>()) {
        ("", _) => return None,
        (_, Ok(every)) => format!(" ({})", every.label()),
        (_, Err(_)) => String::new(),
    };
    Some(format!(" In your file it repeats{how}: let it repeat after it is created, behind “Dates”."))
}

/// Open where the last file could not be read.
fn from_file(refused: Option<&RefusedForm>) -> impl IntoView + use<> {
    view! {
        <details class="more" open=refused.is_some()>
            <summary>
                <Icon name="calendar" />
                <span>"Start from a calendar file"</span>
            </summary>
            <div class="inner">
                <PostForm action=IMPORT multipart=true class="form">
                    <ErrorSummary />
                    <DocumentField
                        name="file"
                        label="Calendar file"
                        accept=".ics,text/calendar"
                        hint="An event that you saved from another calendar. Nothing is made until you have looked it over."
                    />
                    <div class="actions">
                        <button class="btn">"Fill in the form"</button>
                    </div>
                </PostForm>
            </div>
        </details>
    }
}
