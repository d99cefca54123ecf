//! What is new on the page.

use web_sys::{Document, Element, RequestInit};

use crate::{
    domain::live::Topic,
    islands::{
        dom::{all, ask, document, later, page_of, say},
        parts::{pairs, renew, typed_into},
        place::Place,
        wake,
    },
};

/// How long news can be heard, in milliseconds.
const SAID_FOR: i32 = 5_000;

/// Asks for the page again and replaces the parts about these topics. `None` if that did not work.
pub async fn refresh(topics: &[String], status: &Element) -> Option<()> {
    let parts = parts_about(topics);
    if parts.is_empty() {
        return Some(());
    }
    let newer = page_as_it_is_now(&status.get_attribute("data-page")?, status).await?;
    let page = document()?;
    let focus = page.active_element().filter(|element| element.tag_name() != "BODY");
    let (place, kept) = (Place::of(focus.as_ref()), typed_into(&page));
    let mut news = "";
    for (old, new) in pairs(&page, &newer, &parts)? {
        let is_new = words(&old) != words(&new);
        let about = topic_of(&old);
        // A form in which somebody writes may have no place any more: they shall end first.
        if renew(&old, &new, &kept).is_some() && is_new {
            news = about.map_or(news, Topic::label);
        }
    }
    wake();
    if focus.is_some_and(|element| !element.is_connected()) {
        place.go_back(&page);
    }
    tell(status, news);
    Some(())
}

/// A form that was just refused stays until it is put right.
fn parts_about(topics: &[String]) -> String {
    let known = topics.iter().filter_map(|topic| topic.parse::<Topic>().ok());
    let about = |topic: Topic| ["[data-topic~=\"", topic.code(), "\"][id]:not(:has(.error-summary))"].concat();
    known.map(about).collect::<Vec<_>>().join(",")
}

/// The first topic of a part.
fn topic_of(part: &Element) -> Option<Topic> {
    part.get_attribute("data-topic")?.split(' ').next()?.parse().ok()
}

/// All that it says but for moments, which are told in other words after a while.
fn words(part: &Element) -> Option<String> {
    let mut words = part.text_content()?;
    for time in all(&part.query_selector_all("time").ok()?) {
        words = words.replacen(&time.text_content()?, "", 1);
    }
    Some(words)
}

/// The address in the browser may be that of a form that was refused.
async fn page_as_it_is_now(address: &str, status: &Element) -> Option<Document> {
    let response = ask(address, RequestInit::new(), true).await?;
    if matches!(response.status(), 404 | 410) {
        say(status, "This is no longer here.");
    }
    if !response.ok() || response.redirected() {
        return None;
    }
    page_of(response).await
}

/// Says it to those who do not see it, once.
fn tell(status: &Element, news: &'static str) {
    if !news.is_empty() {
        say(status, news);
        let status = status.clone();
        later(SAID_FOR, move || say(&status, ""));
    }
}
