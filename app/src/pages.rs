//! One file per page.

mod admin;
mod home;
mod login;
mod not_found;
mod notifications;
mod parties;
mod party;
mod people;
mod profile;
mod reports;
mod settings;
mod signup;

pub use admin::AdminReportsPage;
pub use home::HomePage;
pub use login::{LoginPage, LogoutPage};
pub use not_found::NotFoundPage;
pub use notifications::NotificationsPage;
pub use parties::PartiesPage;
pub use party::{
    AddGuestsPage, BoardPage, CancelPartyPage, DeletePartyPage, DeletePostPage, DuplicatePartyPage, EditPartyPage,
    EditPostPage, GuestPage, GuestsPage, HostsPage, NewPartyPage, PartyPage, PartyReportsPage, PostPage,
    ReportPostPage,
};
pub use people::PeoplePage;
pub use profile::PersonPage;
pub use settings::{DeleteAccountPage, NotificationSettingsPage, PasswordPage, ProfilePage, SessionsPage};
pub use signup::SignupPage;
