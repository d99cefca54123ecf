//! Who adds photos and who sees them, for hosts to decide.

use leptos::prelude::*;

use crate::{
    components::{CheckField, ErrorSummary, FormScope, Icon, PostForm, RadioField, TextField},
    domain::{
        album::{AlbumRules, Around, Showing, Uploading},
        time,
    },
};

/// The rules as they are, in one sentence.
pub fn sentence(rules: &AlbumRules) -> &'static str {
    match (rules.closed, rules.uploads) {
        (true, _) => "You closed the album: only hosts add photos.",
        (false, Uploading::Invited) => "Everyone who is invited adds photos.",
        (false, Uploading::Confirmed) => "Those who said yes add photos.",
        (false, Uploading::Hosts) => "Only hosts add photos.",
    }
}

/// The form in a drawer.
pub fn rules(around: &Around, rules: &AlbumRules) -> impl IntoView + use<> {
    let (around, rules) = (around.clone(), *rules);
    view! { <PostForm action="/api/album/rules">{drawer(around, rules)}</PostForm> }
}

fn drawer(around: Around, rules: AlbumRules) -> impl IntoView {
    let open = FormScope::current().refused.is_some();
    let uploads = Uploading::ALL.iter().map(|who| (who.code().to_owned(), who.label().to_owned())).collect();
    let shown = Showing::ALL.iter().map(|who| (who.code().to_owned(), who.label().to_owned())).collect();
    let reveal_at = rules.reveal_at.map(|at| time::to_local_input(at, &around.time_zone)).unwrap_or_default();
    view! {
        <details class="more" id="rules" open=open>
            <summary><Icon name="settings" /><span>"Who adds photos, and who sees them"</span></summary>
            <div class="form">
                <ErrorSummary />
                <input type="hidden" name="party" value=around.party.to_string() />
                <RadioField name="uploads" label="Who may add photos?" options=uploads value=rules.uploads.code() />
                <RadioField
                    name="shown"
                    label="Who sees the photos of others?"
                    options=shown
                    value=rules.shown.code()
                    hint="Whoever adds a photo sees it at once."
                />
                <TextField
                    name="reveal_at"
                    label="Reveal the album at"
                    kind="datetime-local"
                    value=reveal_at
                    hint="Only where it is shown from a set time on. Until then hosts see just their own photos too."
                />
                <CheckField
                    name="approval"
                    label="Photos of guests wait for a host"
                    checked=rules.approval
                    hint="Others see them when you have said yes."
                />
                <CheckField
                    name="closed"
                    label="Close the album"
                    checked=rules.closed
                    hint="Then only hosts add photos, like and comment. The photos in it stay."
                />
                <div class="actions">
                    <button class="btn primary">"Save"</button>
                </div>
            </div>
        </details>
    }
}
