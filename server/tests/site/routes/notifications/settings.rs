//! `/settings/notifications`

use super::{answer, kinds, tell};
use crate::support::{Site, a_guest, a_party, a_person, invite};

const CHANGE: &str = "/api/notifications/change_settings";

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_want_to_hear_is_not_told() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await;
    let party = a_party().by(&mut ana.browser).await;
    let token = invite(&site, &mut ana.browser, party, "Zoe").await.remove(0);
    let mut zoe = a_guest(&site, &token).await;

    let page = ana.browser.get("/settings/notifications").await;
    let form = page.is(200).form(CHANGE);
    let ticked = form.iter().filter(|(name, _)| !name.starts_with('_')).count();
    assert_eq!(ticked, 13, "at first somebody hears of everything");
    let fields: Vec<_> = form.iter().filter(|(name, _)| name != "answer" && !name.starts_with('_')).collect();
    let fields: Vec<_> = fields.into_iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let saved = ana.browser.post(CHANGE, &fields).await;
    assert_eq!(saved.is(303).location(), "/settings/notifications");
    let page = ana.browser.follow(&saved).await;
    assert!(page.form(CHANGE).iter().all(|(name, _)| name != "answer"));

    answer(&mut zoe, party, "yes").await;
    tell(&site).await;
    assert!(kinds(&site, &ana.person).await.is_empty());
    let all = [fields.as_slice(), &[("answer", "true")]].concat();
    ana.browser.post(CHANGE, &all).await.is(303);
    answer(&mut zoe, party, "no").await;
    tell(&site).await;
    assert_eq!(kinds(&site, &ana.person).await, super::once("answer"));
}
