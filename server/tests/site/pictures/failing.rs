//! When the storage or the database fails in the middle: the user is told, and nothing half-written stays.

use std::sync::Arc;

use server::{
    housekeeping,
    storage::{LocalStorage, S3Credentials, S3Settings, S3Storage},
};

use super::{a_site, noted};
use crate::support::{Database, Page, Shelf, Site, Trouble, a_party, a_person, jpeg, rows, value};

const UNREACHABLE: &str =
    "The site cannot reach its storage right now. Nothing was changed. Please try again in a minute.";
const FULL: &str = "There is no room left to store this.";

/// The filled form, with the message.
fn comes_back(page: &Page, status: u16, message: &str) {
    page.is(status).reads(message);
    assert_eq!(value(&page.form("/api/parties/create"), "title"), Some("Summer on the roof"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_storage() {
    let (site, shelf, mut host) = a_site().await;
    for good in 0..3 {
        shelf.fails_after(good, Trouble::Full);
        comes_back(&a_party().send_with_cover(&mut host, &jpeg(40, 30)).await, 507, FULL);
        assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]), "after {good} files");
        assert_eq!(rows::parties(&site).await, []);
    }
    shelf.works_again();
    a_party().send_with_cover(&mut host, &jpeg(40, 30)).await.is(303);
    assert_eq!(shelf.keys().len(), 3);
}

/// What cannot be deleted in the same moment is deleted later.
#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_goes_away() {
    let (site, shelf, mut host) = a_site().await;
    for good in 0..3 {
        shelf.fails_after(good, Trouble::Gone);
        comes_back(&a_party().send_with_cover(&mut host, &jpeg(40, 30)).await, 503, UNREACHABLE);
        assert_eq!(rows::parties(&site).await, []);
    }
    shelf.works_again();
    site.wait_hours(25);
    housekeeping::once(&site.state).await.expect("the sweep works");
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_that_fails_is_made_up_for() {
    let (site, shelf, mut host) = a_site().await;
    a_party().with("title", "").send_with_cover(&mut host, &jpeg(40, 30)).await.is(422);
    site.wait_hours(25);
    shelf.fails_after(0, Trouble::Gone);
    housekeeping::once(&site.state).await.expect("the sweep goes on");
    shelf.works_again();
    site.wait_hours(25);
    housekeeping::once(&site.state).await.expect("the sweep works");
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
}

/// The files are stored, but the row cannot be written.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_goes_away() {
    let (site, shelf, mut host) = a_site().await;
    site.database.db.write().close_by_ref().await.expect("it closes");
    comes_back(&a_party().send_with_cover(&mut host, &jpeg(40, 30)).await, 503, UNREACHABLE);
    assert_eq!((shelf.keys(), noted(&site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let pictures = folder.path().join("pictures");
    let storage = Arc::new(LocalStorage::open(pictures.clone()).await.expect("a storage"));
    let site = Site::storing(Database::Sqlite, &[], storage).await;
    let mut host = a_person(&site, "hanna").await.browser;
    std::fs::remove_dir_all(&pictures).expect("it goes");
    std::fs::write(&pictures, "in the way").expect("a file in its place");
    comes_back(&a_party().send_with_cover(&mut host, &jpeg(40, 30)).await, 503, UNREACHABLE);
    site.visitor().get("/readyz").await.is(503).says("storage unavailable").says("database ok");
    assert_eq!(noted(&site).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_s3_that_nobody_answers() {
    let settings = S3Settings {
        bucket: "none".to_owned(),
        region: "us-east-1".to_owned(),
        endpoint: Some("http://127.0.0.1:9".to_owned()),
        public_endpoint: None,
        path_style: true,
        credentials: Some(S3Credentials { access_key_id: "a".to_owned(), secret_access_key: "b".to_owned() }),
    };
    let site = Site::storing(Database::Sqlite, &[], Arc::new(S3Storage::connect(settings).await)).await;
    let mut host = a_person(&site, "hanna").await.browser;
    comes_back(&a_party().send_with_cover(&mut host, &jpeg(40, 30)).await, 503, UNREACHABLE);
    site.visitor().get("/readyz").await.is(503).says("storage unavailable");
    assert_eq!(rows::parties(&site).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_cannot_be_read() {
    let shelf = Arc::new(Shelf::default());
    let site = Site::storing(Database::Sqlite, &[], shelf.clone()).await;
    let mut host = a_person(&site, "hanna").await.browser;
    let (_, cover) = super::a_party_with(&site, &mut host, "link", &jpeg(40, 30)).await;
    shelf.fails_after(0, Trouble::Gone);
    let page = host.get(&format!("/media/{cover}/small.jpg")).await;
    page.is(503).reads(UNREACHABLE);
    assert!(!page.header("cache-control").contains("immutable"));
    shelf.works_again();
    host.get(&format!("/media/{cover}/small.jpg")).await.is(200);
}
