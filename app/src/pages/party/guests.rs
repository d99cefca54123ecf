//! The guest list: who was invited, what they said, and who is there.

mod add;
mod choose;
mod invite;
mod query;
mod row;

use leptos::{either::Either, prelude::*};

use self::{
    add::add_form,
    query::Query,
    row::{printed_row, row},
};
pub(super) use self::{
    add::lines_form,
    choose::known_form,
    invite::send_invitations,
    row::{badge, fields_of},
};
use super::{known, party_in_path};
use crate::{
    api,
    components::{Empty, Head, Icon, Refresh, load},
    domain::{
        PartyId,
        invite::{Counts, GuestList, GuestRow},
        live::Topic,
        rsvp::Answer,
    },
    error::AppError,
    islands::Live,
};

/// The guest list for hosts: filtered, searched, page by page; or all of it on paper.
#[component]
pub fn GuestsPage() -> impl IntoView {
    let (party, query) = (party_in_path(), Query::current());
    let Query { answer, search, after, print } = query.clone();
    let loading = async move {
        let party = known(party).await?;
        let list = match print {
            true => api::invites::sheet(party, answer, search).await?,
            false => api::invites::list(party, answer, search, after).await?,
        };
        Ok::<_, AppError>((party, list))
    };
    load(
        loading,
        move |(party, list)| {
            if print { Either::Left(printed(party, list)) } else { Either::Right(page(party, &query, list)) }
        },
    )
}

fn page(party: PartyId, query: &Query, list: GuestList) -> impl IntoView + use<> {
    let nobody = list.counts.all() == 0;
    let sheet = Query { after: None, print: true, ..query.clone() }.path(party);
    let head = view! {
        <a class="back" href=format!("/p/{party}")><Icon name="arrow-left" />{list.title.clone()}</a>
        <div class="page-head" id="expected" data-topic=Topic::Answers.code()>
            <div>
                <h1>"Guests"</h1>
                <p>{expected(&list.counts, list.capacity)}</p>
            </div>
            <div class="row">
                <Refresh />
                <a class="btn" href=format!("/p/{party}/guests.csv") download><Icon name="download" />"CSV"</a>
                <a class="btn" href=sheet><Icon name="print" />"Print"</a>
            </div>
        </div>
    };
    let (next, around) = (list.next.clone(), (!nobody).then_some("section"));
    let everybody = if nobody {
        Either::Left(view! {
            <Empty picture="no-guests" title="The door is open">
                <p>"Add the first names, or send everybody the same link."</p>
                <a class="btn primary" href="#add">"Add guests"</a>
            </Empty>
        })
    } else {
        Either::Right(view! {
            <section aria-label="Guest list">
                <div class="stack">
                    {list.to_invite.filter(|count| *count > 0).map(|count| send_invitations(party, count))}
                    {chips(party, query, &list.counts)}
                    {search(party, query)}
                    {rows(party, query, list.rows)}
                    {next.map(|next| pager(party, query, next))}
                </div>
            </section>
        })
    };
    view! {
        <Head title=format!("Guests · {}", list.title) noindex=true />
        <div class="container mid page">
            {head}
            <div class=around id="everybody" data-topic=Topic::Answers.code()>{everybody}</div>
            {add_form(party, list.share_link)}
            <Live party=party />
        </div>
    }
}

/// All guests on one page, to be ticked at the door.
fn printed(party: PartyId, list: GuestList) -> impl IntoView {
    view! {
        <Head title=format!("Guests · {}", list.title) noindex=true />
        <div class="container mid page">
            <a class="back no-print" href=format!("/p/{party}/guests")><Icon name="arrow-left" />"Guests"</a>
            <div class="page-head">
                <div>
                    <h1>{list.title}</h1>
                    <p>{expected(&list.counts, list.capacity)}</p>
                    <p class="no-print">"Print this page with your browser: every name gets a box to tick."</p>
                </div>
            </div>
            <ul class="guests">{list.rows.into_iter().map(printed_row).collect_view()}</ul>
        </div>
    }
}

fn rows(party: PartyId, query: &Query, rows: Vec<GuestRow>) -> impl IntoView + use<> {
    if rows.is_empty() {
        let all = Query::default().path(party);
        return Either::Left(view! { <p class="muted">"Nobody here. "<a href=all>"Show everybody"</a></p> });
    }
    let here = query.path(party);
    let rows = rows.into_iter().map(|guest| row(party, &here, guest)).collect_view();
    Either::Right(view! { <ul class="guests">{rows}</ul> })
}

/// Numbers that are links to the guests they count.
fn chips(party: PartyId, query: &Query, counts: &Counts) -> impl IntoView + use<> {
    let chip = |answer: Option<Answer>, label: &'static str, count: i64| {
        let current = (query.answer == answer).then_some("true");
        let path = Query { answer, ..Query::default() }.path(party);
        view! { <a href=path aria-current=current>{label} " " <b>{count}</b></a> }
    };
    let everybody = chip(None, "Everybody", counts.all());
    let answers = Answer::ALL.map(|answer| chip(Some(answer), answer.label(), counts.of(answer)));
    view! { <nav class="chips" aria-label="Filter by answer">{everybody} {answers.into_iter().collect_view()}</nav> }
}

fn search(party: PartyId, query: &Query) -> impl IntoView + use<> {
    let filter = query.answer.map(|answer| view! { <input type="hidden" name="answer" value=answer.code() /> });
    view! {
        <form class="search" role="search" method="get" action=format!("/p/{party}/guests")>
            {filter}
            <label class="sr-only" for="q">"Search guests"</label>
            <input id="q" name="q" type="search" placeholder="Search by name or e-mail" value=query.search.clone() />
            <button class="btn round" aria-label="Search"><Icon name="search" /></button>
        </form>
    }
}

fn pager(party: PartyId, query: &Query, next: String) -> impl IntoView + use<> {
    let path = Query { after: Some(next), ..query.clone() }.path(party);
    view! { <nav class="pager" aria-label="More guests"><a class="btn" href=path rel="next">"Show more"</a></nav> }
}

/// `19 people expected, 30 places. 4 guests are here.`
fn expected(counts: &Counts, capacity: Option<i64>) -> String {
    let plural = |n: i64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let places = capacity.map(|places| format!(", {}", plural(places, "place", "places"))).unwrap_or_default();
    let here = match counts.checked_in {
        0 => String::new(),
        n => format!(" {} here.", plural(n, "guest is", "guests are")),
    };
    format!("{} expected{places}.{here}", plural(counts.people, "person", "people"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_who_is_expected() {
        let counts = Counts { people: 19, checked_in: 4, ..Counts::default() };
        assert_eq!(expected(&counts, Some(30)), "19 people expected, 30 places. 4 guests are here.");
        assert_eq!(
            expected(&Counts { people: 1, checked_in: 1, ..counts }, None),
            "1 person expected. 1 guest is here."
        );
        assert_eq!(expected(&Counts::default(), None), "0 people expected.");
    }
}
