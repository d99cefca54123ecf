//! My account.

mod delete;
mod notifications;
mod password;
mod profile;
mod sessions;

pub use delete::DeleteAccountPage;
pub use notifications::NotificationSettingsPage;
pub use password::PasswordPage;
pub use profile::ProfilePage;
pub use sessions::SessionsPage;

use leptos::prelude::*;

use crate::components::Head;

/// The pages of the settings: path and title.
const PAGES: [(&str, &str); 5] = [
    ("/settings", "Profile"),
    ("/settings/notifications", "Notifications"),
    ("/settings/password", "Password"),
    ("/settings/sessions", "Devices"),
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
