//! Who writes on the board, for hosts to decide.

use leptos::prelude::*;

use crate::{
    components::{CheckField, ErrorSummary, FormScope, Icon, PostForm, RadioField},
    domain::{
        PartyId,
        board::{BoardPage, Posting},
    },
};

/// The rules as they are, in one sentence.
pub fn sentence(board: &BoardPage) -> &'static str {
    match (board.closed, board.posting) {
        (true, _) => "You closed the board: only hosts write and react.",
        (false, Posting::Invited) => "Everyone who is invited writes here.",
        (false, Posting::Confirmed) => "Those who said yes write here.",
        (false, Posting::Hosts) => "Only hosts write here.",
    }
}

/// The form in a drawer.
pub fn rules(board: &BoardPage) -> impl IntoView + use<> {
    let (party, posting, closed) = (board.party, board.posting, board.closed);
    view! { <PostForm action="/api/board/rules">{drawer(party, posting, closed)}</PostForm> }
}

fn drawer(party: PartyId, posting: Posting, closed: bool) -> impl IntoView {
    let open = FormScope::current().refused.is_some();
    let options = Posting::ALL.iter().map(|who| (who.code().to_owned(), who.label().to_owned())).collect();
    view! {
        <details class="more" id="rules" open=open>
            <summary><Icon name="settings" /><span>"Who writes here"</span></summary>
            <div class="form">
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <RadioField name="posting" label="Who may write?" options=options value=posting.code() />
                <CheckField
                    name="closed"
                    label="Close the board"
                    checked=closed
                    hint="Then only hosts write and react. What was written stays."
                />
                <div class="actions">
                    <button class="btn primary">"Save"</button>
                </div>
            </div>
        </details>
    }
}
