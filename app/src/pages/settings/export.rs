//! All my data, to take along.

use leptos::prelude::*;

use super::Settings;
use crate::{
    api::accounts,
    components::{Icon, load},
};

#[component]
pub fn ExportPage() -> impl IntoView {
    load(accounts::account(), |_| {
        view! {
            <Settings current="/settings/export">
                <section class="panel stack" aria-labelledby="export">
                    <h2 id="export">"Your data"</h2>
                    <p>
                        "One ZIP file with all that this site holds about you: your profile, your devices, your parties with their
                        guest lists, your answers, your posts, the messages to you, and the pictures that you have put up."
                    </p>
                    <p class="muted">"Anybody who has the file can read it, so keep it safe."</p>
                    <div class="actions">
                        <a class="btn primary" href="/settings/export.zip" download="soiree.zip">
                            <Icon name="download" />
                            "Download"
                        </a>
                    </div>
                </section>
            </Settings>
        }
    })
}
