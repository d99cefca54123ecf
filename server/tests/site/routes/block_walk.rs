//! Two who blocked each other, on every page that there is: no name, no photo, no identifier of the other, anywhere.

mod scene;

use app::domain::{PictureId, UserId};
use axum::{
    body::Body,
    http::{HeaderValue, header},
};
use server::{router::page_routes, v1::operations};

use self::scene::{ONE, OTHER, OTHER_BY_LINK, Place, Scene, THIRD, voice};
use crate::support::{Browser, Site, rows};

/// A question to the server, and its fields.
type Question = (&'static str, Vec<(&'static str, String)>);

impl Scene {
    /// Every page and file, with the queries that show more; but for the one page on which somebody blocked stands on
    /// purpose.
    fn addresses(&self) -> Vec<String> {
        let mut routes: Vec<String> = page_routes();
        routes.extend(["/p/{party}/guests.csv", "/p/{party}.ics"].map(ToOwned::to_owned));
        routes.extend(["?which=all", ""].map(|query| format!("/p/{{party}}/album.zip{query}")));
        routes.push("/p/{party}/album/{photo}/original".to_owned());
        for query in ["?print=1", "?answer=yes", "?q=zarabet", "?q=quillo", "?q=first"] {
            routes.push(format!("/p/{{party}}/guests{query}"));
        }
        for words in ["first", "tag", "shows+this"] {
            routes.extend([format!("/search?q={words}"), format!("/p/{{party}}/search?q={words}")]);
        }
        routes.extend(["hosting", "confirmed", "past"].map(|tab| format!("/parties?tab={tab}")));
        routes.extend(["following", "followers", "met"].map(|tab| format!("/people?tab={tab}")));
        routes.iter().flat_map(|route| self.fill(route)).collect()
    }

    /// Everything that programs may read, but for pictures themselves.
    fn calls(&self) -> Vec<String> {
        let reading = operations().into_iter().filter(|call| call.method == "GET" && !call.path.contains("{picture}"));
        let mut routes: Vec<String> = reading.map(|call| call.path).collect();
        routes.extend(["hosting", "confirmed", "past"].map(|tab| format!("/api/v1/parties?tab={tab}")));
        routes.push("/api/v1/parties/{party}/guests?search=zarabet".to_owned());
        routes.iter().flat_map(|route| self.fill(route)).collect()
    }

    /// A route with all parties, guests, posts, photos and people of the scene.
    fn fill(&self, route: &str) -> Vec<String> {
        // Where mails lead to that nobody got.
        let route = &route.replace("{token}", "none").replace("{mail}", "none");
        let within = |place: &Place| {
            let path = route.replace("{party}", &place.party);
            if path.contains("{invite}") {
                each(&path, "{invite}", &place.invites)
            } else if path.contains("{photo}") {
                each(&path, "{photo}", &place.photos)
            } else if path.contains("{post}") {
                each(&path, "{post}", &place.posts)
            } else {
                vec![path]
            }
        };
        let paths: Vec<String> = if route.contains("{party}") {
            self.places.iter().flat_map(within).collect()
        } else {
            each(route, "{username}", &[ONE, OTHER, THIRD].map(ToOwned::to_owned))
        };
        for path in &paths {
            assert!(!path.contains('{'), "this walk has to learn what stands in {route}");
        }
        paths
    }

    /// What scripts may ask the server for.
    fn questions(&self) -> Vec<Question> {
        let mut questions: Vec<Question> = Vec::new();
        for place in &self.places {
            for action in [
                "parties/form",
                "parties/show",
                "series/show",
                "hosts/list",
                "invites/list",
                "invites/sheet",
                "invites/to_add",
                "board/show",
                "board/reports",
                "album/show",
                "album/reports",
                "album/wall",
                "map/party",
                "search/party",
            ] {
                questions.push((action, vec![("party", place.party.clone())]));
            }
            questions.push(("search/party", vec![("party", place.party.clone()), ("q", "first".to_owned())]));
            for photo in &place.photos {
                for action in ["album/photo", "album/to_report"] {
                    questions.push((action, vec![("party", place.party.clone()), ("photo", photo.clone())]));
                }
            }
            for post in &place.posts {
                for action in ["board/post", "board/to_edit", "board/to_report"] {
                    questions.push((action, vec![("party", place.party.clone()), ("post", post.clone())]));
                }
            }
        }
        for place in &self.places {
            for invite in &place.invites {
                questions.push(("invites/one", vec![("party", place.party.clone()), ("invite", invite.clone())]));
            }
        }
        questions.push(("search/everywhere", vec![("q", "first".to_owned())]));
        for action in [
            "admin/overview",
            "admin/reports",
            "admin/photo_reports",
            "album/mine",
            "map/everywhere",
            "search/everywhere",
        ] {
            questions.push((action, Vec::new()));
        }
        for action in ["accounts/deletion_preview", "notifications/list"] {
            questions.push((action, Vec::new()));
        }
        for tab in ["Invited", "Confirmed", "Hosting", "Past"] {
            questions.push(("parties/list", vec![("tab", tab.to_owned())]));
        }
        for tab in ["Friends", "Following", "Followers", "Met"] {
            questions.push(("people/list", vec![("tab", tab.to_owned())]));
        }
        questions.push(("people/profile", vec![("username", THIRD.to_owned())]));
        questions
    }

    /// What would tell who a person is, in lower case; the username first.
    async fn signs(&self, username: &str) -> Vec<String> {
        let user = rows::user(&self.site, username).await;
        let photo = user.photo_id.expect("a photo");
        let mut signs = vec![username.to_owned(), PictureId(photo).to_string(), UserId(user.id).to_string()];
        signs.extend([user.id, photo].map(|id| id.to_string()));
        signs.extend([user.id, photo].map(|id| id.simple().to_string()));
        signs.iter().map(|sign| sign.to_lowercase()).collect()
    }

    /// Where the viewer finds signs of somebody, or their words. Those who look after the site read what was reported, whoever
    /// wrote it.
    async fn found(&mut self, viewer: &str, somebody: &str) -> Vec<String> {
        let mut signs = self.signs(somebody).await;
        signs.push(voice(somebody).to_owned());
        let sign_in = |text: &str| signs.iter().find(|sign| text.contains(sign.as_str())).cloned();
        let name_in = |text: &str| sign_in(text).filter(|sign| sign != voice(somebody));
        let mut found = Vec::new();
        for path in self.addresses() {
            let page = self.browser(viewer).get(&path).await;
            assert!(page.status.as_u16() < 500, "{path} for {viewer}: {}", page.status);
            // Forms and links to log in tell the address on which they stand, whatever is there.
            let text = page.text().replace(&path, "").replace(&path.replace('/', "%2F"), "").to_lowercase();
            let sign = if path.starts_with("/admin") { name_in(&text) } else { sign_in(&text) };
            found.extend(sign.map(|sign| format!("{path}: {sign}")));
        }
        // Programs have accounts.
        if viewer != OTHER_BY_LINK {
            let program = self.site.program(viewer, "read").await;
            for path in self.calls() {
                let answer = program.get(&path).await;
                assert!(answer.status.as_u16() < 500, "{path} for {viewer}: {}", answer.status);
                found.extend(sign_in(&answer.text().to_lowercase()).map(|sign| format!("{path}: {sign}")));
            }
        }
        for (action, fields) in self.questions() {
            let text = ask(self.browser(viewer), action, &fields).await.to_lowercase();
            let sign = if action.starts_with("admin/") { name_in(&text) } else { sign_in(&text) };
            found.extend(sign.map(|sign| format!("{action} {fields:?}: {sign}")));
        }
        found
    }
}

/// The path once for each value in the place of `name`; as it is where that stands nowhere.
fn each(path: &str, name: &str, values: &[String]) -> Vec<String> {
    if !path.contains(name) {
        return vec![path.to_owned()];
    }
    values.iter().map(|value| path.replace(name, value)).collect()
}

/// The answer of a server function, as a script gets it.
async fn ask(browser: &mut Browser, action: &str, fields: &[(&'static str, String)]) -> String {
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = browser.change(&format!("/api/{action}"));
    let mut request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let headers = request.headers_mut().expect("a request");
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let answer = browser.send(request.body(Body::from(form)).expect("a request")).await;
    assert!(answer.status.as_u16() < 500, "{action} {fields:?}: {}", answer.status);
    answer.text()
}

on_each_database! {
    async fn neither_finds_the_other_anywhere(site: Site) {
        let mut scene = Scene::new(site).await;
        scene.site.wait_hours(2);
        let found = scene.found(ONE, OTHER).await;
        assert!(found.len() > 50, "this walk finds who is there: {found:#?}");
        let board = format!("/p/{}/board", scene.places[3].party);
        scene.browser(OTHER_BY_LINK).get(&board).await.is(200).reads(ONE).reads(voice(ONE));
        scene.browser(ONE).get(&board).await.is(200).reads("marzipan by link");
        scene.browser(ONE).post("/api/people/block", &[("username", OTHER)]).await.is(303);
        for (viewer, somebody) in [(ONE, OTHER), (OTHER, ONE), (OTHER_BY_LINK, ONE)] {
            let found = scene.found(viewer, somebody).await;
            assert!(found.is_empty(), "{viewer} finds {somebody} in {} places: {found:#?}", found.len());
        }
        for username in [ONE, OTHER] {
            scene.browser(THIRD).get(&format!("/u/{username}")).await.is(200).reads(username);
        }
        scene.browser(ONE).get("/admin/reports").await.is(200).reads("Somebody you cannot see").reads(voice(OTHER));
        let signs = scene.signs(OTHER).await;
        let page = scene.browser(ONE).get("/people?tab=blocked").await;
        page.is(200).reads(OTHER);
        let text = page.text().to_lowercase();
        assert!(!signs[1..].iter().any(|sign| text.contains(sign.as_str())), "the name alone: {text}");
    }
}
