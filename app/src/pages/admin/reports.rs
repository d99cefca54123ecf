//! Reported posts and photos, for those who look after the whole site.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::{
    api,
    components::{Head, load},
    error::AppError,
    pages::reports::{List, photos, reports},
};

/// Reported posts and photos of all parties.
#[component]
pub fn AdminReportsPage() -> impl IntoView {
    let after = use_query_map().read_untracked().get("after").filter(|after| !after.is_empty());
    let later = after.is_some();
    let loading = async move {
        let photos = if later { Vec::new() } else { api::album::all_reports().await? };
        Ok::<_, AppError>((api::reports::everywhere(after).await?, photos))
    };
    load(loading, move |(list, reported)| {
        let posts = (!list.posts.is_empty() || reported.is_empty()).then(|| reports(List::Site, list, later));
        view! {
            <Head title="Reports" noindex=true />
            <div class="board page">
                <div class="page-head">
                    <div>
                        <h1>"Reports"</h1>
                        <p>"Reported posts and photos of all parties. Their hosts see them too."</p>
                    </div>
                </div>
                <div class="stack loose">{photos(List::Site, reported)} {posts}</div>
            </div>
        }
    })
}
