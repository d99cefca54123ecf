//! When guests are reminded.

use leptos::prelude::*;

use crate::{
    components::{ErrorSummary, PostForm, SelectField, TextField},
    domain::{
        PartyId,
        mail::{Reminders, RemindersForm},
    },
};

/// Two reminders, each of which is off where its number is empty.
pub fn reminders(party: PartyId, reminders: &Reminders) -> impl IntoView + use<> {
    let form = reminders.form();
    view! {
        <section class="panel" aria-labelledby="remind">
            <PostForm action="/api/mail/reminders" class="form">
                <h2 id="remind">"Reminders"</h2>
                <p class="muted">
                    "They go to everybody who knows of the party and has not declined. Leave a number empty for no reminder."
                </p>
                <ErrorSummary />
                <input type="hidden" name="party" value=party.to_string() />
                <div class="field-row">
                    <TextField name="first" label="First reminder" kind="number" value=form.first />
                    <SelectField
                        name="first_unit"
                        label="Unit of the first"
                        options=RemindersForm::units()
                        value=form.first_unit
                    />
                </div>
                <div class="field-row">
                    <TextField name="second" label="Second reminder" kind="number" value=form.second />
                    <SelectField
                        name="second_unit"
                        label="Unit of the second"
                        options=RemindersForm::units()
                        value=form.second_unit
                    />
                </div>
                <div class="actions">
                    <button class="btn">"Save reminders"</button>
                </div>
            </PostForm>
        </section>
    }
}
