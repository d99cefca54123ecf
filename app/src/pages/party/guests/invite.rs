//! Invitations by mail, to all who got none yet.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, Icon, PostForm},
    domain::PartyId,
};

/// A button for all of them; they come back to the guest list, which tells what becomes of the mails.
pub fn send_invitations(party: PartyId, count: i64) -> impl IntoView {
    let (words, label) = match count {
        1 => ("1 guest with an e-mail address got no invitation yet.".to_owned(), "Send invitation".to_owned()),
        count => (
            format!("{count} guests with an e-mail address got no invitation yet."),
            format!("Send {count} invitations"),
        ),
    };
    view! {
        <section class="panel no-print" aria-label="Invitations by mail">
            <PostForm action="/api/mail/invite_all">
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <div class="row apart">
                    <p>{words}</p>
                    <button class="btn primary"><Icon name="mail" />{label}</button>
                </div>
            </PostForm>
        </section>
    }
}
