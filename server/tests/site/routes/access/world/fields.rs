//! What forms hold when they are filled in.

use app::{
    backend::links,
    domain::{ApiTokenId, DeliveryId, JobId, MailId, NotificationId, WebhookId},
};

use super::{TITLE, World};
use crate::support::PASSWORD;

impl World {
    /// What each form needs to be carried out. `unsubscribe` is the token of such a link.
    pub(super) fn fields(&self, route: &str, unsubscribe: String) -> Vec<(&'static str, String)> {
        let own = |value: &str| value.to_owned();
        let mut fields = match route.trim_start_matches("/api/") {
            "calendar/import" => {
                vec![("file", own("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Supper\nEND:VEVENT\nEND:VCALENDAR\n"))]
            }
            "parties/list" => vec![("tab", own("Hosting"))],
            "parties/create" | "parties/update" | "parties/delete" => {
                vec![("title", own(TITLE)), ("time_zone", own("UTC")), ("first_entry", own("2099-07-10T20:00"))]
            }
            "hosts/add" | "hosts/remove" | "hosts/promote" => vec![("username", self.name(1))],
            "series/extend" => vec![("count", own("2"))],
            "series/repeat" => vec![("every", own("week")), ("count", own("3"))],
            "people/list" => vec![("tab", own("Friends"))],
            "people/profile" | "people/follow" | "people/unfollow" | "people/block" | "people/unblock" => {
                vec![("username", self.name(3))]
            }
            "invites/add_people" => vec![("usernames[]", self.name(0))],
            "invites/add" | "invites/preview" | "invites/to_add" => {
                vec![("lines", own("Cem")), ("confirmed", own("1"))]
            }
            "invites/note" => vec![("note", own("Noted"))],
            "notifications/open" => vec![("notification", NotificationId::new().to_string())],
            "invites/rename" | "invites/check_in" => vec![("name", own("Another name")), ("present", own("1"))],
            "mail/announce" => vec![("audience", own("all")), ("message", own("Bring shoes"))],
            "mail/choices" | "mail/choose" => vec![("token", unsubscribe)],
            "mail/kept" => vec![("mail", MailId::new().to_string())],
            "admin/retry_job" => vec![("job", JobId::new().to_string())],
            "board/add" | "board/edit" => vec![("text", own("I do"))],
            "board/react" => vec![("reaction", own("heart")), ("on", own("1"))],
            "board/report" => vec![("reason", own("unkind")), ("note", own("Not nice"))],
            "board/pin" => vec![("on", own("1"))],
            "album/edit" => vec![("caption", own("The dog")), ("tags", own("dog"))],
            "album/like" | "album/hide" => vec![("on", own("1"))],
            "album/comment" => vec![("text", own("What a dog"))],
            "album/report" => vec![("reason", own("unkind"))],
            "album/rules" => vec![("uploads", own("hosts")), ("closed", own("1"))],
            "map/position" => vec![("exactness", own("nothing"))],
            "album/tagging" => vec![("untaggable", own("true"))],
            "board/rules" => vec![("posting", own("hosts")), ("closed", own("1"))],
            "invites/answer_for" | "rsvps/answer" | "rsvps/join" => {
                vec![("answer", own("maybe")), ("name", own("Dora"))]
            }
            route => self.own_fields(route),
        };
        fields.push(("party", self.party.to_string()));
        fields.push(("invite", self.guest.to_string()));
        fields.push(("post", self.post.to_string()));
        // Accounts have a photo too, which is a picture.
        if route.contains("/album/") || route.contains("/map/") {
            fields.push(("photo", self.photo.to_string()));
            fields.push(("photos[0]", self.photo.to_string()));
            fields.push(("comment", self.comment.to_string()));
        }
        fields
    }

    /// What forms need that are about one's own account.
    fn own_fields(&self, route: &str) -> Vec<(&'static str, String)> {
        let own = |value: &str| value.to_owned();
        let name = format!("new{}", self.number);
        match route {
            "accounts/sign_up" => {
                let email = format!("{name}@example.org");
                vec![
                    ("username", name),
                    ("email", email),
                    ("display_name", own("Anybody")),
                    ("password", own(PASSWORD)),
                ]
            }
            "accounts/log_in" => vec![("login", self.name(3)), ("password", own(PASSWORD))],
            "accounts/change_profile" => vec![("display_name", own("Another name"))],
            "accounts/change_password" => {
                let new = || own("two lamps and a chair");
                vec![("current_password", own(PASSWORD)), ("new_password", new()), ("repeat_password", new())]
            }
            "accounts/delete" => vec![("password", own(PASSWORD))],
            "links/ask_reset" | "links/ask_login" => vec![("email", format!("{}@example.org", self.name(3)))],
            "address/change" => vec![("email", format!("{name}@example.org")), ("password", own(PASSWORD))],
            "passkeys/begin_add" | "passkeys/add" => vec![("name", own("My phone")), ("password", own(PASSWORD))],
            "passkeys/rename" => vec![("name", own("My phone"))],
            "passkeys/second_factor" | "passkeys/new_codes" | "logins/connect" => vec![("password", own(PASSWORD))],
            "sessions/end" => vec![("handle", links::hash("another session"))],
            "api_tokens/create" => vec![("name", own("Door list")), ("read", own("true"))],
            "api_tokens/remove" => vec![("token", ApiTokenId::new().to_string())],
            "webhooks/add" => vec![("url", own("https://example.org/hook")), ("answers", own("true"))],
            "webhooks/remove" | "webhooks/test" => vec![("webhook", WebhookId::new().to_string())],
            "webhooks/send_again" => vec![("delivery", DeliveryId::new().to_string())],
            _ => Vec::new(),
        }
    }
}
