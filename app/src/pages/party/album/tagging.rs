//! Whether others may tag the viewer.

use leptos::prelude::*;

use crate::{
    components::{CheckField, ErrorSummary, Icon, PostForm},
    domain::PartyId,
};

const TAKEN_OFF: &str = "You are also taken off all photos in which you are tagged now.";
const GOES_ALONG: &str = "If you add your invitation to an account, this holds for the account too.";

/// The form in a drawer; with the party for its guests without account.
pub fn tagging(party: Option<PartyId>, untaggable: bool) -> impl IntoView {
    let hint = party.map_or_else(|| TAKEN_OFF.to_owned(), |_| format!("{TAKEN_OFF} {GOES_ALONG}"));
    let party = party.map(|party| view! { <input type="hidden" name="party" value=party.to_string() /> });
    view! {
        <details class="more" id="tagging">
            <summary><Icon name="tag" /><span>"Who tags me"</span></summary>
            <PostForm action="/api/album/tagging" class="form">
                <ErrorSummary />
                {party}
                <CheckField
                    name="untaggable"
                    label="Nobody may tag me in photos"
                    checked=untaggable
                    hint=hint
                />
                <div class="actions"><button class="btn primary">"Save"</button></div>
            </PostForm>
        </details>
    }
}
