//! My account.

mod address;
mod calendar;
mod delete;
mod export;
mod logins;
mod notifications;
mod passkeys;
mod password;
mod profile;
mod sessions;
mod tokens;
mod webhooks;

pub use address::AddressPage;
pub use calendar::CalendarPage;
pub use delete::DeleteAccountPage;
pub use export::ExportPage;
pub use logins::{ConnectLoginPage, LoginsPage};
pub use notifications::NotificationSettingsPage;
pub use passkeys::PasskeysPage;
pub use password::PasswordPage;
pub use profile::ProfilePage;
pub use sessions::SessionsPage;
pub use tokens::TokensPage;
pub use webhooks::WebhooksPage;

use leptos::prelude::*;

use crate::components::{Head, TextField};

/// The pages of the settings: path and title.
const PAGES: [(&str, &str); 12] = [
    ("/settings", "Profile"),
    ("/settings/address", "E-mail"),
    ("/settings/notifications", "Notifications"),
    ("/settings/calendar", "Calendar"),
    ("/settings/password", "Password"),
    ("/settings/passkeys", "Passkeys"),
    ("/settings/logins", "Logins"),
    ("/settings/sessions", "Devices"),
    ("/settings/tokens", "API tokens"),
    ("/settings/webhooks", "Webhooks"),
    ("/settings/export", "Your data"),
    ("/settings/delete", "Delete account"),
];

/// Title and navigation around one page of the settings.
#[component]
fn Settings(current: &'static str, children: Children) -> impl IntoView {
    let link = |(path, title): (&'static str, &'static str)| {
        view! { <a href=path aria-current=(path == current).then_some("page")>{title}</a> }
    };
    let title = PAGES.iter().find(|(path, _)| *path == current).map_or("Settings", |(_, title)| *title);
    view! {
        <Head title=title noindex=true />
        <div class="container page">
            <div class="page-head">
                <h1>"Settings"</h1>
            </div>
            <div class="settings">
                <nav class="local-nav" aria-label="Settings">
                    {PAGES.into_iter().map(link).collect_view()}
                </nav>
                <div class="stack loose">{children()}</div>
            </div>
        </div>
    }
}

/// The password once more, where the account has one.
fn confirm() -> impl IntoView {
    view! {
        <TextField name="password" label="Your password" kind="password" autocomplete="current-password" required=true />
    }
}
