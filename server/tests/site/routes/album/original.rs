//! Photos as they were sent: for their uploader with all that the camera wrote, for hosts without, for nobody else.

use super::Scene;
use crate::{
    pictures::{dimensions, files},
    support::{a_photo, gif, png},
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
