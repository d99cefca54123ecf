//! The way back for somebody whose account is to be deleted.

use leptos::prelude::*;

use super::{ErrorSummary, Icon, PostForm};
use crate::{domain::time, facts::PageFacts};

/// Says until when the account can be kept; nothing for everybody else.
#[component]
pub fn Leaving() -> impl IntoView {
    let leaves_at = PageFacts::current().user?.leaves_at?;
    Some(view! {
        <div class="container">
            <div class="banner warn">
                <Icon name="hourglass" />
                <div>
                    <p>"Your account is deleted on " {time::long_date(leaves_at, "UTC")} "."</p>
                </div>
                <div class="actions">
                    <PostForm action="/api/accounts/stay">
                        <ErrorSummary />
                        <button class="btn">"Keep my account"</button>
                    </PostForm>
                </div>
            </div>
        </div>
    })
}
