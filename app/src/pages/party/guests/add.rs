//! The form that adds guests, as it stands below the list and on its own page.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, Icon, PostForm, TextArea},
    domain::PartyId,
    islands::{CopyLink, PastePreview},
};

/// Guests by name, and the link for everybody where there is one.
pub fn add_form(party: PartyId, share_link: Option<String>) -> impl IntoView {
    let share = share_link.map(|link| {
        view! {
            <div class="panel stack tight">
                <CopyLink link=link label="Link for everybody".to_owned() />
                <p class="hint">"Whoever has it can answer with a name."</p>
            </div>
        }
    });
    view! {
        <section class="section no-print" id="add" aria-labelledby="add-heading">
            <h2 id="add-heading">"Add guests"</h2>
            <div class="stack">{lines_form(party)} {share}</div>
        </section>
    }
}

/// One guest per line. Whatever is asked back is asked on the page of its own.
pub fn lines_form(party: PartyId) -> impl IntoView {
    view! {
        <PostForm action="/api/invites/add" class="panel form" page=format!("/p/{party}/guests/add")>
            <ErrorSummary />
            <input type="hidden" name="party" value=party.to_string() />
            <TextArea
                name="lines"
                label="One guest per line"
                hint="A name, an e-mail, both like “Ana Silva <ana@example.org>”, or a @username. At most 500 lines at once; you see several before they are added."
                required=true
            />
            <PastePreview already=Vec::new() />
            <div class="actions">
                <button class="btn primary"><Icon name="plus" />"Add guests"</button>
            </div>
        </PostForm>
    }
}
