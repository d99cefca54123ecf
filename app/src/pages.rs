//! One file per page.

mod admin;
mod developers;
mod home;
mod login;
mod map;
mod my_album;
mod not_found;
mod notifications;
mod outbox;
mod parties;
mod party;
mod people;
mod profile;
mod reports;
mod search;
mod settings;
mod signup;
mod unsubscribe;

pub use admin::{AdminPage, AdminReportsPage};
pub use developers::DevelopersPage;
pub use home::HomePage;
pub use login::{
    ArrivalPage, AskLinkPage, AskResetPage, ConfirmAddressPage, LinkPage, LoginPage, LogoutPage, PasskeyLoginPage,
    ResetPage, VerifyPage,
};
pub use map::{MapPage, PartyMapPage};
pub use my_album::MyAlbumPage;
pub use not_found::NotFoundPage;
pub use notifications::NotificationsPage;
pub use outbox::{OutboxMailPage, OutboxPage};
pub use parties::PartiesPage;
pub use party::{
    AddGuestsPage, AlbumPage, BoardPage, CancelPartyPage, DeletePartyPage, DeletePhotoPage, DeletePostPage,
    DuplicatePartyPage, EditPartyPage, EditPostPage, GuestPage, GuestsPage, HostsPage, NewPartyPage, PartyMailPage,
    PartyPage, PartyReportsPage, PhotoPage, PostPage, RepeatPage, ReportPhotoPage, ReportPostPage, WallPage,
};
pub use people::PeoplePage;
pub use profile::PersonPage;
pub use search::{PartySearchPage, SearchPage};
pub use settings::{
    AddressPage, CalendarPage, ConnectLoginPage, DeleteAccountPage, ExportPage, LoginsPage, NotificationSettingsPage,
    PasskeysPage, PasswordPage, ProfilePage, SessionsPage, TokensPage, WebhooksPage,
};
pub use signup::SignupPage;
pub use unsubscribe::UnsubscribePage;
