//! Photos found by words, over all parties or within one.

mod form;
mod results;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::party::{known, party_in_path};
use crate::{
    api,
    components::{Head, Icon, load},
    domain::search::{SearchForm, SearchPage as Search},
};

/// Photos of all my parties.
#[component]
pub fn SearchPage() -> impl IntoView {
    let (form, after) = asked();
    load(api::search::everywhere(form, after), page)
}

/// Photos of one party.
#[component]
pub fn PartySearchPage() -> impl IntoView {
    let (party, (form, after)) = (party_in_path(), asked());
    let loading = async move { api::search::party(known(party).await?, form, after).await };
    load(loading, page)
}

/// What stands in the address.
fn asked() -> (SearchForm, Option<String>) {
    let query = use_query_map().get_untracked();
    let field = |name: &str| query.get(name).unwrap_or_default();
    let form = SearchForm {
        q: field("q"),
        tag: field("tag"),
        person: field("person"),
        camera: field("camera"),
        place: field("place"),
        from: field("from"),
        until: field("until"),
    };
    (form, query.get("after").filter(|after| !after.is_empty()))
}

fn page(search: Search) -> impl IntoView {
    let (path, theme, back) = match &search.around {
        Some(around) => {
            let (party, title) = (around.party, around.title.clone());
            let back = view! { <a class="back" href=format!("/p/{party}/album")><Icon name="arrow-left" />{title}</a> };
            (format!("/p/{party}/search"), Some(around.theme.code()), Some(back))
        }
        None => ("/search".to_owned(), None, None),
    };
    let hint =
        if search.around.is_some() { "In the album of this party." } else { "In the albums of all your parties." };
    let form = form::form(&search, &path);
    let results = results::results(search, &path);
    view! {
        <Head title="Search photos" noindex=true />
        <div class="party" data-theme=theme>
            <div class="container page stack loose">
                {back}
                <div class="page-head">
                    <div>
                        <h1>"Search photos"</h1>
                        <p>{hint}</p>
                    </div>
                </div>
                {form}
                {results}
            </div>
        </div>
    }
}
