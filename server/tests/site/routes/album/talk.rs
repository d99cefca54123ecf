//! Likes and comments, captions and tags.

use super::Scene;
use crate::support::{Site, a_photo, album_rules, jpeg, on_photo, read_photo};

on_each_database! {
    async fn guests_like_and_comment(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.cem.clone(), party, &jpeg(40, 30)).await;
        for browser in [&mut scene.zoe, &mut scene.ana] {
            for _ in 0..2 {
                on_photo(browser, "like", party, photo, &[("on", "1")]).await.is(303);
            }
            on_photo(browser, "comment", party, photo, &[("text", "What a <b>cake</b>!")]).await.is(303);
        }
        on_photo(&mut scene.zoe, "comment", party, photo, &[("text", " ")]).await.is(422);
        let found = read_photo(&mut scene.zoe, party, photo).await.photo;
        assert_eq!((found.likes, found.liked, found.comments.len()), (2, true, 2));
        assert!(found.comments[0].may_delete && !found.comments[1].may_delete, "one's own");
        scene.cem.get(&format!("{}/{photo}", scene.album())).await.is(200).reads("What a <b>cake</b>!").reads("2 people like it.");
        on_photo(&mut scene.zoe, "like", party, photo, &[]).await.is(303);
        let comments = read_photo(&mut scene.cem, party, photo).await.photo.comments;
        assert!(comments.iter().all(|comment| comment.may_delete), "on one's own photo");
        let ids: Vec<_> = comments.iter().map(|comment| comment.id.to_string()).collect();
        on_photo(&mut scene.zoe, "uncomment", party, photo, &[("comment", &ids[1])]).await.is(403);
        on_photo(&mut scene.zoe, "uncomment", party, photo, &[("comment", &ids[0])]).await.is(303);
        on_photo(&mut scene.cem, "uncomment", party, photo, &[("comment", &ids[1])]).await.is(303);
        let found = read_photo(&mut scene.cem, party, photo).await.photo;
        assert_eq!((found.likes, found.liked, found.comments.len()), (1, false, 0));
        for browser in &mut scene.strangers().await {
            for verb in ["like", "comment", "edit", "tag"] {
                on_photo(browser, verb, party, photo, &[("on", "1"), ("text", "x")]).await.is(403);
            }
        }
    }

    async fn the_uploader_and_hosts_change_words(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
        let words = [("caption", "The dog"), ("tags", "Dog, #cake, dog")];
        on_photo(&mut scene.cem, "edit", party, photo, &words).await.is(403);
        on_photo(&mut scene.zoe, "edit", party, photo, &words).await.is(303);
        let found = read_photo(&mut scene.cem, party, photo).await.photo;
        assert_eq!((found.card.caption.as_str(), found.tags.join(" ")), ("The dog", "cake dog".to_owned()));
        on_photo(&mut scene.ana, "edit", party, photo, &[("caption", ""), ("tags", "")]).await.is(303);
        assert!(read_photo(&mut scene.cem, party, photo).await.photo.tags.is_empty());
        let page = on_photo(&mut scene.zoe, "edit", party, photo, &[("tags", &"x".repeat(41))]).await;
        page.is(422).reads("Please use at most 40 characters.");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_album_is_quiet() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
    album_rules(&mut scene.ana, party, &[("closed", "true")]).await.is(303);
    for verb in ["like", "comment"] {
        on_photo(&mut scene.cem, verb, party, photo, &[("on", "1"), ("text", "x")]).await.is(403);
        on_photo(&mut scene.ana, verb, party, photo, &[("on", "1"), ("text", "x")]).await.is(303);
    }
    on_photo(&mut scene.zoe, "delete", party, photo, &[]).await.is(303);
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_make_a_photo_the_cover() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(40, 30)).await;
    let picture = app::domain::PictureId(crate::support::rows::photo(&scene.site, photo).await.picture_id);
    on_photo(&mut scene.zoe, "cover", party, photo, &[]).await.is(401);
    on_photo(&mut scene.ana, "cover", party, photo, &[]).await.is(303);
    let path = format!("/p/{party}");
    let mut visitor = scene.site.visitor();
    visitor.get(&path).await.is(200).says(&format!("/media/{picture}/"));
    visitor.get(&format!("/media/{picture}/small.jpg")).await.is(200);
    on_photo(&mut scene.zoe, "delete", party, photo, &[]).await.is(303);
    visitor.get(&path).await.is(200).says_not(&format!("/media/{picture}/"));
    crate::support::prepare(&scene.site).await;
    assert_eq!(scene.shelf.keys(), Vec::<String>::new());
}
