//! A party changed.

use leptos::prelude::*;

use super::{known, party_in_path};
use crate::{
    api,
    components::{ErrorSummary, Head, Icon, PartyFields, PostForm, load},
    domain::{PartyId, party::PartyForm},
    error::AppError,
};

/// The form as the party is.
#[component]
pub fn EditPartyPage() -> impl IntoView {
    let party = party_in_path();
    let loading = async move {
        let party = known(party).await?;
        Ok::<_, AppError>((party, api::parties::form(party).await?))
    };
    load(loading, |(party, form)| edit(party, form))
}

fn edit(party: PartyId, form: PartyForm) -> impl IntoView {
    let title = form.title.clone();
    view! {
        <Head title=format!("Edit · {title}") noindex=true />
        <div class="container mid page">
            <a class="back" href=format!("/p/{party}")><Icon name="arrow-left" />{title}</a>
            <div class="page-head">
                <div>
                    <h1>"Edit party"</h1>
                    <p>"Guests see changes at once. Nobody loses a place if you lower their number."</p>
                </div>
            </div>
            <PostForm action="/api/parties/update" multipart=true class="form">
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <PartyFields form=form />
                <div class="actions">
                    <button class="btn primary large">"Save"</button>
                    <a class="btn quiet" href=format!("/p/{party}")>"Cancel"</a>
                </div>
            </PostForm>
        </div>
    }
}
