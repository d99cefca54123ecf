//! A guest whose browser has lost the personal link: what was written comes back, and can be sent with the link again.

use app::domain::PartyId;

use crate::support::{Browser, Page, Site, a_guest, a_party, a_person, invite, jpeg, post, posted, rows, value};

const ADD: &str = "/api/board/add";
const ANSWER: &str = "/api/rsvps/answer";
const WORDS: &str = "Line one\n<b>two</b> & \"three\" 🎉";
const KEPT: &str = "What you wrote is not lost";

/// A party with the guest Zoe, who has a token but no cookie any more.
struct Scene {
    site: Site,
    host: Browser,
    party: PartyId,
    token: String,
    zoe: Browser,
}

impl Scene {
    async fn new(visibility: &str) -> Self {
        let site = Site::new().await;
        let mut host = a_person(&site, "hanna").await.browser;
        let party = a_party().with("visibility", visibility).by(&mut host).await;
        let token = invite(&site, &mut host, party, "Zoe").await.remove(0);
        let zoe = site.visitor();
        Self { site, host, party, token, zoe }
    }

    /// Opens the link and sends the form that the page holds.
    async fn sends_again(&mut self, page: &Page, action: &str) -> Page {
        page.reads(KEPT);
        let form = page.form(action);
        let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.zoe = a_guest(&self.site, &self.token).await;
        self.zoe.post(action, &fields).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply() {
    for (visibility, status) in [("invited", 404), ("link", 403)] {
        let mut scene = Scene::new(visibility).await;
        let above = post(&mut scene.host, scene.party, "Hello").await.to_string();
        let (party, page) = (scene.party.to_string(), format!("/p/{}/board/{above}", scene.party));
        let fields =
            [("_page", page.as_str()), ("_subject", &above), ("party", &party), ("reply_to", &above), ("text", WORDS)];
        let refused = scene.zoe.post(ADD, &fields).await;
        refused.is(status).reads_not("Hello").reads_not("Summer on the roof");
        assert_eq!(value(&refused.form(ADD), "text"), Some(WORDS));
        let id = posted(&scene.sends_again(&refused, ADD).await);
        let row = rows::post(&scene.site, id).await;
        assert_eq!(
            (row.text.as_str(), row.parent_id.map(|id| app::domain::PostId(id).to_string())),
            (WORDS, Some(above))
        );
    }
}

/// As browsers send it, with a part for each picture, whether one was chosen or not.
#[tokio::test(flavor = "multi_thread")]
async fn a_post_with_and_without_a_picture() {
    for file in [Vec::new(), jpeg(40, 30)] {
        let mut scene = Scene::new("invited").await;
        let (party, page) = (scene.party.to_string(), format!("/p/{}/board", scene.party));
        let fields = [("_page", page.as_str()), ("party", &party), ("text", WORDS)];
        let refused = scene.zoe.post_files(ADD, &fields, &[("pictures[0][id]", &file)]).await;
        refused.is(401).reads("Please log in");
        let id = posted(&scene.sends_again(&refused, ADD).await);
        assert_eq!(rows::post(&scene.site, id).await.text, WORDS);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer() {
    for (visibility, status) in [("invited", 404), ("link", 403)] {
        let mut scene = Scene::new(visibility).await;
        let (party, page) = (scene.party.to_string(), format!("/p/{}", scene.party));
        let fields =
            [("_page", page.as_str()), ("party", &party), ("answer", "yes"), ("plus_ones", "1"), ("message", WORDS)];
        let refused = scene.zoe.post(ANSWER, &fields).await;
        refused.is(status);
        assert_eq!(scene.sends_again(&refused, ANSWER).await.is(303).location(), page);
        let row = rows::guest(&scene.site, scene.party, "Zoe").await;
        assert_eq!((row.answer.as_str(), row.plus_ones, row.message.as_str()), ("yes", 1, WORDS));
    }
}

/// Who is known and may not, gets the page, which says why.
#[tokio::test(flavor = "multi_thread")]
async fn only_for_those_whom_nobody_knows() {
    let mut scene = Scene::new("invited").await;
    let party = scene.party.to_string();
    let closed = [("party", party.as_str()), ("posting", "invited"), ("closed", "1")];
    scene.host.post("/api/board/rules", &closed).await.is(303);
    scene.zoe = a_guest(&scene.site, &scene.token).await;
    let mut bo = a_person(&scene.site, "bob").await.browser;
    let page = format!("/p/{party}/board");
    let fields = [("_page", page.as_str()), ("party", &party), ("text", WORDS)];
    scene.zoe.post(ADD, &fields).await.is(403).reads("Only hosts and guests see it.").reads_not(KEPT);
    bo.post(ADD, &fields).await.is(404).reads_not(KEPT);
    // Nothing was written.
    scene.site.visitor().post(ANSWER, &[("_page", &page), ("party", &party), ("answer", "no")]).await.reads_not(KEPT);
}
