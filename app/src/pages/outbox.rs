//! The development outbox: every mail as it would look.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;

use crate::{
    api,
    components::{Empty, Head, Icon, load},
    domain::{MailId, mail::OutboxMail},
    error::{AppError, Result},
};

/// Links open in a new tab. Scripts are forbidden by the policy of what is shown; here, that would lock out tools that
/// test it.
const SANDBOX: &str = "allow-popups allow-popups-to-escape-sandbox allow-scripts";

/// All mails, the newest first.
#[component]
pub fn OutboxPage() -> impl IntoView {
    load(api::mail::outbox(), |mails| {
        view! {
            <Head title="Outbox" noindex=true />
            <div class="container mid page">
                <div class="page-head">
                    <div>
                        <h1>"Outbox"</h1>
                        <p>"Mails stay here while people work on the site. None of them is sent."</p>
                    </div>
                </div>
                {list(mails)}
            </div>
        }
    })
}

fn list(mails: Vec<OutboxMail>) -> impl IntoView {
    if mails.is_empty() {
        return Either::Left(view! {
            <Empty picture="no-invitations" title="No mail yet">
                <p>"Invite somebody with an e-mail address, for example."</p>
            </Empty>
        });
    }
    let row = |mail: OutboxMail| {
        view! {
            <li>
                <div>
                    <a href=format!("/dev/outbox/{}", mail.id)>{mail.subject}</a>
                    <p class="muted small">{mail.to} " · " {mail.at} " UTC"</p>
                </div>
                <span class="badge">{mail.kind.label()}</span>
            </li>
        }
    };
    Either::Right(view! { <ul class="rows">{mails.into_iter().map(row).collect_view()}</ul> })
}

/// One mail, as programs with HTML show it, as those without do, and as it goes over the wire.
#[component]
pub fn OutboxMailPage() -> impl IntoView {
    let id = mail_in_path();
    let loading = async move {
        match id {
            Ok(id) => api::mail::kept(id).await,
            Err(error) => api::accounts::not_found().await.and(Err(error)),
        }
    };
    load(loading, mail)
}

fn mail_in_path() -> Result<MailId> {
    let id = use_params_map().get_untracked().get("mail").unwrap_or_default();
    id.parse().map_err(|_| AppError::NotFound)
}

fn mail(mail: OutboxMail) -> impl IntoView {
    let html = format!("/dev/outbox/{}/html", mail.id);
    view! {
        <Head title=mail.subject.clone() noindex=true />
        <div class="container mid page">
            <a class="back" href="/dev/outbox"><Icon name="arrow-left" />"Outbox"</a>
            <div class="page-head">
                <div>
                    <h1>{mail.subject}</h1>
                    <p>{mail.from} " → " {mail.to}</p>
                </div>
            </div>
            <div class="stack loose">
                <iframe class="letter" src=html title="The mail as HTML" sandbox=SANDBOX></iframe>
                <section class="panel" aria-labelledby="text">
                    <h2 id="text">"As plain text"</h2>
                    <pre class="letter-text" tabindex="0">{mail.text}</pre>
                </section>
                <details class="more">
                    <summary><Icon name="mail" /><span>"The whole mail"</span></summary>
                    <pre class="letter-text" tabindex="0">{mail.source}</pre>
                </details>
            </div>
        </div>
    }
}
