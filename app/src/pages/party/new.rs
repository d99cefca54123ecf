//! A new party.

use leptos::prelude::*;

use crate::{
    api,
    components::{ErrorSummary, Head, PartyFields, PostForm, load},
    domain::party::PartyForm,
};

/// The form with what can be guessed.
#[component]
pub fn NewPartyPage() -> impl IntoView {
    load(api::parties::blank(), form)
}

fn form(form: PartyForm) -> impl IntoView {
    view! {
        <Head title="A new party" />
        <div class="container mid page">
            <div class="page-head">
                <div>
                    <h1>"A new party"</h1>
                    <p>"Everything can be changed later."</p>
                </div>
            </div>
            <PostForm action="/api/parties/create" multipart=true class="form">
                <ErrorSummary />
                <PartyFields form=form />
                <div class="actions">
                    <button class="btn primary large">"Create party"</button>
                    <a class="btn quiet" href="/parties">"Cancel"</a>
                </div>
            </PostForm>
        </div>
    }
}
