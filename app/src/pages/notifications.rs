//! What I am told.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    api,
    components::{Avatar, Empty, Head, Icon, PostForm, Refresh, load},
    domain::{
        live::Topic,
        notification::{Kind, Line, NotificationPage},
        time::{self, Millis},
    },
    facts::PageFacts,
    islands::Live,
};

/// One line for all of the same kind, the newest first.
#[component]
pub fn NotificationsPage() -> impl IntoView {
    let after = use_query_map().read_untracked().get("after").filter(|after| !after.is_empty());
    let later = after.is_some();
    load(api::notifications::list(after), move |page| {
        view! {
            <Head title="Notifications" noindex=true />
            <div class="container mid page">
                <div id="notifications" data-topic=Topic::Notifications.code()>{head()} {list(page, later)}</div>
                <Live />
            </div>
        }
    })
}

fn head() -> impl IntoView {
    let facts = PageFacts::current();
    let read_all = (facts.unread > 0).then(|| {
        view! {
            <PostForm action="/api/notifications/read_all">
                <input type="hidden" name="until" value=facts.now.to_string() />
                <button class="btn"><Icon name="check" />"Mark all as read"</button>
            </PostForm>
        }
    });
    view! {
        <div class="page-head">
            <h1>"Notifications"</h1>
            <div class="row">
                {read_all}
                <Refresh />
                <a class="btn quiet" href="/settings/notifications"><Icon name="settings" />"Settings"</a>
            </div>
        </div>
    }
}

/// A page of the list. `later`: not the first one.
fn list(page: NotificationPage, later: bool) -> impl IntoView {
    if page.lines.is_empty() {
        return Either::Left(if later { Either::Left(end()) } else { Either::Right(nothing()) });
    }
    let now = PageFacts::current().now;
    let first = later.then(|| view! { <a class="btn quiet" href="/notifications">"From the start"</a> });
    let next = page.next.map(|next| {
        view! { <a class="btn" href=format!("/notifications?after={next}") rel="next">"Show more"</a> }
    });
    let pager = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label="More notifications">{first} {next}</nav> });
    Either::Right(view! {
        <ul class="notices">{page.lines.into_iter().map(|line| notice(line, now)).collect_view()}</ul>
        {pager}
    })
}

fn end() -> impl IntoView {
    view! { <p class="muted">"That was all. "<a href="/notifications">"From the start"</a></p> }
}

fn nothing() -> impl IntoView {
    view! {
        <Empty picture="no-invitations" title="All quiet">
            <p>"When somebody invites you, answers you or writes to you, it stands here."</p>
        </Empty>
    }
}

/// A line leads to where it happened; one that is unread is a form, for it is read by that.
fn notice(line: Line, now: Millis) -> impl IntoView {
    let (id, unread, target) = (line.id.to_string(), line.unread, line.target());
    let inside = inside(line, now);
    if unread {
        return Either::Left(view! {
            <li class="unread">
                <PostForm action="/api/notifications/open" subject=id.clone()>
                    <input type="hidden" name="notification" value=id />
                    <button>{inside}<span class="sr-only">" (unread)"</span></button>
                </PostForm>
            </li>
        });
    }
    Either::Right(view! { <li><a href=target>{inside}</a></li> })
}

fn inside(line: Line, now: Millis) -> impl IntoView {
    let words = line.words();
    let face = match line.actor.filter(|_| line.count == 1 || line.kind == Kind::Follow) {
        Some(actor) => Either::Left(view! { <Avatar name=actor.name photo=actor.photo /> }),
        None => Either::Right(view! { <span class="sign"><Icon name=icon(line.kind) /></span> }),
    };
    view! {
        {face}
        <span class="words">
            {words} " " <time class="muted small" datetime=time::machine(line.at)>{time::ago(line.at, now)}</time>
        </span>
    }
}

fn icon(kind: Kind) -> &'static str {
    match kind {
        Kind::Answer => "users",
        Kind::MovedUp => "hourglass",
        Kind::Invited => "mail",
        Kind::Cancelled => "cross",
        Kind::Announcement => "warn",
        Kind::Post | Kind::Reply | Kind::Mention => "message",
        Kind::Photos => "camera",
        Kind::Comment => "message",
        Kind::Tagged => "tag",
        Kind::Report => "flag",
        Kind::Follow => "user",
    }
}
