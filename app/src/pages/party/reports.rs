//! Reported posts and photos of one party, for its hosts.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::{known, party_in_path};
use crate::{
    api,
    components::{Head, Icon, load},
    domain::{PartyId, album::ReportedPhoto, report::ReportsPage},
    error::AppError,
    pages::reports::{List, photos, reports},
};

/// What guests want the hosts to look at.
#[component]
pub fn PartyReportsPage() -> impl IntoView {
    let party = party_in_path();
    let after = use_query_map().read_untracked().get("after").filter(|after| !after.is_empty());
    let later = after.is_some();
    let loading = async move {
        let party = known(party).await?;
        let photos = if later { Vec::new() } else { api::album::reports(party).await? };
        Ok::<_, AppError>((party, api::reports::of_party(party, after).await?, photos))
    };
    load(loading, move |(party, found, photos)| page(party, found, photos, later))
}

fn page(party: PartyId, found: ReportsPage, reported: Vec<ReportedPhoto>, later: bool) -> impl IntoView {
    let list = List::Party(party);
    let posts = (!found.list.posts.is_empty() || reported.is_empty()).then(|| reports(list, found.list, later));
    view! {
        <Head title=format!("Reports · {}", found.title) noindex=true />
        <div class="party" data-theme=found.theme.code()>
            <div class="board page">
                <a class="back" href=format!("/p/{party}/board")><Icon name="arrow-left" />"Board"</a>
                <div class="page-head">
                    <div>
                        <h1>"Reports"</h1>
                        <p>"Posts and photos that somebody wants you to look at. Only hosts see this."</p>
                    </div>
                </div>
                <div class="stack loose">{photos(list, reported)} {posts}</div>
            </div>
        </div>
    }
}
