//! The same world, as programs call it.

use app::{
    backend::{Ctx, api_tokens, entities::users},
    domain::api_token::{Lifetime, Scopes, TokenDraft, TokenName},
};
use axum::{body::Body, http::Request};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use server::v1::Operation;

use super::{TITLE, Viewer, World};
use crate::support::{Page, Site, form_with, jpeg};

impl World {
    /// A token of one of those with an account.
    pub async fn token(&self, site: &Site, viewer: Viewer, scopes: &str) -> String {
        let person = match viewer {
            Viewer::CoHost => 1,
            Viewer::Host => 2,
            _ => 0,
        };
        let user = users::Entity::find_by_id(self.people[person].0).one(site.database.db.read()).await;
        let user = user.expect("a query").expect("an account").person();
        let ctx = Ctx { user: Some(user), ..site.state.command_ctx() };
        let draft = TokenDraft {
            name: TokenName::parse("Door list").expect("a name"),
            scopes: Scopes::parse(scopes),
            lifetime: Lifetime::Month,
        };
        let id = api_tokens::create(&ctx, draft).await.expect("a token");
        site.state.services.links.api_token(id)
    }

    /// Carries out an operation as it needs to be; with a token, or else with the cookies of a viewer.
    pub async fn call(&self, site: &Site, viewer: Viewer, token: Option<&str>, operation: &Operation) -> Page {
        let mut request = Request::builder().method(operation.method.as_str()).uri(self.path(operation));
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let mut browser = self.browser(site, viewer);
        if token.is_none() {
            let cookies: Vec<_> = browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header("cookie", cookies.join("; ")).header("origin", "http://soiree.test");
        }
        let body = match self.body(operation) {
            Value::Null if operation.method == "POST" && operation.path.ends_with("/photos") => {
                let (kind, form) = form_with(&[], &[("photos", "picture.jpg", &jpeg(8, 6))]);
                request = request.header("content-type", kind);
                Body::from(form)
            }
            Value::Null => Body::empty(),
            body => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
        };
        browser.send(request.body(body).expect("a request")).await
    }

    fn path(&self, operation: &Operation) -> String {
        let path = operation
            .path
            .replace("{party}", &self.party.to_string())
            .replace("{invite}", &self.guest.to_string())
            .replace("{post}", &self.post.to_string())
            .replace("{photo}", &self.photo.to_string())
            .replace("{picture}", &self.cover.to_string())
            .replace("{size}", "small")
            .replace("{reaction}", "heart");
        assert!(!path.contains('{'), "{path}");
        let deletes_party = operation.method == "DELETE" && operation.path == "/api/v1/parties/{party}";
        if deletes_party { format!("{path}?title={TITLE}") } else { path }
    }

    fn body(&self, operation: &Operation) -> Value {
        match (operation.method.as_str(), operation.path.rsplit('/').next().unwrap_or_default()) {
            ("POST", "parties") => {
                json!({ "title": TITLE, "time_zone": "UTC", "first_entry": "2099-07-10T20:00:00Z" })
            }
            ("PATCH", "{party}") => json!({ "place": "The roof" }),
            ("POST", "guests") => json!({ "guests": ["Cem"] }),
            ("PATCH", "{invite}") => json!({ "name": "Another name", "note": "Noted", "checked_in": true }),
            ("POST" | "PUT", "answer") => json!({ "answer": "maybe" }),
            ("PATCH", "{photo}") => json!({ "caption": "The dog", "tags": ["dog"] }),
            ("POST", "posts") | ("PATCH", "{post}") => json!({ "text": "I do" }),
            _ => Value::Null,
        }
    }
}
