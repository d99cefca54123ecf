//! `/settings/export.zip`

mod columns;

use std::{io::Read, sync::Arc};

use app::domain::PictureId;
use axum::body::to_bytes;
use serde_json::{Value, json};
use tower::ServiceExt;
use zip::ZipArchive;

use crate::support::{
    Browser, Database, Page, Shelf, Site, Trouble, a_party, a_person, a_photo, invite, jpeg, rows, send_post_with,
};

const EXPORT: &str = "/settings/export.zip";

/// Names and contents of the files.
fn files(page: &Page) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(std::io::Cursor::new(page.bytes.clone())).expect("a ZIP file");
    let mut files = Vec::new();
    for place in 0..zip.len() {
        let mut file = zip.by_index(place).expect("a file");
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its content is whole");
        files.push((file.name().expect("a name").into_owned(), content));
    }
    files
}

fn parsed(files: &[(String, Vec<u8>)], name: &str) -> Value {
    let (_, content) = files.iter().find(|(file, _)| file == name).unwrap_or_else(|| panic!("{name} is there"));
    serde_json::from_slice(content).expect("JSON")
}

async fn export(browser: &mut Browser) -> Page {
    let page = browser.get(EXPORT).await;
    page.is(200);
    assert_eq!(page.header("content-type"), "application/zip");
    assert!(
        page.header("content-disposition").contains("attachment") && page.header("cache-control").contains("no-store")
    );
    page
}

on_each_database! {
    async fn everything_of_mine_and_nothing_of_others(site: Site) {
        let (mut ana, mut ben) = (a_person(&site, "ana").await.browser, a_person(&site, "ben").await.browser);
        a_person(&site, "cem").await;
        let profile = [("display_name", "Ana 🎉"), ("bio", "Long evenings")];
        ana.post_file("/api/accounts/change_profile", &profile, "photo", &jpeg(60, 60)).await.is(303);
        let mine = a_party().with("title", "Mine").by(&mut ana).await;
        invite(&site, &mut ana, mine, "Zoe <zoe@example.org>\n@ben").await;
        let theirs = a_party().with("title", "Theirs").by(&mut ben).await;
        invite(&site, &mut ben, theirs, "@ana\nDora <dora@example.org>").await;
        let answer = [("party", theirs.to_string()), ("answer", "yes".to_owned()), ("message", "I come".to_owned())];
        let answer: Vec<_> = answer.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ana.post("/api/rsvps/answer", &answer).await.is(303);
        let picture = jpeg(80, 40);
        send_post_with(&mut ana, theirs, &[("text", "Look at this")], &[("pictures[0][id]", &picture)]).await.is(303);
        send_post_with(&mut ben, theirs, &[("text", "Not Ana's")], &[]).await.is(303);
        let sent = jpeg(50, 40);
        a_photo(&site, &mut ana, theirs, &sent).await;
        ana.post("/api/people/follow", &[("username", "ben")]).await.is(303);
        ana.post("/api/people/block", &[("username", "cem")]).await.is(303);

        let page = export(&mut ana).await;
        let files = files(&page);
        assert_eq!(parsed(&files, "account.json")["email"], "ana@example.org");
        assert_eq!(parsed(&files, "account.json")["name"], "Ana 🎉");
        assert_eq!(parsed(&files, "account.json")["mails"]["turned_off"], json!([]));
        assert_eq!(parsed(&files, "parties.json")[0]["title"], "Mine");
        assert_eq!(parsed(&files, "invitations.json")[0]["message"], "I come");
        let posts = parsed(&files, "posts.json");
        assert_eq!((posts.as_array().map(Vec::len), &posts[0]["text"]), (Some(1), &Value::from("Look at this")));
        assert_eq!(parsed(&files, "photos.json")["photos"][0]["party"], theirs.to_string());
        let photos: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("photos/")).collect();
        assert!(photos.len() == 1 && photos[0].0.ends_with(".jpg") && photos[0].1 == sent, "as it was sent");
        let people = parsed(&files, "people.json");
        let name = |list: &str| &people[list][0]["username"];
        assert_eq!((name("following"), name("blocked")), (&Value::from("ben"), &Value::from("cem")));
        let guests = files.iter().find(|(name, _)| name.starts_with("guests/")).expect("a guest list");
        assert!(String::from_utf8_lossy(&guests.1).contains("zoe@example.org"));
        let photo = rows::user(&site, "ana").await.photo_id.expect("a photo");
        let pictures: Vec<_> = files.iter().filter(|(name, _)| name.starts_with("pictures/")).collect();
        assert_eq!(pictures.len(), 2);
        assert!(pictures.iter().any(|(name, _)| name.contains(&PictureId(photo).to_string())));
        assert!(pictures.iter().all(|(_, content)| content.starts_with(&[0xFF, 0xD8])));
        let all: String = files.iter().map(|(_, content)| String::from_utf8_lossy(content)).collect();
        for secret in ["Not Ana's", "dora@example.org", "$argon2", "ben@example.org"] {
            assert!(!all.contains(secret), "{secret}");
        }
    }

    async fn who_blocked_whom_is_told_to_the_one_who_did_it(site: Site) {
        let (mut ana, mut ben) = (a_person(&site, "ana").await.browser, a_person(&site, "ben").await.browser);
        let party = a_party().with("guest_list", "everyone").by(&mut ana).await;
        invite(&site, &mut ana, party, "@ben").await;
        ben.post("/api/people/follow", &[("username", "ana")]).await.is(303);
        ana.post("/api/people/block", &[("username", "ben")]).await.is(303);
        let all = |page: &Page| String::from_utf8_lossy(&page.bytes).into_owned();
        assert!(!all(&export(&mut ben).await).contains("ana@"), "nothing of Ana");
        let people = parsed(&files(&export(&mut ben).await), "people.json");
        assert_eq!(people, json!({ "blocked": [], "followers": [], "following": [] }));
        let lists = files(&export(&mut ana).await);
        let guests = lists.iter().find(|(name, _)| name.starts_with("guests/")).expect("a guest list");
        assert!(!String::from_utf8_lossy(&guests.1).to_lowercase().contains("ben"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_for_the_owner_and_not_all_the_time() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    site.visitor().get(EXPORT).await.is(401);
    for _ in 0..10 {
        export(&mut ana).await;
    }
    ana.get(EXPORT).await.is(429);
    site.wait_hours(1);
    export(&mut ana).await;
}

/// What is not whole does not look whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_fails_cuts_it_off() {
    let shelf = Arc::new(Shelf::default());
    let site = Site::storing(Database::Sqlite, &[], shelf.clone()).await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("display_name", "Ana")];
    ana.post_file("/api/accounts/change_profile", &fields, "photo", &jpeg(60, 60)).await.is(303);
    shelf.fails_after(0, Trouble::Gone);
    let request = ana.request(axum::http::Method::GET, EXPORT).body(axum::body::Body::empty()).expect("a request");
    let response = ana.router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), 200);
    assert!(to_bytes(response.into_body(), usize::MAX).await.is_err());
    shelf.works_again();
    assert_eq!(files(&export(&mut ana).await).iter().filter(|(name, _)| name.starts_with("pictures/")).count(), 1);
}
