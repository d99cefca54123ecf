//! `/settings`

use app::{backend::entities::pictures, domain::PictureId};
use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::support::{Site, a_person, jpeg, rows, value};

const ACTION: &str = "/api/accounts/change_profile";

#[tokio::test(flavor = "multi_thread")]
async fn name_and_words_are_changed() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let page = ana.get("/settings").await;
    page.is(200).reads("@ana").reads("ana@example.org");
    assert_eq!(value(&page.form(ACTION), "display_name"), Some("Ana"));
    let fields = [("_page", "/settings"), ("display_name", " Ana\tBlum "), ("bio", "Likes\nlong evenings")];
    let answer = ana.post(ACTION, &fields).await;
    assert_eq!(answer.is(303).location(), "/settings");
    let page = ana.follow(&answer).await;
    page.is(200).reads("Your profile is saved.");
    let form = page.form(ACTION);
    assert_eq!(value(&form, "bio"), Some("Likes\nlong evenings"));
    assert_eq!(rows::user(&site, "ana").await.display_name, value(&form, "display_name").expect("a name"));
    ana.get("/").await.reads("Hello, Ana");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_comes_back() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::everything(&site).await;
    let long = "x".repeat(301);
    let page = ana.post(ACTION, &[("_page", "/settings"), ("display_name", ""), ("bio", &long)]).await;
    page.is(422).reads("Please fill this in.").reads("Please use at most 300 characters.");
    assert_eq!(value(&page.form(ACTION), "bio"), Some(long.as_str()));
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn other_columns_are_not_in_this_form() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let before = rows::user(&site, "ana").await;
    let extra = [
        ("display_name", "Ana"),
        ("username", "root"),
        ("email", "x@example.org"),
        ("password_hash", "x"),
        ("id", "1"),
    ];
    ana.post(ACTION, &extra).await.is(303);
    assert_eq!(rows::user(&site, "ana").await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_set_replaced_and_removed() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let fields = [("_page", "/settings"), ("display_name", "Ana"), ("bio", "")];
    ana.post_file(ACTION, &fields, "photo", &jpeg(200, 300)).await.is(303);
    let first = rows::user(&site, "ana").await.photo_id.expect("a photo");
    ana.get("/settings").await.is(200).says(&format!("/media/{}/", PictureId(first))).reads("Remove my photo");
    ana.post(ACTION, &fields).await.is(303);
    assert_eq!(rows::user(&site, "ana").await.photo_id, Some(first), "a form without a file keeps the photo");
    ana.post_file(ACTION, &fields, "photo", &jpeg(100, 100)).await.is(303);
    let second = rows::user(&site, "ana").await.photo_id.expect("a photo");
    assert_ne!(first, second);
    assert_eq!((used(&site, first).await, used(&site, second).await), (false, true));
    ana.get(&format!("/media/{}/small.jpg", PictureId(first))).await.is(404);
    ana.post(ACTION, &[("display_name", "Ana"), ("remove_photo", "true")]).await.is(303);
    assert_eq!(rows::user(&site, "ana").await.photo_id, None);
    assert!(!used(&site, second).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_takes_the_picture_of_somebody_else() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let mut bo = a_person(&site, "bob").await.browser;
    ana.post_file(ACTION, &[("display_name", "Ana")], "photo", &jpeg(200, 300)).await.is(303);
    let photo = PictureId(rows::user(&site, "ana").await.photo_id.expect("a photo")).to_string();
    let page = bo.post(ACTION, &[("_page", "/settings"), ("display_name", "Bo"), ("photo", &photo)]).await;
    page.is(422).reads("The picture has to be chosen again.");
    assert_eq!(rows::user(&site, "bob").await.photo_id, None);
}

async fn used(site: &Site, picture: Uuid) -> bool {
    let row = pictures::Entity::find_by_id(picture).one(site.database.db.read()).await.expect("a query");
    row.expect("the picture is noted").used
}
