//! Up to ten pictures in one form, each with words for those who cannot see it.

use app::domain::{PictureId, Problem, board::picture_field};

use super::{Scene, filled_in, with_picture, without};
use crate::{
    pictures::files,
    support::{Trouble, a_party, jpeg, post, posted, read_board, rows, send_post, send_post_with, value},
};

const ACTION: &str = "/api/board/add";

/// Names of file fields with their files.
fn chosen<'a>(names: &'a [String], files: &'a [Vec<u8>]) -> Vec<(&'a str, &'a [u8])> {
    names.iter().zip(files).map(|(name, file)| (name.as_str(), file.as_slice())).collect()
}

/// The names of the fields for this many pictures.
fn names(count: usize, field: &str) -> Vec<String> {
    (0..count).map(|place| picture_field(place, field)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_pictures_keep_their_order_and_their_words() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    let words: Vec<_> = (0..10).map(|number| format!("Number <{number}> & \"more\"")).collect();
    let photos: Vec<_> = (0..10).map(|number| jpeg(40 + number, 30)).collect();
    let (ids, alts) = (names(10, "id"), names(10, "alt"));
    let mut fields = vec![("text", "Look")];
    fields.extend(alts.iter().zip(&words).map(|(name, words)| (name.as_str(), words.as_str())));
    let id = posted(&send_post_with(&mut scene.zoe, scene.party, &fields, &chosen(&ids, &photos)).await);
    let kept = rows::pictures_of(&scene.site, id).await;
    assert_eq!(kept.iter().map(|row| row.alt.as_str()).collect::<Vec<_>>(), words);
    assert!(rows::pictures(&scene.site).await.iter().all(|row| row.used && row.purpose == "post"));
    assert_eq!(shelf.keys().len(), 30);

    let shown = read_board(&mut scene.cem, scene.party, None).await.posts.remove(0).pictures;
    let sizes: Vec<_> = shown.iter().map(|picture| (picture.width, picture.height)).collect();
    assert_eq!(sizes, (40..50).map(|width| (width, 30)).collect::<Vec<_>>());
    for path in [scene.board(), scene.page_of(id)] {
        let page = scene.cem.get(&path).await;
        let tags = page.is(200).tags();
        for (picture, words) in shown.iter().zip(&words) {
            assert_eq!(&picture.alt, words);
            let source = format!("/media/{}/", picture.id);
            let image = tags.iter().find(|tag| tag.name == "img" && tag.get("alt") == Some(words.as_str()));
            let image = image.unwrap_or_else(|| panic!("{words} is shown:\n{}", page.text()));
            assert!(image.get("src").is_some_and(|src| src.starts_with(&source)), "{image:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_enough() {
    let mut scene = Scene::new().await;
    let above = post(&mut scene.cem, scene.party, "Show me!").await;
    for (reply_to, path) in [(String::new(), scene.board()), (above.to_string(), scene.page_of(above))] {
        let fields = [("reply_to", reply_to.as_str())];
        let (id, picture) = with_picture(&scene.site, &mut scene.zoe, scene.party, &fields).await;
        assert_eq!(rows::post(&scene.site, id).await.text, "");
        scene.ana.get(&path).await.is(200).says(&format!("/media/{picture}/"));
    }
    let page = scene.zoe.post_nothing_chosen(ACTION, &[("party", &scene.party.to_string())], "pictures[0][id]").await;
    page.is(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_pictures_are_named_and_all_else_survives() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    let text = "Look & <b>wonder</b>\nat \"this\"";
    let files = [jpeg(40, 30), files::zip(), jpeg(50, 30), files::half_a_jpeg()];
    let (ids, alts) = (names(4, "id"), names(4, "alt"));
    let mut fields = vec![("text", text)];
    fields.extend(alts.iter().zip(["zero", "one", "two", "three"]).map(|(name, words)| (name.as_str(), words)));
    let page = send_post_with(&mut scene.zoe, scene.party, &fields, &chosen(&ids, &files)).await;
    page.is(422).reads(&Problem::NotAPicture.to_string()).reads(&Problem::PictureDamaged.to_string());
    page.reads("Two things to put right");
    assert_eq!(rows::posts(&scene.site, scene.party).await, []);

    let kept: Vec<_> = rows::pictures(&scene.site).await.iter().map(|row| PictureId(row.id).to_string()).collect();
    assert_eq!((kept.len(), shelf.keys().len()), (2, 6));
    let form = filled_in(&page, text);
    let ids_now: Vec<_> = ids.iter().map(|name| value(&form, name).unwrap_or_default()).collect();
    assert_eq!(ids_now, [kept[0].as_str(), "", &kept[1], ""]);
    for (name, words) in alts.iter().zip(["zero", "one", "two", "three"]) {
        assert_eq!(value(&form, name), Some(words), "{name}");
    }

    // Another file in the place of the first failed one; browsers send empty parts for the others.
    let files = [Vec::new(), jpeg(60, 30), Vec::new(), Vec::new()];
    let id = posted(&scene.zoe.post_files(ACTION, &without(&form, &["_key"]), &chosen(&ids, &files)).await);
    let pictures = rows::pictures_of(&scene.site, id).await;
    assert_eq!(pictures.iter().map(|row| row.alt.as_str()).collect::<Vec<_>>(), ["zero", "one", "two"]);
    assert_eq!((rows::post(&scene.site, id).await.text.as_str(), shelf.keys().len()), (text, 9));
    assert!(rows::pictures(&scene.site).await.iter().all(|row| row.used));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_failure_is_named() {
    let mut scene = Scene::new().await;
    let files: Vec<_> = (0..10).map(|_| files::zip()).collect();
    let page =
        send_post_with(&mut scene.zoe, scene.party, &[("text", "Look")], &chosen(&names(10, "id"), &files)).await;
    page.is(422).reads("10 things to put right");
    filled_in(&page, "Look");
    assert_eq!((rows::posts(&scene.site, scene.party).await, rows::pictures(&scene.site).await), (vec![], vec![]));
}

#[tokio::test(flavor = "multi_thread")]
async fn eleven_are_too_many() {
    let mut scene = Scene::new().await;
    let ids = names(11, "id");
    let pictures: Vec<_> = (0..11).map(|_| PictureId::new().to_string()).collect();
    let mut fields = vec![("text", "Look")];
    fields.extend(ids.iter().zip(&pictures).map(|(name, id)| (name.as_str(), id.as_str())));
    let page = send_post(&mut scene.zoe, scene.party, &fields).await;
    page.is(422).reads(&Problem::TooManyPictures { max: 10 }.to_string());
    filled_in(&page, "Look");
    let files: Vec<_> = (0..11).map(|_| jpeg(40, 30)).collect();
    let page = send_post_with(&mut scene.zoe, scene.party, &[("text", "Look")], &chosen(&ids, &files)).await;
    page.is(422).reads(&Problem::TooManyPictures { max: 10 }.to_string());
    filled_in(&page, "Look");
    assert_eq!(rows::posts(&scene.site, scene.party).await, []);
}

/// As with covers: whoever knows the identifier of an unused picture has uploaded it.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_in_use_cannot_be_taken() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let (_, used) = with_picture(&scene.site, &mut scene.cem, party, &[("text", "Mine")]).await;
    a_party().with("title", "").send_with_cover(&mut scene.ana, &jpeg(40, 30)).await.is(422);
    let cover = PictureId(rows::pictures(&scene.site).await.remove(1).id);
    let long = "x".repeat(5_001);
    let photo = jpeg(50, 30);
    send_post_with(&mut scene.zoe, party, &[("text", &long)], &[("pictures[0][id]", &photo)]).await.is(422);
    let free = PictureId(rows::pictures(&scene.site).await.remove(2).id).to_string();
    let before = rows::everything(&scene.site).await;
    for taken in [used.to_string(), cover.to_string(), PictureId::new().to_string(), "nonsense".to_owned()] {
        let fields = [("text", "Look"), ("pictures[0][id]", free.as_str()), ("pictures[1][id]", &taken)];
        let page = send_post(&mut scene.zoe, party, &fields).await;
        page.is(422).reads("The picture has to be chosen again.");
        assert_eq!(value(&filled_in(&page, "Look"), "pictures[0][id]"), Some(free.as_str()));
    }
    let twice = [("text", "Look"), ("pictures[0][id]", free.as_str()), ("pictures[1][id]", &free)];
    send_post(&mut scene.zoe, party, &twice).await.is(422);
    let cover = [
        ("_page", "/parties/new"),
        ("title", "Mine"),
        ("time_zone", "UTC"),
        ("first_entry", "2099-07-10T20:00"),
        ("cover", free.as_str()),
    ];
    scene.ana.post("/api/parties/create", &cover).await.is(422).reads("The picture has to be chosen again.");
    assert_eq!(rows::everything(&scene.site).await, before);
    posted(&send_post(&mut scene.zoe, party, &twice[..2]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_storage_keeps_what_was_typed() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    let files = [jpeg(40, 30), jpeg(50, 30)];
    let ids = names(2, "id");
    shelf.fails_after(3, Trouble::Full);
    let page = send_post_with(&mut scene.zoe, scene.party, &[("text", "Look")], &chosen(&ids, &files)).await;
    page.is(507).reads("There is no room left to store this.");
    let form = filled_in(&page, "Look");
    assert_eq!((rows::posts(&scene.site, scene.party).await, shelf.keys().len()), (vec![], 3));
    shelf.works_again();
    let again = scene.zoe.post_files(ACTION, &without(&form, &["_key"]), &chosen(&ids[1..], &files[1..])).await;
    assert_eq!(rows::pictures_of(&scene.site, posted(&again)).await.len(), 2);
}

/// Anybody can write a cookie: it is looked at before a file is.
#[tokio::test(flavor = "multi_thread")]
async fn a_made_up_link_stores_nothing() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    let files: Vec<_> = (0..10).map(|_| jpeg(40, 30)).collect();
    for (visibility, status) in [("invited", 404), ("link", 403)] {
        let party = a_party().with("visibility", visibility).by(&mut scene.ana).await;
        let mut forger = scene.site.visitor();
        forger.cookies.insert(format!("guest-{party}"), "made-up".to_owned());
        send_post_with(&mut forger, party, &[("text", "Look")], &chosen(&names(10, "id"), &files)).await.is(status);
        // Nor does a form that does not say where it belongs.
        forger.post_file(ACTION, &[("text", "Look")], "pictures[0][id]", &files[0]).await.is(400);
        assert_eq!((shelf.keys(), rows::pictures(&scene.site).await), (vec![], vec![]), "{visibility}");
    }
}

/// Guests who may not write there hear so before their pictures are read.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_stored_for_a_closed_board() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    scene.rules("invited", "1").await.is(303);
    let file = jpeg(40, 30);
    for browser in [&mut scene.zoe, &mut scene.cem] {
        send_post_with(browser, scene.party, &[("text", "Look")], &[("pictures[0][id]", &file)]).await.is(403);
    }
    assert_eq!((shelf.keys(), rows::pictures(&scene.site).await), (vec![], vec![]));
    posted(&send_post_with(&mut scene.ana, scene.party, &[], &[("pictures[0][id]", &file)]).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_strangers_stays() {
    let (mut scene, shelf) = Scene::with_shelf().await;
    let file = jpeg(40, 30);
    for browser in &mut scene.strangers().await {
        let answer = send_post_with(browser, scene.party, &[("text", "Look")], &[("pictures[0][id]", &file)]).await;
        assert!([401, 403].contains(&answer.status.as_u16()), "{}", answer.status);
    }
    // Nor does the form take a file under another name.
    for name in ["cover", "text", "pictures", "pictures[0]", "pictures[0][alt]", "pictures[x][id]"] {
        send_post_with(&mut scene.zoe, scene.party, &[], &[(name, &file)]).await.is(400);
    }
    assert_eq!(rows::posts(&scene.site, scene.party).await, []);
    scene.sweep().await;
    assert_eq!((shelf.keys(), rows::pictures(&scene.site).await), (vec![], vec![]));
}
