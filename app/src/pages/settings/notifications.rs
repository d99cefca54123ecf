//! Of what I want to hear.

use leptos::{either::EitherOf3, prelude::*};

use super::Settings;
use crate::{
    api::notifications,
    components::{CheckField, ErrorSummary, PostForm, load},
    domain::notification::{Choice, MailedTo, Settings as Choices, SettingsForm},
};

#[component]
pub fn NotificationSettingsPage() -> impl IntoView {
    load(notifications::settings(), choices)
}

fn choices(Choices { mail, choices }: Choices) -> impl IntoView {
    let choice = |choice: &Choice| {
        view! { <CheckField name=choice.kind.code() label=choice.kind.label() checked=choice.heard /> }
    };
    view! {
        <Settings current="/settings/notifications">
            <section class="panel" aria-labelledby="hear">
                <PostForm action="/api/notifications/change_settings" class="form">
                    <h2 id="hear">"What you hear of"</h2>
                    <p class="muted">
                        "It stands on the page behind the bell. Everything else goes on as usual, you are just not told."
                    </p>
                    <ErrorSummary />
                    {choices.iter().map(choice).collect_view()}
                    {by_mail(mail, &choices)}
                    <div class="actions">
                        <button class="btn primary">"Save"</button>
                    </div>
                </PostForm>
            </section>
        </Settings>
    }
}

fn by_mail(mail: MailedTo, choices: &[Choice]) -> impl IntoView + use<> {
    match mail {
        MailedTo::Nobody => EitherOf3::A(()),
        MailedTo::Unverified => EitherOf3::B(view! {
            <p class="muted">"Once your e-mail address is verified, you can also hear of it by mail."</p>
        }),
        MailedTo::Address => EitherOf3::C(mails(choices)),
    }
}

/// What of it comes by mail as well.
fn mails(choices: &[Choice]) -> impl IntoView + use<> {
    let choice = |choice: &Choice| {
        let name = SettingsForm::mail_box(choice.kind);
        view! { <CheckField name=name label=choice.kind.label() checked=choice.mailed /> }
    };
    view! {
        <fieldset class="form">
            <legend>"By mail, once a day, if you have not seen it here"</legend>
            <input type="hidden" name="with_mail" value="1" />
            {choices.iter().map(choice).collect_view()}
        </fieldset>
    }
}
