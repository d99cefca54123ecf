//! Long albums, page by page, and from photo to photo.

use super::Scene;
use crate::support::{Site, many_photos, read_album, read_photo};

on_each_database! {
    async fn pages_follow_each_other_without_gaps(site: Site) {
        let mut scene = Scene::over(site).await;
        let party = scene.party;
        let mut photos = many_photos(&scene.site, party, &scene.person, 130).await;
        photos.reverse();
        let (mut seen, mut after) = (Vec::new(), String::new());
        for size in [60, 60, 10] {
            let page = read_album(&mut scene.zoe, party, &[("after", &after)]).await;
            assert_eq!(page.photos.len(), size);
            seen.extend(page.photos.iter().map(|photo| photo.id));
            after = page.next.unwrap_or_default();
        }
        assert_eq!((seen, after.as_str()), (photos.clone(), ""));
        let album = scene.album();
        let page = scene.zoe.get(&album).await;
        page.is(200).reads("Older photos");
        for bad in ["x", "1.x", "x.1", "-"] {
            scene.zoe.get(&format!("{album}?after={bad}")).await.is(400);
        }
        let middle = read_photo(&mut scene.zoe, party, photos[64]).await;
        assert_eq!((middle.newer, middle.older), (Some(photos[63]), Some(photos[65])));
        let last = read_photo(&mut scene.zoe, party, photos[129]).await;
        assert_eq!((last.newer, last.older), (Some(photos[128]), None));
        let page = scene.zoe.get(&format!("{album}/{}", photos[64])).await;
        page.is(200).says("rel=\"prev\"").says("rel=\"next\"");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn days_and_hours_are_headings() {
    let mut scene = Scene::new().await;
    many_photos(&scene.site, scene.party, &scene.person, 61).await;
    let album = scene.album();
    let page = scene.zoe.get(&album).await;
    let hours = page.is(200).tags().iter().filter(|tag| tag.name == "h3").count();
    assert!((1..=3).contains(&hours), "{hours}");
    let photos = page.tags().into_iter().filter(|tag| tag.name == "img" && tag.get("loading") == Some("lazy"));
    let shapes: Vec<_> =
        photos.map(|tag| (tag.get("width").map(ToOwned::to_owned), tag.get("srcset").is_some())).collect();
    assert_eq!(shapes.len(), 60);
    assert!(shapes.iter().all(|shape| *shape == (Some("400".to_owned()), true)));
}
