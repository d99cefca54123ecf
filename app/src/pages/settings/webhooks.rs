//! Where programs hear of what happens at my parties.

use leptos::{either::Either, prelude::*};

use super::Settings;
use crate::{
    api::webhooks,
    components::{CheckField, ErrorSummary, Icon, PostForm, TextField, load},
    domain::webhook::{HookInfo, HookTopic, HookUrl, Undelivered},
};

#[component]
pub fn WebhooksPage() -> impl IntoView {
    load(webhooks::list(), hooks)
}

fn hooks(hooks: Vec<HookInfo>) -> impl IntoView {
    let list = if hooks.is_empty() {
        Either::Left(view! { <p class="muted">"You have none."</p> })
    } else {
        Either::Right(view! { <ul class="rows">{hooks.into_iter().map(hook).collect_view()}</ul> })
    };
    view! {
        <Settings current="/settings/webhooks">
            <section class="panel stack" aria-labelledby="webhooks">
                <h2 id="webhooks">"Your webhooks"</h2>
                <p class="muted">
                    "This site calls these addresses when something happens at a party that you host. "
                    <a href="/developers#webhooks">"What they are sent"</a>
                </p>
                {list}
            </section>
            <section class="panel" aria-labelledby="new">{new_hook()}</section>
        </Settings>
    }
}

fn hook(hook: HookInfo) -> impl IntoView {
    let HookInfo { id, url, topics, secret, delivered, paused, undelivered } = hook;
    let topics = topics.into_iter().map(HookTopic::label).collect::<Vec<_>>().join(" · ");
    let delivered = delivered.map_or("Nothing has arrived yet".to_owned(), |at| format!("Last arrived {at}"));
    let paused = paused.then(|| {
        view! {
            <p>
                <span class="badge">"Paused"</span>
                " A message could not be delivered for two days, so nothing new is sent. As soon as a test arrives, it goes on."
            </p>
        }
    });
    let (field, which) = (format!("secret-{id}"), url.clone());
    let other = which.clone();
    view! {
        <li>
            <div class="stack tight">
                <p class="name">{url}</p>
                <p class="muted small">{topics} ". " {delivered} "."</p>
                {paused}
                <div class="field">
                    <label for=field.clone()>"Its secret, to check signatures with"</label>
                    <input id=field type="text" readonly=true value=secret />
                </div>
                {messages(undelivered)}
            </div>
            <PostForm action="/api/webhooks/test" subject=id.to_string()>
                <ErrorSummary />
                <input type="hidden" name="webhook" value=id.to_string() />
                <button class="btn small">"Send a test" <span class="sr-only">" to " {which}</span></button>
            </PostForm>
            <PostForm action="/api/webhooks/remove" subject=id.to_string()>
                <ErrorSummary />
                <input type="hidden" name="webhook" value=id.to_string() />
                <button class="btn small">"Remove" <span class="sr-only">" " {other}</span></button>
            </PostForm>
        </li>
    }
}

fn messages(undelivered: Vec<Undelivered>) -> Option<impl IntoView> {
    (!undelivered.is_empty()).then(|| {
        view! {
            <h3>"Not delivered"</h3>
            <ul class="rows">{undelivered.into_iter().map(message).collect_view()}</ul>
        }
    })
}

fn message(message: Undelivered) -> impl IntoView {
    let Undelivered { id, event, happened, attempts, error, given_up } = message;
    let tries = if attempts == 1 { "1 try".to_owned() } else { format!("{attempts} tries") };
    let state = if given_up { "given up" } else { "is tried again" };
    let which = format!(" {} of {happened}", event.label());
    let again = given_up.then(|| {
        view! {
            <PostForm action="/api/webhooks/send_again" subject=id.to_string()>
                <ErrorSummary />
                <input type="hidden" name="delivery" value=id.to_string() />
                <button class="btn small">"Send again" <span class="sr-only">{which}</span></button>
            </PostForm>
        }
    });
    view! {
        <li>
            <div>
                <Icon name="warn" />
                " "
                <strong>{event.label()}</strong>
                ", "
                {happened}
                <p class="muted small">{error} " (" {tries} ", " {state} ")"</p>
            </div>
            {again}
        </li>
    }
}

fn new_hook() -> impl IntoView {
    let topic = |topic: &HookTopic| {
        view! { <CheckField name=topic.code() label=topic.label() checked=true /> }
    };
    view! {
        <PostForm action="/api/webhooks/add" class="form">
            <h2 id="new">"A new webhook"</h2>
            <ErrorSummary />
            <TextField
                name="url"
                label="Address"
                hint="It begins with https://. A test is sent there at once."
                max=HookUrl::MAX
                placeholder="https://example.org/soiree"
                required=true
            />
            <fieldset>
                <legend>"What it hears of"</legend>
                {HookTopic::ALL.iter().map(topic).collect_view()}
            </fieldset>
            <div class="actions">
                <button class="btn primary">"Add webhook"</button>
            </div>
        </PostForm>
    }
}
