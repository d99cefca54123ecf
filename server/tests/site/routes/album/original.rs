//! Photos as they were sent: for their uploader with all that the camera wrote, for hosts without, for nobody else.

use super::Scene;
use crate::{
    pictures::{dimensions, files},
    support::{Shelf, a_photo, add_photos, gif, png, prepare},
};

fn holds(file: &[u8], words: &str) -> bool {
    file.windows(words.len()).any(|part| part == words.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_uploader_gets_what_the_camera_wrote() {
    let mut scene = Scene::new().await;
    let (party, sent) = (scene.party, files::jpeg_with_secrets());
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), party, &sent).await;
    let path = format!("{}/{photo}/original", scene.album());
    let own = scene.zoe.get(&path).await;
    assert_eq!(own.is(200).bytes, sent);
    assert!(own.header("content-disposition").starts_with("attachment; filename=\""));
    let hosts = scene.ana.get(&path).await;
    for secret in ["Secret Camera", "my comment", "my address", "GPS"] {
        assert!(!holds(&hosts.is(200).bytes, secret), "{secret}");
    }
    assert_eq!(dimensions(&hosts.bytes), (300, 200));
    scene.cem.get(&path).await.is(403);
    for browser in &mut scene.strangers().await {
        browser.get(&path).await.is(403);
    }
    let zip = scene.ana.get(&format!("{}.zip?which=all", scene.album())).await;
    assert!(!holds(&zip.is(200).bytes, "Secret Camera"));
    let zip = scene.zoe.get(&format!("{}.zip?which=all", scene.album())).await;
    assert!(holds(&zip.is(200).bytes, "Secret Camera"), "the own one is whole");
}

/// A CDN may read below `pictures/`.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_camera_wrote_never_lies_beside_the_sizes() {
    let mut scene = Scene::new().await;
    let sent = files::jpeg_with_secrets();
    add_photos(&mut scene.zoe, scene.party, &[&sent]).await;
    assert_bare(&scene.shelf).await;
    prepare(&scene.site).await;
    let keys = scene.shelf.keys();
    let [originals, sizes] =
        ["originals/", "pictures/"].map(|below| keys.iter().filter(move |key| key.starts_with(below)));
    assert_eq!((originals.count(), sizes.count(), keys.len()), (1, 3, 4), "{keys:?}");
    assert_bare(&scene.shelf).await;
}

/// Nothing below `pictures/` tells anything of the camera.
async fn assert_bare(shelf: &Shelf) {
    for key in shelf.keys() {
        let secrets = holds(&shelf.read(&key).await, "Secret Camera");
        assert_eq!(secrets, key.starts_with("originals/"), "{key}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_formats_come_without_it_too() {
    let mut scene = Scene::new().await;
    let mut sent = png(40, 30);
    // Behind the head of the picture.
    sent.splice(33..33, *b"\0\0\0\x06tEXtsecret\0\0\0\0");
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), scene.party, &sent).await;
    let file = scene.ana.get(&format!("{}/{photo}/original", scene.album())).await;
    assert!(file.is(200).bytes.starts_with(b"\x89PNG") && !holds(&file.bytes, "secret"));
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_get_the_largest_size_of_what_cannot_be_taken_apart() {
    let mut scene = Scene::new().await;
    // Without its last byte, which no reader misses.
    let mut sent = gif(40, 30);
    sent.pop();
    let photo = a_photo(&scene.site, &mut scene.zoe.clone(), scene.party, &sent).await;
    let file = scene.ana.get(&format!("{}/{photo}/original", scene.album())).await;
    assert!(file.is(200).bytes.starts_with(&[0xff, 0xd8]), "a JPEG");
}
