//! The HTML shell, the application and its route table.

use leptos::{either::Either, prelude::*};
use leptos_meta::{MetaTags, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    components::{ErrorPage, FlashMessage, Footer, Header, Leaving},
    facts::PageFacts,
    pages::*,
};

/// The document around every page. Scripts are added by the server where a page holds an island.
pub fn shell(stylesheet: &str) -> AnyView {
    let stylesheet = stylesheet.to_owned();
    // Pages are never hydrated as a whole, so they need no marks for it; islands set their own.
    if let Some(shared) = Owner::current_shared_context() {
        shared.set_is_hydrating(false);
    }
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="stylesheet" href=stylesheet />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="manifest" href="/site.webmanifest" />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
    .into_any()
}

/// Header, page, footer.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <a class="skip-link" href="#main">"Skip to content"</a>
        <Router>
            <Header />
            <main id="main" tabindex="-1">
                <FlashMessage />
                <Leaving />
                {match PageFacts::current().error {
                    Some(error) => Either::Left(view! { <ErrorPage error=error /> }),
                    None => Either::Right(view! { <Pages /> }),
                }}
            </main>
            <Footer />
        </Router>
    }
    .into_any()
}

/// The route table. Pages are complete before they are sent.
#[component]
fn Pages() -> impl IntoView {
    const ASYNC: SsrMode = SsrMode::Async;
    view! {
        <Routes fallback=|| view! { <NotFoundPage /> }>
            <Route path=path!("/") view=HomePage ssr=ASYNC />
            <Route path=path!("/signup") view=SignupPage ssr=ASYNC />
            <Route path=path!("/login") view=LoginPage ssr=ASYNC />
            <Route path=path!("/login/reset") view=AskResetPage ssr=ASYNC />
            <Route path=path!("/login/reset/:token") view=ResetPage ssr=ASYNC />
            <Route path=path!("/login/new") view=ArrivalPage ssr=ASYNC />
            <Route path=path!("/login/passkey") view=PasskeyLoginPage ssr=ASYNC />
            <Route path=path!("/login/link") view=AskLinkPage ssr=ASYNC />
            <Route path=path!("/login/link/:token") view=LinkPage ssr=ASYNC />
            <Route path=path!("/verify/:token") view=VerifyPage ssr=ASYNC />
            <Route path=path!("/address/:token") view=ConfirmAddressPage ssr=ASYNC />
            <Route path=path!("/logout") view=LogoutPage ssr=ASYNC />
            <Route path=path!("/settings") view=ProfilePage ssr=ASYNC />
            <Route path=path!("/settings/address") view=AddressPage ssr=ASYNC />
            <Route path=path!("/settings/notifications") view=NotificationSettingsPage ssr=ASYNC />
            <Route path=path!("/settings/calendar") view=CalendarPage ssr=ASYNC />
            <Route path=path!("/settings/password") view=PasswordPage ssr=ASYNC />
            <Route path=path!("/settings/passkeys") view=PasskeysPage ssr=ASYNC />
            <Route path=path!("/settings/logins") view=LoginsPage ssr=ASYNC />
            <Route path=path!("/settings/logins/connect") view=ConnectLoginPage ssr=ASYNC />
            <Route path=path!("/settings/sessions") view=SessionsPage ssr=ASYNC />
            <Route path=path!("/settings/export") view=ExportPage ssr=ASYNC />
            <Route path=path!("/settings/tokens") view=TokensPage ssr=ASYNC />
            <Route path=path!("/settings/webhooks") view=WebhooksPage ssr=ASYNC />
            <Route path=path!("/settings/delete") view=DeleteAccountPage ssr=ASYNC />
            <Route path=path!("/notifications") view=NotificationsPage ssr=ASYNC />
            <Route path=path!("/parties") view=PartiesPage ssr=ASYNC />
            <Route path=path!("/parties/new") view=NewPartyPage ssr=ASYNC />
            <Route path=path!("/album") view=MyAlbumPage ssr=ASYNC />
            <Route path=path!("/map") view=MapPage ssr=ASYNC />
            <Route path=path!("/search") view=SearchPage ssr=ASYNC />
            <Route path=path!("/people") view=PeoplePage ssr=ASYNC />
            <Route path=path!("/u/:username") view=PersonPage ssr=ASYNC />
            <Route path=path!("/developers") view=DevelopersPage ssr=ASYNC />
            <Route path=path!("/admin") view=AdminPage ssr=ASYNC />
            <Route path=path!("/admin/reports") view=AdminReportsPage ssr=ASYNC />
            <Route path=path!("/unsubscribe/:token") view=UnsubscribePage ssr=ASYNC />
            <Route path=path!("/dev/outbox") view=OutboxPage ssr=ASYNC />
            <Route path=path!("/dev/outbox/:mail") view=OutboxMailPage ssr=ASYNC />
            <Route path=path!("/p/:party") view=PartyPage ssr=ASYNC />
            <Route path=path!("/p/:party/edit") view=EditPartyPage ssr=ASYNC />
            <Route path=path!("/p/:party/guests") view=GuestsPage ssr=ASYNC />
            <Route path=path!("/p/:party/guests/add") view=AddGuestsPage ssr=ASYNC />
            <Route path=path!("/p/:party/guests/:invite") view=GuestPage ssr=ASYNC />
            <Route path=path!("/p/:party/hosts") view=HostsPage ssr=ASYNC />
            <Route path=path!("/p/:party/mail") view=PartyMailPage ssr=ASYNC />
            <Route path=path!("/p/:party/board") view=BoardPage ssr=ASYNC />
            <Route path=path!("/p/:party/board/:post") view=PostPage ssr=ASYNC />
            <Route path=path!("/p/:party/board/:post/edit") view=EditPostPage ssr=ASYNC />
            <Route path=path!("/p/:party/board/:post/delete") view=DeletePostPage ssr=ASYNC />
            <Route path=path!("/p/:party/board/:post/report") view=ReportPostPage ssr=ASYNC />
            <Route path=path!("/p/:party/album") view=AlbumPage ssr=ASYNC />
            <Route path=path!("/p/:party/album/:photo") view=PhotoPage ssr=ASYNC />
            <Route path=path!("/p/:party/album/:photo/delete") view=DeletePhotoPage ssr=ASYNC />
            <Route path=path!("/p/:party/album/:photo/report") view=ReportPhotoPage ssr=ASYNC />
            <Route path=path!("/p/:party/map") view=PartyMapPage ssr=ASYNC />
            <Route path=path!("/p/:party/search") view=PartySearchPage ssr=ASYNC />
            <Route path=path!("/p/:party/wall") view=WallPage ssr=ASYNC />
            <Route path=path!("/p/:party/reports") view=PartyReportsPage ssr=ASYNC />
            <Route path=path!("/p/:party/duplicate") view=DuplicatePartyPage ssr=ASYNC />
            <Route path=path!("/p/:party/repeat") view=RepeatPage ssr=ASYNC />
            <Route path=path!("/p/:party/cancel") view=CancelPartyPage ssr=ASYNC />
            <Route path=path!("/p/:party/delete") view=DeletePartyPage ssr=ASYNC />
        </Routes>
    }
}
