//! For those who look after the whole site.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::reports::{List, reports};
use crate::{
    api,
    components::{Head, load},
};

/// Reported posts of all parties.
#[component]
pub fn AdminReportsPage() -> impl IntoView {
    let after = use_query_map().read_untracked().get("after").filter(|after| !after.is_empty());
    let later = after.is_some();
    load(api::reports::everywhere(after), move |list| {
        view! {
            <Head title="Reports" noindex=true />
            <div class="board page">
                <div class="page-head">
                    <div>
                        <h1>"Reports"</h1>
                        <p>"Reported posts of all parties. Their hosts see them too."</p>
                    </div>
                </div>
                {reports(List::Site, list, later)}
            </div>
        }
    })
}
