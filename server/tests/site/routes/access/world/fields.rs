//! What forms hold when they are filled in.

use app::{backend::links, domain::NotificationId};

use super::{TITLE, World};
use crate::support::PASSWORD;

impl World {
    /// What each form needs to be carried out.
    pub(super) fn fields(&self, route: &str) -> Vec<(&'static str, String)> {
        let own = |value: &str| value.to_owned();
        let name = format!("new{}", self.number);
        let mut fields = match route.trim_start_matches("/api/") {
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
            "sessions/end" => vec![("handle", links::hash("another session"))],
            "parties/list" => vec![("tab", own("Hosting"))],
            "parties/create" | "parties/update" | "parties/delete" => {
                vec![("title", own(TITLE)), ("time_zone", own("UTC")), ("first_entry", own("2099-07-10T20:00"))]
            }
            "hosts/add" | "hosts/remove" | "hosts/promote" => vec![("username", self.name(1))],
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
            "board/add" | "board/edit" => vec![("text", own("I do"))],
            "board/react" => vec![("reaction", own("heart")), ("on", own("1"))],
            "board/report" => vec![("reason", own("unkind")), ("note", own("Not nice"))],
            "board/pin" => vec![("on", own("1"))],
            "board/rules" => vec![("posting", own("hosts")), ("closed", own("1"))],
            "invites/answer_for" | "rsvps/answer" | "rsvps/join" => {
                vec![("answer", own("maybe")), ("name", own("Dora"))]
            }
            _ => Vec::new(),
        };
        fields.push(("party", self.party.to_string()));
        fields.push(("invite", self.guest.to_string()));
        fields.push(("post", self.post.to_string()));
        fields
    }
}
