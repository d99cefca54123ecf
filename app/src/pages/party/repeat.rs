//! The dates of a party: how it begins to repeat, and all of them once it does.

use leptos::{either::Either, prelude::*};

use super::{
    dates::{state, when},
    known, party_in_path,
};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PostForm, SelectField, TextField, load},
    domain::{
        PartyId,
        series::{Every, MOST_DATES, SeriesDate, SeriesPage},
        time,
    },
    error::AppError,
};

/// A form, or the list.
#[component]
pub fn RepeatPage() -> impl IntoView {
    let party = party_in_path();
    let loading = async move {
        let party = known(party).await?;
        Ok::<_, AppError>((party, api::series::show(party).await?))
    };
    load(loading, |(party, page)| dates(party, page))
}

fn dates(party: PartyId, page: SeriesPage) -> impl IntoView {
    let title = page.title.clone();
    let body = match page.every {
        None => Either::Left(form(party, &page)),
        Some(every) => Either::Right(list(party, every, page.dates)),
    };
    view! {
        <Head title=format!("Dates · {title}") noindex=true />
        <div class="sheet">
            <a class="back" href=format!("/p/{party}")><Icon name="arrow-left" />{title}</a>
            {body}
        </div>
    }
}

fn form(party: PartyId, page: &SeriesPage) -> impl IntoView + use<> {
    let options: Vec<_> = Every::ALL.iter().map(|every| (every.code().to_owned(), every.label().to_owned())).collect();
    let first = time::date_and_clock(page.first_entry, &page.time_zone);
    view! {
        <PostForm action="/api/series/repeat" class="panel form">
            <header>
                <h1>"Let it repeat?"</h1>
                <p>
                    "Every date gets a page of its own with the same words, look, hosts and guests. The first is "
                    {first} ". Single dates can be changed or cancelled later."
                </p>
            </header>
            <ErrorSummary />
            <input type="hidden" name="party" value=party.to_string() />
            <SelectField name="every" label="How often" options=options />
            <div class="field-row">
                <TextField
                    name="count"
                    label="How many dates"
                    kind="number"
                    hint=format!("This one among them, at most {MOST_DATES}.")
                />
                <TextField name="until" label="Or: the last day" kind="date" />
            </div>
            <div class="actions">
                <button class="btn primary">"Make the dates"</button>
                <a class="btn quiet" href=format!("/p/{party}")>"Not now"</a>
            </div>
        </PostForm>
    }
}

fn list(party: PartyId, every: Every, dates: Vec<SeriesDate>) -> impl IntoView {
    view! {
        <section class="panel stack" aria-labelledby="dates">
            <h1 id="dates">"All dates"</h1>
            <p class="muted">
                {every.label()} ". To change this and all later dates, choose so in the form behind Edit."
            </p>
            <ul class="rows">{dates.iter().map(|date| row(party, date)).collect_view()}</ul>
        </section>
        {more(party)}
    }
}

fn more(party: PartyId) -> impl IntoView {
    view! {
        <PostForm action="/api/series/extend" class="panel form">
            <header>
                <h2>"More dates"</h2>
                <p>"They are to come, after the last one, with the words, look, hosts and guests of this page."</p>
            </header>
            <ErrorSummary />
            <input type="hidden" name="party" value=party.to_string() />
            <div class="field-row">
                <TextField
                    name="count"
                    label="How many more"
                    kind="number"
                    hint=format!("At most {MOST_DATES} dates are to come.")
                />
                <TextField name="until" label="Or: the last day" kind="date" />
            </div>
            <div class="actions">
                <button class="btn primary">"Add the dates"</button>
            </div>
        </PostForm>
    }
}

fn row(party: PartyId, date: &SeriesDate) -> impl IntoView + use<> {
    let id = date.party;
    let cancel = if date.cancelled { "Bring back" } else { "Cancel" };
    let here = (id == party).then(|| view! { " " <span class="badge ok">"This page"</span> });
    let which = time::short_date(date.first_entry, &date.time_zone);
    let link = |page: &str, label: &'static str| {
        let which = which.clone();
        view! { <a class="btn small" href=format!("/p/{id}/{page}")>{label} <span class="sr-only">" " {which}</span></a> }
    };
    view! {
        <li>
            <div>
                <a href=format!("/p/{id}")>{when(date)}</a>
                {state(date)}
                {here}
            </div>
            <div class="actions">{link("edit", "Edit")} {link("cancel", cancel)}</div>
        </li>
    }
}
