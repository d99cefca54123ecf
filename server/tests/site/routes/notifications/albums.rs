//! What people are told of albums.

use super::{a_scene, news, once, tell, told};
use crate::support::{Site, a_photo, album_rules, jpeg, on_photo, prepare, read_photo};

fn later(site: &Site) {
    site.clock.advance(jiff::SignedDuration::from_secs(121));
}

on_each_database! {
    async fn many_photos_are_told_of_once(site: Site) {
        let (party, ana, mut ben, cem) = a_scene(&site).await;
        for width in [40, 50, 60] {
            a_photo(&site, &mut ben.browser, party, &jpeg(width, 30)).await;
        }
        assert!(news(&site, &cem).await.is_empty(), "not yet, for there may be more");
        later(&site);
        prepare(&site).await;
        assert_eq!((news(&site, &ana).await, news(&site, &cem).await), (once("photos"), once("photos")));
        assert!(news(&site, &ben).await.is_empty(), "not the one who added them");
    }

    async fn nobody_is_told_of_what_they_may_not_see(site: Site) {
        let (party, mut ana, mut ben, cem) = a_scene(&site).await;
        let rules = [("shown", "reveal"), ("reveal_at", "2099-01-01T12:00")];
        album_rules(&mut ana.browser, party, &rules).await.is(303);
        a_photo(&site, &mut ben.browser, party, &jpeg(40, 30)).await;
        later(&site);
        prepare(&site).await;
        assert!(news(&site, &cem).await.is_empty() && news(&site, &ana).await.is_empty());
    }

    async fn comments_and_tags_are_told(site: Site) {
        let (party, mut ana, mut ben, cem) = a_scene(&site).await;
        let photo = a_photo(&site, &mut ben.browser, party, &jpeg(40, 30)).await;
        on_photo(&mut ben.browser, "comment", party, photo, &[("text", "Mine")]).await.is(303);
        on_photo(&mut ana.browser, "comment", party, photo, &[("text", "Nice")]).await.is(303);
        let page = read_photo(&mut ben.browser, party, photo).await;
        let code = page.photo.candidates.iter().find(|guest| guest.name == "Cem").expect("Cem").code.clone();
        on_photo(&mut ben.browser, "tag", party, photo, &[("person", &code)]).await.is(303);
        tell(&site).await;
        assert_eq!((news(&site, &ben).await, news(&site, &cem).await), (once("comment"), once("tagged")));
        let path = format!("/p/{party}/album/{photo}");
        let line = told(&site, &ben.person).await.pop().expect("a line");
        assert_eq!(line.photo_id, Some(photo.0));
        let id = app::domain::NotificationId(line.id).to_string();
        let opened = ben.browser.post("/api/notifications/open", &[("notification", &id)]).await;
        assert_eq!(opened.is(303).location(), path);
        on_photo(&mut ben.browser, "delete", party, photo, &[]).await.is(303);
        assert!(news(&site, &ben).await.is_empty() && news(&site, &cem).await.is_empty(), "nobody is led to nothing");
    }
}
