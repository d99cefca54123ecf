//! Many photos in one archive.

use super::Scene;
use crate::support::{Page, a_photo, album_rules, jpeg, on_photo};

/// The names in the list at the end of an archive, in their order.
fn names(page: &Page) -> Vec<String> {
    let file = &page.is(200).bytes;
    let number =
        |at: usize, length: usize| file[at..at + length].iter().rev().fold(0, |n, byte| n << 8 | usize::from(*byte));
    let end = file.len() - 22;
    assert_eq!(number(end, 4), 0x0605_4b50);
    let (count, mut at) = (number(end + 10, 2), number(end + 16, 4));
    let mut names = Vec::new();
    for _ in 0..count {
        assert_eq!(number(at, 4), 0x0201_4b50);
        let (name, extra) = (number(at + 28, 2), number(at + 30, 2));
        names.push(String::from_utf8(file[at + 46..at + 46 + name].to_vec()).expect("a name"));
        let (head, size) = (number(at + 42, 4), number(at + 20, 4));
        let start = head + 30 + number(head + 26, 2);
        assert!(file[start..start + size].starts_with(&[0xff, 0xd8]), "the photo is there");
        at += 46 + name + extra;
    }
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn all_or_some_in_the_order_of_time() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let mut photos = Vec::new();
    for width in [40, 50, 60] {
        photos.push(a_photo(&scene.site, &mut scene.zoe.clone(), party, &jpeg(width, 30)).await);
        scene.site.clock.advance(jiff::SignedDuration::from_secs(60));
    }
    let zip = format!("{}.zip", scene.album());
    let page = scene.cem.get(&format!("{zip}?which=all")).await;
    let all = names(&page);
    assert_eq!(page.header("content-type"), "application/zip");
    assert!(page.header("content-disposition").contains("Summer"));
    let mut sorted = all.clone();
    sorted.sort();
    assert_eq!((&all, all.len()), (&sorted, 3));
    assert!(all.iter().all(|name| name.contains("Zoe picture") && name.ends_with(".jpg")), "{all:?}");
    let some = scene.cem.get(&format!("{zip}?which=chosen&photo={}&photo={}", photos[2], photos[0])).await;
    assert_eq!(names(&some), [all[0].clone(), all[2].clone()]);
    let back = scene.cem.get(&format!("{zip}?which=chosen")).await;
    scene.cem.follow(&back).await.reads("Choose photos first");
    scene.cem.get(&format!("{zip}?photo=x")).await.is(404);
    on_photo(&mut scene.ana, "hide", party, photos[1], &[("on", "1")]).await.is(303);
    assert_eq!(names(&scene.cem.get(&format!("{zip}?which=all")).await).len(), 2);
    assert_eq!(names(&scene.zoe.get(&format!("{zip}?which=all")).await).len(), 3, "with one's own");
    album_rules(&mut scene.ana, party, &[("shown", "uploaders")]).await.is(303);
    assert!(names(&scene.cem.get(&format!("{zip}?which=all")).await).is_empty());
}
