//! A party changed.

use leptos::prelude::*;

use super::{known, party_in_path};
use crate::{
    api,
    components::{CheckField, ErrorSummary, Head, Icon, PartyFields, PostForm, RadioField, load},
    domain::{PartyId, party::PartyForm, series::Scope},
    error::AppError,
    facts::PageFacts,
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
    let scope = form.scope.clone();
    let sends_mail = PageFacts::current().mail;
    let tell = || {
        view! {
            <CheckField
                name="tell"
                label="Tell guests by mail if time or place change"
                checked=true
                hint="It goes to those who know of the party and have not declined."
            />
        }
    };
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
                {(!scope.is_empty()).then(|| which_dates(scope))}
                {sends_mail.then(tell)}
                <div class="actions">
                    <button class="btn primary large">"Save"</button>
                    <a class="btn quiet" href=format!("/p/{party}")>"Cancel"</a>
                </div>
            </PostForm>
        </div>
    }
}

/// For parties that repeat.
fn which_dates(scope: String) -> impl IntoView {
    let options: Vec<_> = Scope::ALL.iter().map(|scope| (scope.code().to_owned(), scope.label().to_owned())).collect();
    view! {
        <RadioField
            name="scope"
            label="What is this change for?"
            options=options
            value=scope
            hint="Later dates move as far as this one does."
        />
    }
}
