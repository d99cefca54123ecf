//! What was found, with the words marked.

use leptos::{either::Either, prelude::*};

use crate::{
    components::Empty,
    domain::{
        picture::{Size, media_url},
        search::{Found, SearchForm, SearchPage, Tally, marked},
        time,
    },
    pages::party::photo_alt,
};

pub fn results(search: SearchPage, path: &str) -> impl IntoView + use<> {
    let SearchPage { around, form, words, photos, tally, next, tags, .. } = search;
    let (first, empty) = (tally.is_some(), photos.is_empty());
    let within = around.is_some();
    // What was looked for in vain is not narrowed down further.
    let base = if empty { SearchForm::default() } else { form.clone() };
    let tags = if first { suggestions(&base, &tags, path) } else { None };
    let next = next.map(|next| {
        let query = form.query();
        let href = if query.is_empty() { format!("{path}?after={next}") } else { format!("{path}?{query}&after={next}") };
        view! { <nav class="pager" aria-label="Older photos"><a class="btn" href=href rel="next">"Older photos"</a></nav> }
    });
    let found = match (empty, first) {
        (false, _) => {
            let photos = photos.into_iter().map(|photo| line(photo, &words, within, path)).collect_view();
            Either::Left(view! { <ol class="found">{photos}</ol> })
        }
        (true, false) => Either::Right(Either::Left(view! { <p class="muted">"That was all."</p> })),
        (true, true) => Either::Right(Either::Right(nothing(&form))),
    };
    view! {
        {tally.filter(|_| !empty).map(|tally| view! { <p class="muted small" role="status">{counted(tally)}</p> })}
        {tags}
        {found}
        {next}
    }
}

fn counted(tally: Tally) -> String {
    match tally {
        Tally { count: 1, more: false } => "1 photo".to_owned(),
        Tally { count, more: false } => format!("{count} photos"),
        Tally { count, more: true } => format!("More than {count} photos, the newest first"),
    }
}

fn nothing(form: &SearchForm) -> impl IntoView + use<> {
    let (title, words) = if form.is_empty() {
        ("No photos yet", "What you and others add to albums is found here.")
    } else {
        ("Nothing found", "Try fewer words, or another spelling. Accents and capital letters do not matter.")
    };
    view! { <Empty picture="no-photos" title=title><p>{words}</p></Empty> }
}

/// Tags of what was found, or else of the albums, each as a link that narrows it down.
fn suggestions(form: &SearchForm, tags: &[String], path: &str) -> Option<impl IntoView + use<>> {
    let others: Vec<&String> = tags.iter().filter(|tag| **tag != form.tag).take(12).collect();
    let link = |tag: &String| {
        let href = with_tag(form, tag, path);
        view! { <li><a href=href>{format!("#{tag}")}</a></li> }
    };
    let links = others.iter().map(|tag| link(tag)).collect_view();
    (!others.is_empty()).then(|| view! { <nav aria-label="Tags"><ul class="chips">{links}</ul></nav> })
}

fn with_tag(form: &SearchForm, tag: &str, path: &str) -> String {
    format!("{path}?{}", SearchForm { tag: tag.to_owned(), ..form.clone() }.query())
}

fn line(found: Found, asked: &[String], within: bool, path: &str) -> impl IntoView + use<> {
    let Found { card, title, time_zone, place, tags, people } = found;
    let href = format!("/p/{}/album/{}", card.party, card.id);
    let words = photo_alt(&card);
    let zone = if time_zone.is_empty() { "UTC" } else { &time_zone };
    let when = time::date_and_clock(card.at, zone);
    let title = (!within && !title.is_empty()).then(|| view! { <span>{marks(&title, asked)}</span> });
    let place = (!place.is_empty()).then(|| view! { <span>{marks(&place, asked)}</span> });
    let people = (!people.is_empty()).then(|| {
        view! { <p class="small">"With " {marks(&people.join(", "), asked)}</p> }
    });
    let tag = |tag: &String| {
        let href = with_tag(&SearchForm::default(), tag, path);
        view! { <li><a class="badge" href=href>"#" {marks(tag, asked)}</a></li> }
    };
    let tags = (!tags.is_empty()).then(|| {
        view! { <ul class="row" aria-label="Tags">{tags.iter().map(tag).collect_view()}</ul> }
    });
    view! {
        <li>
            <a href=href.clone() tabindex="-1" aria-hidden="true">
                <img src=media_url(card.picture, Size::Small) alt="" width="160" height="160" loading="lazy" />
            </a>
            <div class="stack">
                <p><a href=href>{marks(&words, asked)}</a></p>
                {people}
                <p class="facts-line muted small">
                    {title}
                    {place}
                    <time datetime=time::machine(card.at)>{when}</time>
                </p>
                {tags}
            </div>
        </li>
    }
}

/// The text, with the words that were asked for in marks.
fn marks(text: &str, asked: &[String]) -> impl IntoView + use<> {
    let piece = |(text, hit): (String, bool)| match hit {
        true => Either::Left(view! { <mark>{text}</mark> }),
        false => Either::Right(text),
    };
    marked(text, asked).into_iter().map(piece).collect_view()
}
