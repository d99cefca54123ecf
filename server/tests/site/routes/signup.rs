//! `/signup`

use app::backend::entities::pictures;
use sea_orm::EntityTrait;

use crate::support::{Browser, PASSWORD, Page, Site, a_person, jpeg, rows, value};

const ACTION: &str = "/api/accounts/sign_up";

fn fields<'a>() -> Vec<(&'a str, &'a str)> {
    vec![
        ("_page", "/signup"),
        ("username", "ana"),
        ("email", "ana@example.org"),
        ("display_name", "Ana Blum"),
        ("password", PASSWORD),
    ]
}

/// Signs up with some fields replaced.
async fn sign_up(browser: &mut Browser, replaced: &[(&str, &str)]) -> Page {
    let mut fields = fields();
    fields.retain(|(name, _)| replaced.iter().all(|(other, _)| other != name));
    fields.extend(replaced);
    browser.post(ACTION, &fields).await
}

#[tokio::test(flavor = "multi_thread")]
async fn makes_an_account_and_logs_in() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    visitor.get("/signup").await.is(200).reads("Make an account");
    let answer = sign_up(&mut visitor, &[("username", " @Ana.B "), ("email", "ANA@Example.org")]).await;
    assert_eq!(answer.is(303).location(), "/");
    visitor.follow(&answer).await.is(200).reads("Welcome! Your account is ready.").reads("Hello, Ana Blum");
    visitor.get("/").await.reads_not("Welcome!");
    let row = rows::user(&site, "ana.b").await;
    assert_eq!((row.email.as_str(), row.display_name.as_str()), ("ana@example.org", "Ana Blum"));
    assert!(row.password_hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", row.password_hash);
    assert_eq!(row.email_verified_at, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn goes_on_to_where_somebody_wanted_to_go_on_this_site() {
    let site = Site::new().await;
    let page = site.visitor().get("/signup?next=%2Fparties%2Fnew").await;
    assert_eq!(value(&page.form(ACTION), "next"), Some("/parties/new"));
    for (number, (next, goes_to)) in [
        ("/parties/new", "/parties/new"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ]
    .into_iter()
    .enumerate()
    {
        let (username, email) = (format!("ana{number}"), format!("ana{number}@example.org"));
        let replaced = [("username", username.as_str()), ("email", email.as_str()), ("next", next)];
        assert_eq!(sign_up(&mut site.visitor(), &replaced).await.is(303).location(), goes_to, "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tells_all_that_is_wrong_and_keeps_what_was_typed() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let empty = visitor.post(ACTION, &[("_page", "/signup")]).await;
    empty.is(422).reads("4 things to put right");
    let wrong = [("username", "1"), ("email", "ana"), ("display_name", "Ana"), ("password", "ana rocks 1")];
    let page = sign_up(&mut visitor, &wrong).await;
    page.is(422).reads("beginning with a letter").reads("That does not look like an e-mail address");
    page.reads("leave your name and e-mail out of the password").says_not("ana rocks 1");
    let form = page.form(ACTION);
    assert_eq!((value(&form, "username"), value(&form, "email")), (Some("1"), Some("ana")));
    assert_eq!(value(&form, "password"), Some(""));
    assert!(visitor.cookies.is_empty(), "nobody is logged in: {:?}", visitor.cookies);
    assert_eq!(rows::everything(&site).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_bad_passwords_and_kept_names() {
    let site = Site::new().await;
    for (field, wrong, says) in [
        ("password", "short", "Please use at least 8 characters."),
        ("password", &"x1".repeat(65), "Please use at most 128 characters."),
        ("password", "Password1", "among the most common passwords"),
        ("password", "ana blum here", "leave your name"),
        ("username", "admin", "That name is kept for the site."),
        ("username", "ana banana", "Please use 3–30 letters"),
        ("display_name", &"é".repeat(61), "Please use at most 60 characters."),
        ("photo", "7", "The picture has to be chosen again."),
    ] {
        sign_up(&mut site.visitor(), &[(field, wrong)]).await.is(422).reads(says);
    }
    assert_eq!(rows::everything(&site).await, "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_username_and_an_address_belong_to_one_person() {
    let site = Site::new().await;
    a_person(&site, "ana").await;
    let before = rows::everything(&site).await;
    let page = sign_up(&mut site.visitor(), &[("username", "ANA"), ("email", "Ana@Example.ORG")]).await;
    page.is(422).reads("Two things to put right").reads("Somebody already uses this.");
    assert_eq!(rows::everything(&site).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_comes_with_the_form() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    visitor.post_file(ACTION, &fields(), "photo", &jpeg(300, 200)).await.is(303);
    let photo = rows::user(&site, "ana").await.photo_id.expect("a photo");
    let picture =
        pictures::Entity::find_by_id(photo).one(site.database.db.read()).await.expect("a query").expect("a picture");
    assert!(picture.used && picture.purpose == "profile");
    let source = format!("/media/{}/small.jpg", app::domain::PictureId(photo));
    visitor.get("/settings").await.is(200).says(&source);
    let shown = site.visitor().get(&source).await;
    shown.is(200);
    assert_eq!(shown.header("content-type"), "image/jpeg");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_kept_when_something_else_is_wrong() {
    let site = Site::new().await;
    let mut visitor = site.visitor();
    let mut wrong = fields();
    wrong.retain(|(name, _)| *name != "username");
    wrong.push(("username", "?"));
    let page = visitor.post_file(ACTION, &wrong, "photo", &jpeg(300, 200)).await;
    page.is(422).reads("Your picture is already chosen and is kept.");
    let form = page.form(ACTION);
    let photo = value(&form, "photo").expect("the picture comes back").to_owned();
    sign_up(&mut visitor, &[("photo", &photo)]).await.is(303);
    assert_eq!(
        rows::user(&site, "ana").await.photo_id.map(|id| app::domain::PictureId(id).to_string()),
        Some(photo.clone())
    );
    let thief = [("username", "bob"), ("email", "bo@example.org"), ("photo", photo.as_str())];
    sign_up(&mut site.visitor(), &thief).await.is(422).reads("The picture has to be chosen again.");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_file_is_no_picture_and_neither_is_a_zip() {
    let site = Site::new().await;
    for file in [b"".as_slice(), b"PK\x03\x04 this is a zip"] {
        let page = site.visitor().post_file(ACTION, &fields(), "photo", file).await;
        page.is(422).reads("That file is not a picture.");
    }
}

on_each_database! {
    async fn of_many_who_want_one_name_one_gets_it(site: Site) {
        let tries = (0..8).map(|number| {
            let mut visitor = site.visitor();
            async move {
                let email = format!("ana{number}@example.org");
                sign_up(&mut visitor, &[("email", &email)]).await
            }
        });
        let answers = futures::future::join_all(tries).await;
        let made = answers.iter().filter(|page| page.status == 303).count();
        assert_eq!(made, 1);
        for refused in answers.iter().filter(|page| page.status != 303) {
            refused.is(422).reads("Somebody already uses this.");
        }
        rows::user(&site, "ana").await;
    }
}
