//! `/api/people/block`: two who do not see each other, place by place. (`block_walk` looks at every page there is.)

use app::domain::{InviteId, PartyId, PictureId};

use crate::support::{
    Browser, PASSWORD, Page, Site, a_guest, a_party, a_person, invite, jpeg, posted, read_board, rows, send_post_with,
};

const UNSEEN: &str = "Somebody you cannot see";

async fn post(browser: &mut Browser, verb: &str, username: &str) -> Page {
    let page = format!("/u/{username}");
    browser.post(&format!("/api/people/{verb}"), &[("_page", &page), ("username", username)]).await
}

async fn block(browser: &mut Browser, username: &str) {
    post(browser, "block", username).await.is(303);
}

/// Ana hosts; Bob is a guest with a place, a message and a note.
struct Scene {
    site: Site,
    ana: Browser,
    bo: Browser,
    party: PartyId,
    guest: String,
}

impl Scene {
    async fn new(site: Site) -> Self {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let party = a_party().with("guest_list", "everyone").by(&mut ana).await;
        invite(&site, &mut ana, party, "Zoe\n@bob\nTed").await;
        let (id, guest) = (party.to_string(), InviteId(rows::guest(&site, party, "Bob").await.id).to_string());
        let answer = [("party", id.as_str()), ("answer", "yes"), ("plus_ones", "2"), ("message", "With cheese")];
        bo.post("/api/rsvps/answer", &answer).await.is(303);
        let note = [("party", id.as_str()), ("invite", &guest), ("note", "Vegetarian")];
        ana.post("/api/invites/note", &note).await.is(303);
        for browser in [&mut ana, &mut bo] {
            browser.get("/").await.is(200);
        }
        Self { site, ana, bo, party, guest }
    }

    fn path(&self, page: &str) -> String {
        format!("/p/{}{page}", self.party)
    }

    async fn host(&mut self, page: &str) -> Page {
        let path = self.path(page);
        self.ana.get(&path).await
    }
}

on_each_database! {
    async fn from_then_on_neither_sees_the_other(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        post(&mut ana, "follow", "bob").await.is(303);
        post(&mut bo, "follow", "ana").await.is(303);
        ana.get("/u/bob").await.is(200).reads("Block Bob").reads("is not told");
        let answer = post(&mut ana, "block", "bob").await;
        assert_eq!(answer.is(303).location(), "/people?tab=blocked");
        ana.follow(&answer).await.is(200).reads("Blocked. You two no longer see each other.").reads("Unblock Bob");
        assert_eq!(rows::blocks(&site).await, ["ana blocks bob"]);
        assert!(rows::follows(&site).await.is_empty(), "following ends in both directions");
        for (browser, other) in [(&mut ana, "bob"), (&mut bo, "ana")] {
            browser.get(&format!("/u/{other}")).await.is(404);
            for verb in ["follow", "unfollow"] {
                post(browser, verb, other).await.is(404);
            }
        }
        for verb in ["block", "unblock"] {
            post(&mut bo, verb, "ana").await.is(404);
        }
        post(&mut ana, "block", "bob").await.is(303);
        assert_eq!(rows::blocks(&site).await, ["ana blocks bob"]);
        let answer = post(&mut ana, "unblock", "bob").await;
        assert_eq!(answer.is(303).location(), "/people?tab=blocked");
        post(&mut ana, "unblock", "bob").await.is(303);
        for (browser, other) in [(&mut ana, "bob"), (&mut bo, "ana")] {
            browser.get(&format!("/u/{other}")).await.is(200).reads_not("Friends");
        }
        assert!(rows::blocks(&site).await.is_empty() && rows::follows(&site).await.is_empty());
    }

    async fn the_guest_list_keeps_the_place_without_the_person(site: Site) {
        let mut scene = Scene::new(site).await;
        block(&mut scene.bo, "ana").await;
        let secrets = ["Bob", "@bob", "/u/bob", "With cheese", "Vegetarian"];
        for page in ["/guests", "/guests?print=1", "/guests?answer=yes"] {
            let page = scene.host(page).await;
            page.is(200).reads(UNSEEN).reads("with 2 more").reads("3 people expected");
            secrets[1..].iter().for_each(|secret| _ = page.says_not(secret));
            page.reads_not(secrets[0]);
        }
        let page = scene.host("/guests").await;
        page.reads("Everybody 3").reads("Coming 1").says_not(&format!("/guests/{}\"", scene.guest));
        let (sees, ted) = (page.words(), "Ted");
        let place = |name: &str| sees.find(name).unwrap_or_else(|| panic!("{name} in {sees}"));
        assert!(place(UNSEEN) < place(ted), "ordered by what is read");
        for search in ["bob", "o", "somebody", "cannot"] {
            let page = scene.host(&format!("/guests?q={search}")).await;
            page.is(200).reads_not(UNSEEN);
        }
        scene.host(&format!("/guests/{}", scene.guest)).await.is(404);
        let file = scene.host("/guests.csv").await;
        file.is(200).says(&format!("\r\n{UNSEEN},,Coming,2,3,,,,\r\n"));
        secrets.iter().for_each(|secret| _ = file.says_not(secret));
    }

    async fn hosts_change_nothing_about_them_but_free_the_place(site: Site) {
        let mut scene = Scene::new(site).await;
        block(&mut scene.ana, "bob").await;
        let before = rows::everything(&scene.site).await;
        let (party, guest) = (scene.party.to_string(), scene.guest.clone());
        let fields = [("party", party.as_str()), ("invite", &guest), ("name", "X"), ("answer", "no"), ("present", "1")];
        for verb in ["one", "note", "rename", "check_in", "answer_for", "renew", "revoke"] {
            scene.ana.post(&format!("/api/invites/{verb}"), &fields).await.is(404);
        }
        assert_eq!(rows::everything(&scene.site).await, before);
        let form = scene.host("/guests").await.form("/api/invites/remove");
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        scene.ana.post("/api/invites/remove", &form).await.is(303);
        assert_eq!(rows::guests(&scene.site, scene.party).await.len(), 2);
    }

    async fn whom_one_must_not_see_cannot_be_invited(site: Site) {
        let mut scene = Scene::new(site).await;
        block(&mut scene.bo, "ana").await;
        let before = rows::everything(&scene.site).await;
        let party = scene.party.to_string();
        for (action, page, field) in [
            ("invites/add", "/guests/add", "lines"), ("invites/add_people", "/guests/add", "usernames[]"), ("hosts/add", "/hosts", "username"),
        ] {
            let page = scene.path(page);
            for other in ["@bob", "@nobody"] {
                let fields = [("_page", page.as_str()), ("party", &party), (field, other)];
                let answer = scene.ana.post(&format!("/api/{action}"), &fields).await;
                answer.is(422).reads("Nobody here has that username.");
            }
        }
        for verb in ["remove", "promote"] {
            let fields = [("party", party.as_str()), ("username", "bob")];
            scene.ana.post(&format!("/api/hosts/{verb}"), &fields).await.is(404);
        }
        assert_eq!(rows::everything(&scene.site).await, before);
        let named = [("party", party.as_str()), ("lines", "Bob")];
        scene.ana.post("/api/invites/add", &named).await.is(303);
        assert_eq!(rows::guests(&scene.site, scene.party).await.len(), 4, "a name is nobody's");
    }

    async fn the_party_page_leaves_the_other_out_and_counts_on(site: Site) {
        let mut scene = Scene::new(site).await;
        let path = scene.path("");
        scene.bo.get(&path).await.is(200).reads("Ana invites you").reads("Hosted by Ana");
        scene.ana.get(&path).await.is(200).reads("Bob").reads("1 yes");
        block(&mut scene.ana, "bob").await;
        scene.ana.get("/").await;
        scene.ana.get(&path).await.is(200).reads_not("Bob").reads("1 yes").reads("1 on the list");
        let page = scene.bo.get(&path).await;
        page.is(200).reads("The host invites you").reads_not("Ana").reads_not("Hosted by").reads("Bob");
        scene.site.visitor().get(&path).await.is(200).reads("Ana invites you").reads("Bob");
    }

    async fn hosts_of_one_party_who_do_not_see_each_other(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let party = a_party().by(&mut ana).await;
        let (id, path) = (party.to_string(), format!("/p/{party}/hosts"));
        ana.post("/api/hosts/add", &[("party", &id), ("username", "bob")]).await.is(303);
        block(&mut bo, "ana").await;
        for (browser, own, other) in [(&mut ana, "@ana · Host · you", "Bob"), (&mut bo, "@bob · Co-host · you", "Ana")] {
            browser.get("/").await;
            let page = browser.get(&path).await;
            page.is(200).reads(own).reads(UNSEEN).reads_not(other);
            page.says_not(&format!("/u/{}", other.to_lowercase()));
            browser.get(&format!("/p/{party}")).await.is(200).reads_not(other);
        }
        assert_eq!(rows::hosts(&site, party).await.len(), 2, "both go on hosting");
        bo.get(&format!("/p/{party}/delete")).await.is(200).reads("Ask the host");
    }

    async fn photos_are_not_shown_between_the_two(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let (mut bo, mut cem) = (a_person(&site, "bob").await.browser, a_person(&site, "cem").await.browser);
        bo.post_file("/api/accounts/change_profile", &[("display_name", "Bob")], "photo", &jpeg(60, 60)).await.is(303);
        let photo = PictureId(rows::user(&site, "bob").await.photo_id.expect("a photo"));
        let path = format!("/media/{photo}/small.jpg");
        for browser in [&mut ana, &mut bo, &mut cem, &mut site.visitor()] {
            let file = browser.get(&path).await;
            assert!(file.is(200).header("cache-control").starts_with("private"), "it is not for shared caches");
        }
        block(&mut ana, "bob").await;
        ana.get(&path).await.is(404);
        ana.get("/people?tab=blocked").await.is(200).reads("Bob").says_not(&photo.to_string());
        for browser in [&mut bo, &mut cem, &mut site.visitor()] {
            browser.get(&path).await.is(200);
        }
    }

    /// Without login, but with the cookie of the link, they are the same people.
    async fn the_own_personal_link_is_no_way_around(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        ana.post_file("/api/accounts/change_profile", &[("display_name", "Ana")], "photo", &jpeg(60, 60)).await.is(303);
        let face = PictureId(rows::user(&site, "ana").await.photo_id.expect("a photo"));
        let party = a_party().with("guest_list", "everyone").with("visibility", "invited").by(&mut ana).await;
        let tokens = invite(&site, &mut ana, party, "Bobby\nZoe").await;
        bo.get(&format!("/i/{}", tokens[0])).await.is(303);
        bo.post("/api/invites/claim", &[("party", &party.to_string())]).await.is(303);
        let (mut link, mut zoe) = (a_guest(&site, &tokens[0]).await, a_guest(&site, &tokens[1]).await);
        let picture = jpeg(40, 30);
        let files = [("pictures[0][id]", picture.as_slice())];
        posted(&send_post_with(&mut ana, party, &[("text", "From Ana")], &files).await);
        posted(&send_post_with(&mut link, party, &[("text", "From his link")], &[]).await);
        let board = format!("/p/{party}/board");
        let shown = read_board(&mut zoe, party, None).await.posts;
        let picture = shown.iter().find_map(|post| post.pictures.first()).expect("a picture").id;
        let files = [face, picture].map(|picture| format!("/media/{picture}/small.jpg"));
        link.get(&board).await.is(200).reads("From Ana").reads("From his link");
        ana.get(&board).await.is(200).reads("From his link");
        for file in &files {
            link.get(file).await.is(200);
        }
        block(&mut bo, "ana").await;
        link.get(&board).await.is(200).reads("From his link").reads_not("Ana");
        link.get(&format!("/p/{party}")).await.is(200).reads("The host invites you").reads("Bobby").reads_not("Ana");
        for file in &files {
            link.get(file).await.is(404);
            zoe.get(file).await.is(200);
        }
        ana.get(&board).await.is(200).reads("From Ana").reads_not("From his link");
        zoe.get(&board).await.is(200).reads("From Ana").reads("From his link");
        post(&mut bo, "unblock", "ana").await.is(303);
        link.get(&board).await.is(200).reads("From Ana");
    }

    async fn a_link_that_the_other_has_claimed_opens_nothing(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let mut cem = a_person(&site, "cem").await.browser;
        let party = a_party().with("visibility", "invited").by(&mut cem).await;
        let token = invite(&site, &mut cem, party, "Bobby").await.remove(0);
        for browser in [&mut ana, &mut bo] {
            browser.get(&format!("/i/{token}")).await.is(303);
        }
        bo.post("/api/invites/claim", &[("party", &party.to_string())]).await.is(303);
        ana.get(&format!("/p/{party}")).await.is(200).reads("Bobby");
        block(&mut ana, "bob").await;
        ana.get(&format!("/p/{party}")).await.is(404).reads_not("Bobby");
        bo.get(&format!("/p/{party}")).await.is(200).reads("Bobby");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_ends_with_the_account() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    block(&mut ana, "bob").await;
    ana.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
    assert!(rows::blocks(&site).await.is_empty());
    bo.get("/u/ana").await.is(404);
}
