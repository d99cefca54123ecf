//! Where I am logged in.

use leptos::{either::Either, prelude::*};

use super::Settings;
use crate::{
    api::sessions,
    components::{ErrorSummary, Icon, PostForm, load},
    domain::user::SessionInfo,
};

#[component]
pub fn SessionsPage() -> impl IntoView {
    load(sessions::list(), devices)
}

fn devices(sessions: Vec<SessionInfo>) -> impl IntoView {
    let others = sessions.iter().any(|session| !session.current);
    let end_others = others.then(|| {
        view! {
            <PostForm action="/api/sessions/end_others">
                <ErrorSummary />
                <button class="btn">"Log out everywhere else"</button>
            </PostForm>
        }
    });
    view! {
        <Settings current="/settings/sessions">
            <section class="panel stack" aria-labelledby="sessions">
                <h2 id="sessions">"Where you are logged in"</h2>
                <ul class="rows">{sessions.into_iter().map(device).collect_view()}</ul>
                {end_others}
            </section>
        </Settings>
    }
}

fn device(session: SessionInfo) -> impl IntoView {
    let SessionInfo { handle, device, place, last_used, current } = session;
    let end = if current {
        Either::Left(view! { <span class="badge ok">"Now"</span> })
    } else {
        let subject = handle.clone();
        let which = device.clone();
        Either::Right(view! {
            <PostForm action="/api/sessions/end" subject=subject>
                <ErrorSummary />
                <input type="hidden" name="handle" value=handle />
                <button class="btn small">"Log out" <span class="sr-only">" " {which}</span></button>
            </PostForm>
        })
    };
    let used = if current { "This device".to_owned() } else { format!("Last used {last_used}") };
    let used = if place.is_empty() { used } else { format!("{used} · {place}") };
    view! {
        <li>
            <div class="person">
                <Icon name="device" />
                <div>
                    <span class="name">{device}</span>
                    <p class="muted small">{used}</p>
                </div>
            </div>
            {end}
        </li>
    }
}
