//! My parties, tab by tab.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use crate::{
    api,
    components::{Empty, Head, Icon, PartyCards, load},
    domain::party::{PartySummary, Tab},
};

/// Invited, confirmed, hosting, past.
#[component]
pub fn PartiesPage() -> impl IntoView {
    let query = use_query_map();
    let tab: Tab = query.read_untracked().get("tab").and_then(|tab| tab.parse().ok()).unwrap_or_default();
    let after = query.read_untracked().get("after").filter(|after| !after.is_empty());
    let later = after.is_some();
    load(api::parties::list(tab, after), move |parties| {
        view! {
            <Head title=format!("{} · Parties", tab.label()) noindex=true />
            <div class="container page">
                <div class="page-head">
                    <h1>"Parties"</h1>
                    <a class="btn primary" href="/parties/new"><Icon name="plus" />"New party"</a>
                </div>
                {tabs(tab)}
                {list(tab, parties, later)}
            </div>
        }
    })
}

fn tabs(current: Tab) -> impl IntoView {
    let link = |tab: Tab| {
        let here = (tab == current).then_some("page");
        view! { <a href=path(tab) aria-current=here>{tab.label()}</a> }
    };
    view! { <nav class="tabs" aria-label="Which parties">{Tab::ALL.map(link).into_iter().collect_view()}</nav> }
}

fn path(tab: Tab) -> String {
    format!("/parties?tab={}", tab.code())
}

/// A page of the list. `later`: not the first one.
fn list(tab: Tab, parties: PartySummary, later: bool) -> impl IntoView {
    if parties.cards.is_empty() && !later {
        return Either::Left(nothing(tab));
    }
    let first = later.then(|| view! { <a class="btn quiet" href=path(tab)>"From the start"</a> });
    let next = parties.next.map(|next| {
        view! { <a class="btn" href=format!("{}&after={next}", path(tab)) rel="next">"Show more"</a> }
    });
    let pager = (first.is_some() || next.is_some())
        .then(|| view! { <nav class="pager" aria-label="More parties">{first} {next}</nav> });
    let end = parties.cards.is_empty().then(|| view! { <p class="muted">"That was all."</p> });
    Either::Right(view! {
        <PartyCards cards=parties.cards />
        {end}
        {pager}
    })
}

fn nothing(tab: Tab) -> impl IntoView {
    let (picture, title, words) = match tab {
        Tab::Invited => (
            "no-invitations",
            "Nothing in the post",
            "When a friend invites you, the invitation waits here. If you have a personal link, open it and keep it in your account.",
        ),
        Tab::Confirmed => ("no-parties", "Nothing in your diary", "Parties that you said yes to stand here."),
        Tab::Hosting => ("no-parties", "No party yet", "Give it a name and a time. The rest can wait."),
        Tab::Past => ("no-photos", "Nothing to look back on", "Parties move here when they are over."),
    };
    let plan =
        (tab == Tab::Hosting).then(|| view! { <a class="btn primary" href="/parties/new">"Plan your first party"</a> });
    view! {
        <Empty picture=picture title=title>
            <p>{words}</p>
            {plan}
        </Empty>
    }
}
