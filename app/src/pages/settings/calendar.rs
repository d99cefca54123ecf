//! My parties in my calendar program.

use leptos::{either::Either, prelude::*};

use super::Settings;
use crate::{
    api::calendar,
    components::{ErrorSummary, Icon, PostForm, load},
    islands::CopyLink,
};

#[component]
pub fn CalendarPage() -> impl IntoView {
    load(calendar::address(), feed)
}

fn feed(address: Option<String>) -> impl IntoView {
    let body = match address {
        Some(address) => Either::Left(on(address)),
        None => Either::Right(view! {
            <PostForm action="/api/calendar/renew">
                <ErrorSummary />
                <button class="btn primary"><Icon name="calendar" />"Make my calendar"</button>
            </PostForm>
        }),
    };
    view! {
        <Settings current="/settings/calendar">
            <section class="panel stack" aria-labelledby="feed">
                <h2 id="feed">"Your parties in your calendar"</h2>
                <p class="muted">
                    "Your calendar program can subscribe to everything you host or are invited to, and keeps it up to date by itself. What you have declined is left out."
                </p>
                {body}
            </section>
        </Settings>
    }
}

fn on(address: String) -> impl IntoView {
    view! {
        <CopyLink link=address.clone() label="Your private address".to_owned() />
        <p>
            <a class="btn" href=subscribe(&address)><Icon name="calendar" />"Subscribe on this device"</a>
        </p>
        <p class="muted">
            "Whoever has this address sees your parties. If it got into the wrong hands, make a new one: the old one stops working at once."
        </p>
        <div class="actions">
            <PostForm action="/api/calendar/renew">
                <ErrorSummary />
                <button class="btn">"Make a new address"</button>
            </PostForm>
            <PostForm action="/api/calendar/turn_off">
                <ErrorSummary />
                <button class="btn quiet">"Turn it off"</button>
            </PostForm>
        </div>
    }
}

/// Calendar programs know addresses that begin so.
fn subscribe(address: &str) -> String {
    match address.split_once("://") {
        Some((_, rest)) => format!("webcal://{rest}"),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_told_to_subscribe() {
        assert_eq!(subscribe("https://party.example.org/calendar/x.ics"), "webcal://party.example.org/calendar/x.ics");
    }
}
