//! What hosts write to their guests.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, Icon, PostForm, SelectField, TextArea},
    domain::{
        PartyId,
        mail::{Audience, Body},
    },
};

/// A message by answer.
pub fn write(party: PartyId) -> impl IntoView {
    let options = Audience::ALL.iter().map(|to| (to.code().to_owned(), to.label().to_owned())).collect();
    view! {
        <section class="panel" aria-labelledby="write">
            <PostForm action="/api/mail/announce" class="form">
                <h2 id="write">"Write to your guests"</h2>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <SelectField name="audience" label="To" options=options value=Audience::default().code() />
                <TextArea
                    name="message"
                    label="Message"
                    hint="Every guest gets it with the personal link below. Answers to the mail come to you."
                    rows=6
                    required=true
                    max=Body::MAX
                />
                <div class="actions">
                    <button class="btn primary"><Icon name="mail" />"Send message"</button>
                </div>
            </PostForm>
        </section>
    }
}

/// Asking those for an answer who have given none.
pub fn nudge(party: PartyId, count: i64) -> impl IntoView {
    let words = match count {
        1 => "1 guest with an address has not answered.".to_owned(),
        count => format!("{count} guests with an address have not answered."),
    };
    view! {
        <section class="panel" aria-labelledby="nudge">
            <PostForm action="/api/mail/nudge" class="form">
                <h2 id="nudge">"Ask for answers"</h2>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <p>{words}</p>
                <div class="actions">
                    <button class="btn"><Icon name="bell" />"Ask them kindly"</button>
                </div>
            </PostForm>
        </section>
    }
}
