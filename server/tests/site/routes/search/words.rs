//! By which words and filters a photo is found.

use super::Scene;
use crate::support::{Place, Site, find, find_everywhere, found, on_photo, placed};

on_each_database! {
    async fn words_of_every_kind(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let other = scene.photo("Nothing of all that", "other").await;
        let photo = scene.photo("Crème brûlée, 我们在北京烤鸭店, 생일축하해요", "Fire works, Dancing").await;
        on_photo(&mut scene.zoe, "tag", party, photo, &[]).await.is(303);
        placed(&scene.site, photo, Place::BERLIN).await;
        for words in [
            "creme", "CRÈME Brulee", "北京", "烤鸭", "店", "생일", "축하", "fire works", "dancing", "berlin germany", "zoe",
            "MULLER", "creme dancing berlin zoe 北京",
        ] {
            assert_eq!(found(&find(&mut scene.ana, party, &[("q", words)]).await), [photo], "{words}");
        }
        for words in ["crem", "鸭北", "canon", "creme other", "roof", "'; DROP TABLE photos; --", "%", "*"] {
            let page = find(&mut scene.ana, party, &[("q", words)]).await;
            assert!(page.photos.is_empty() || page.words.is_empty(), "{words}: {:?}", found(&page));
        }
        assert_eq!(found(&find(&mut scene.ana, party, &[]).await), [photo, other]);
        let all = find_everywhere(&mut scene.cem, &[("q", "roof summer")]).await;
        assert_eq!((found(&all), all.tally.map(|tally| tally.count)), (vec![photo, other], Some(2)));
        assert_eq!(all.photos[0].title, "Summer on the roof");
    }

    async fn filters(site: Site) {
        let mut scene = Scene::on(site).await;
        let party = scene.party;
        let photo = scene.photo("The cake", "Fire works").await;
        let other = scene.photo("The cake", "fire").await;
        on_photo(&mut scene.zoe, "tag", party, photo, &[]).await.is(303);
        placed(&scene.site, photo, Place::BERLIN).await;
        placed(&scene.site, other, Place::SYDNEY).await;
        let page = find(&mut scene.ana, party, &[("q", "cake")]).await;
        assert_eq!(page.tags, ["fire", "fire works"]);
        assert_eq!(page.cameras, ["Canon EOS R5", "Pixel 9"]);
        let zoe = page.people[0].code.clone();
        for filter in [("tag", "FIRE works"), ("person", &zoe), ("camera", "canon"), ("place", "berlin")] {
            assert_eq!(found(&find(&mut scene.ana, party, &[("q", "cake"), filter]).await), [photo], "{filter:?}");
        }
        for filter in [("tag", "works"), ("person", "u1"), ("camera", "eos 9"), ("place", "cake")] {
            assert!(find(&mut scene.ana, party, &[filter]).await.photos.is_empty(), "{filter:?}");
        }
        let (old, new) = ("2000-01-01", "2199-01-01");
        for (from, until, count) in [(old, "2000-01-02", 0), (old, new, 2), ("", old, 0), ("soon", "", 2)] {
            let page = find(&mut scene.ana, party, &[("from", from), ("until", until)]).await;
            assert_eq!(page.photos.len(), count, "{from} {until}");
        }
    }

    async fn the_words_are_marked(site: Site) {
        let mut scene = Scene::on(site).await;
        let photo = scene.photo("<b>Crème</b> brûlée 北京烤鸭", "cake").await;
        let page = scene.ana.get(&format!("/p/{}/search?q=creme+%E5%8C%97%E4%BA%AC+cake", scene.party)).await;
        page.is(200).says(&format!("/p/{}/album/{photo}", scene.party));
        page.says("<mark>Crème<").says("<mark>北京<").says("<mark>cake<").says_not("<b>Cr");
        let nothing = scene.ana.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
        nothing.is(200).reads("Nothing found").says_not("<script>alert");
        scene.zoe.get("/search?q=cake").await.is(401);
    }
}
