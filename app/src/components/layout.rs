//! What stands around every page.

use leptos::{either::Either, prelude::*};
use leptos_meta::{Meta, Title};

use super::{Avatar, Icon, PostForm};
use crate::{
    domain::{live::Topic, user::Person},
    facts::PageFacts,
};

/// The description of pages that say nothing of themselves.
const DESCRIPTION: &str = "Parties, kept between friends: invitations, answers, and all that is around them.";

/// Title and description of a page. A page that may be shared also gives its path (`url`) and the path of a picture
/// (`image`).
#[component]
pub fn Head(
    #[prop(into)] title: String,
    #[prop(optional, into)] description: String,
    #[prop(optional, into)] url: String,
    #[prop(optional, into)] image: String,
    #[prop(optional, into)] image_alt: String,
    /// Search engines shall not list the page.
    #[prop(optional)]
    noindex: bool,
) -> impl IntoView {
    let base = PageFacts::current().base;
    let description = if description.is_empty() { DESCRIPTION.to_owned() } else { description };
    let absolute = |path: String| {
        if path.starts_with('/') { format!("{base}{path}") } else { path }
    };
    let shared = !url.is_empty() || !image.is_empty();
    let property = |name: &'static str, content: String| {
        (shared && !content.is_empty()).then(|| view! { <Meta property=name content=content /> })
    };
    let full_title = if title.contains("Soirée") { title.clone() } else { format!("{title} · Soirée") };
    view! {
        <Title text=escaped(&full_title) />
        <Meta name="description" content=description.clone() />
        {noindex.then(|| view! { <Meta name="robots" content="noindex" /> })}
        {property("og:type", "website".to_owned())}
        {property("og:site_name", "Soirée".to_owned())}
        {property("og:title", title)}
        {property("og:description", description)}
        {property("og:url", absolute(url))}
        {property("og:image", absolute(image))}
        {property("og:image:alt", image_alt)}
    }
    .into_any()
}

/// leptos_meta writes titles as they are.
fn escaped(title: &str) -> String {
    title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Home, parties, and the way into and out of one's account.
#[component]
pub fn Header() -> impl IntoView {
    let facts = PageFacts::current();
    let path = facts.page.split('?').next().unwrap_or_default().to_owned();
    let inside = match facts.user {
        Some(user) => Either::Left(member_menu(user, facts.unread, &path)),
        None => Either::Right(visitor_menu(&path)),
    };
    view! {
        <header class="site-header">
            <div class="container">
                <a class="brand" href="/" aria-current=here(&path, "/")>
                    <img src="/logo.svg" alt="" width="32" height="32" />
                    "Soirée"
                </a>
                {inside}
            </div>
        </header>
    }
}

fn member_menu(user: Person, unread: i64, path: &str) -> impl IntoView + use<> {
    let (parties, new) = (here(path, "/parties"), here(path, "/parties/new"));
    let admin = user.admin.then(|| {
        let (reports, site) = (here(path, "/admin/reports"), here(path, "/admin"));
        view! {
            <li><a href="/admin/reports" aria-current=reports><Icon name="flag" />"Reports"</a></li>
            <li><a href="/admin" aria-current=site><Icon name="globe" />"The site"</a></li>
        }
    });
    view! {
        <nav class="site-nav" aria-label="Main">
            <a href="/parties" aria-current=parties>"Parties"</a>
            <a class="btn small wide-only" href="/parties/new" aria-current=new><Icon name="plus" />"New party"</a>
        </nav>
        {bell(unread, path)}
        <details class="menu">
            <summary>
                <Avatar name=user.name.clone() photo=user.photo />
                <span class="sr-only">"Your account: " {user.name}</span>
            </summary>
            <ul>
                <li><a href="/parties/new" aria-current=new><Icon name="plus" />"New party"</a></li>
                <li><a href="/album" aria-current=here(path, "/album")><Icon name="image" />"My photos"</a></li>
                <li><a href="/search" aria-current=here(path, "/search")><Icon name="search" />"Search photos"</a></li>
                <li><a href="/map" aria-current=here(path, "/map")><Icon name="map" />"Map"</a></li>
                <li><a href="/people" aria-current=here(path, "/people")><Icon name="users" />"People"</a></li>
                {admin}
                <li><a href="/settings" aria-current=here(path, "/settings")><Icon name="settings" />"Settings"</a></li>
                <li>
                    <PostForm action="/api/accounts/log_out">
                        <button><Icon name="logout" />"Log out"</button>
                    </PostForm>
                </li>
            </ul>
        </details>
    }
}

/// The way to the notifications, and how many are unread.
fn bell(unread: i64, path: &str) -> impl IntoView + use<> {
    const MOST_SHOWN: i64 = 99;
    let label = match unread {
        0 => "Notifications".to_owned(),
        unread => format!("Notifications, {unread} unread"),
    };
    let number = if unread > MOST_SHOWN { format!("{MOST_SHOWN}+") } else { unread.to_string() };
    let number = (unread > 0).then(|| view! { <span class="number" aria-hidden="true">{number}</span> });
    view! {
        <div class="bell" id="bell" data-topic=Topic::Notifications.code()>
            <a href="/notifications" aria-label=label aria-current=here(path, "/notifications")>
                <Icon name="bell" />
                {number}
            </a>
        </div>
    }
}

fn visitor_menu(path: &str) -> impl IntoView + use<> {
    view! {
        <nav class="site-nav" aria-label="Main">
            <a href="/login" aria-current=here(path, "/login")>"Log in"</a>
            <a class="btn small primary" href="/signup" aria-current=here(path, "/signup")>"Sign up"</a>
        </nav>
    }
}

fn here(path: &str, link: &str) -> Option<&'static str> {
    (path == link).then_some("page")
}

/// The last line.
#[component]
pub fn Footer() -> impl IntoView {
    view! {
        <footer class="site-footer">
            <div class="container">
                <span>"Soirée · parties, kept between friends"</span>
                <nav aria-label="Footer"><a href="/">"Front page"</a></nav>
            </div>
        </footer>
    }
}
