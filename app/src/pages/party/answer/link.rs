//! The personal link: kept by guests without an account, claimed by those who have one.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, Icon, PostForm},
    domain::party::{MyInvite, PartyPage},
    facts::PageFacts,
    islands::CopyLink,
};

/// The link that brings a guest back, from any device.
pub fn keep(party: &PartyPage, mine: &MyInvite) -> Option<impl IntoView + use<>> {
    let link = mine.link.clone()?;
    let login = format!("/login?next=/p/{}", party.id);
    Some(view! {
        <section class="panel stack" aria-labelledby="keep">
            <h2 id="keep">"Keep this link"</h2>
            <p class="small">
                "It is yours alone, and brings you back here from any device. Do you have an account? "
                <a href=login>"Log in"</a> " to keep the invitation there."
            </p>
            <CopyLink link=link label="Your link".to_owned() />
        </section>
    })
}

/// Offers to move the invitation that this browser opened into the account.
pub fn claim_banner(party: &PartyPage) -> Option<impl IntoView + use<>> {
    let mine = party.mine.as_ref().filter(|mine| mine.claimable && !party.role.manages())?;
    let user = PageFacts::current().user?;
    let (id, name) = (party.id.to_string(), mine.name.clone());
    Some(view! {
        <section class="banner" aria-labelledby="claim">
            <Icon name="user" />
            <div>
                <h2 id="claim">"This invitation is for “" {name.clone()} "”"</h2>
                <p>"You are logged in as " {user.name} ". Keep it in your account, or answer as " {name.clone()} "."</p>
            </div>
            <div class="actions">
                <PostForm action="/api/invites/claim">
                    <ErrorSummary />
                    <input type="hidden" name="party" value=id />
                    <button class="btn primary small">"Add to my account"</button>
                </PostForm>
                <a class="btn small" href="#answer">"Answer as " {name}</a>
            </div>
        </section>
    })
}
