//! Who hosts the party.

use leptos::{either::EitherOf3, prelude::*};

use super::{known, party_in_path};
use crate::{
    api,
    components::{Avatar, ErrorSummary, Head, Icon, PersonLink, PostForm, TextField, load},
    domain::{PartyId, party::HostView},
    error::AppError,
};

/// Hosts and co-hosts: add, take back, hand over, leave.
#[component]
pub fn HostsPage() -> impl IntoView {
    let party = party_in_path();
    let loading = async move {
        let party = known(party).await?;
        Ok::<_, AppError>((party, api::hosts::list(party).await?))
    };
    load(loading, |(party, list)| {
        let may_choose = list.may_choose;
        let rows = list.hosts.into_iter().map(|host| row(party, host, may_choose)).collect_view();
        view! {
            <Head title=format!("Hosts · {}", list.title) noindex=true />
            <div class="container mid page">
                <a class="back" href=format!("/p/{party}")><Icon name="arrow-left" />{list.title}</a>
                <div class="page-head">
                    <div>
                        <h1>"Hosts"</h1>
                        <p>
                            "Co-hosts do everything that hosts do, but choosing hosts and deleting the party. A party always has a host: hand over before you leave."
                        </p>
                    </div>
                </div>
                <div class="stack loose">
                    <ul class="rows">{rows}</ul>
                    {may_choose.then(|| add(party))}
                </div>
            </div>
        }
    })
}

fn row(party: PartyId, host: HostView, may_choose: bool) -> impl IntoView {
    let kind = if host.co_host { "Co-host" } else { "Host" };
    // Initials of no name would be those of the words in its place.
    let face = if host.username.is_some() { host.name.clone() } else { "?".to_owned() };
    let handle = host.username.as_ref().map(|username| format!("@{username} · ")).unwrap_or_default();
    let about = format!("{handle}{kind}{}", if host.me { " · you" } else { "" });
    let actions = match &host.username {
        _ if host.me => EitherOf3::A(leave(party)),
        Some(username) if host.co_host && may_choose => EitherOf3::B(choose(party, username, &host.name)),
        _ => EitherOf3::C(()),
    };
    view! {
        <li>
            <div class="person">
                <Avatar name=face photo=host.photo />
                <span>
                    <PersonLink name=host.name.clone() username=host.username.clone() />
                    " "
                    <span class="muted small">{about}</span>
                </span>
            </div>
            {actions}
        </li>
    }
}

fn leave(party: PartyId) -> impl IntoView {
    view! {
        <PostForm action="/api/hosts/leave">
            <ErrorSummary />
            <input type="hidden" name="party" value=party.to_string() />
            <button class="btn small danger">"Stop hosting"</button>
        </PostForm>
    }
}

fn choose(party: PartyId, username: &str, name: &str) -> impl IntoView + use<> {
    let button = |action: &'static str, class: &'static str, label: &'static str| {
        let (username, name) = (username.to_owned(), name.to_owned());
        view! {
            <PostForm action=action subject=username.clone()>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <input type="hidden" name="username" value=username />
                <button class=class>{label}<span class="sr-only">": " {name}</span></button>
            </PostForm>
        }
    };
    view! {
        <div class="row">
            {button("/api/hosts/promote", "btn small", "Make host")}
            {button("/api/hosts/remove", "btn small danger", "Take back")}
        </div>
    }
}

fn add(party: PartyId) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="add-heading">
            <PostForm action="/api/hosts/add" class="form">
                <h2 id="add-heading">"Add a co-host"</h2>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <TextField
                    name="username"
                    label="Username"
                    hint="They need an account here, and find their username in its settings."
                    placeholder="@ana"
                    required=true
                    max=31
                />
                <div class="actions"><button class="btn primary"><Icon name="plus" />"Add co-host"</button></div>
            </PostForm>
        </section>
    }
}
