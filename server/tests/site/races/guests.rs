//! Guests and hosts: one owner for an invitation, one line for an address, never a party without a host.

use super::at_once;
use crate::support::{Browser, Page, Site, a_party, a_person, invite, rows};

/// All of them post this form at the same time.
async fn all_post(browsers: &[Browser], path: &'static str, fields: &[(&'static str, String)]) -> Vec<Page> {
    let post = |browser: &Browser| {
        let (mut browser, fields) = (browser.clone(), fields.to_vec());
        async move {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            browser.post(path, &fields).await
        }
    };
    at_once(browsers.iter().map(post)).await
}

/// The statuses in ascending order.
fn statuses(pages: &[Page]) -> Vec<u16> {
    let mut statuses: Vec<_> = pages.iter().map(|page| page.status.as_u16()).collect();
    statuses.sort_unstable();
    statuses
}

on_each_database! {
    async fn an_invitation_is_claimed_by_one(site: Site) {
        let mut host = a_person(&site, "hanna").await;
        let party = a_party().by(&mut host.browser).await;
        let token = invite(&site, &mut host.browser, party, "Kim").await.remove(0);
        let mut rivals = Vec::new();
        let mut ids = Vec::new();
        for username in ["ana", "ben", "cem"] {
            let mut rival = a_person(&site, username).await;
            rival.browser.get(&format!("/i/{token}")).await.is(303);
            rivals.push(rival.browser);
            ids.push(Some(rival.person.id.0));
        }
        let fields = [("party", party.to_string()), ("_page", format!("/p/{party}"))];
        let answers = all_post(&rivals, "/api/invites/claim", &fields).await;
        assert_eq!(statuses(&answers), [303, 403, 403]);
        let winner = answers.iter().position(|answer| answer.status == 303).expect("one is first");
        assert_eq!(rows::guests(&site, party).await[0].user_id, ids[winner]);
        rivals[winner].get("/parties").await.says("Summer on the roof");
    }

    /// Who was invited twice, by mail and by name, keeps both links, and claims one of them.
    async fn one_person_claims_one_invitation(site: Site) {
        let mut host = a_person(&site, "hanna").await;
        let party = a_party().by(&mut host.browser).await;
        let tokens = invite(&site, &mut host.browser, party, "Kim\nKim B.").await;
        let kim = a_person(&site, "kim").await;
        let mut tabs = Vec::new();
        for token in &tokens {
            let mut tab = kim.browser.clone();
            tab.get(&format!("/i/{token}")).await.is(303);
            tabs.push(tab);
        }
        let fields = [("party", party.to_string()), ("_page", format!("/p/{party}"))];
        let answers = all_post(&tabs, "/api/invites/claim", &fields).await;
        assert_eq!(statuses(&answers), [303, 409]);
        let guests = rows::guests(&site, party).await;
        assert_eq!(guests.iter().filter(|guest| guest.user_id == Some(kim.person.id.0)).count(), 1);
    }

    async fn an_address_is_listed_once(site: Site) {
        let mut host = a_person(&site, "hanna").await;
        let party = a_party().by(&mut host.browser).await;
        let page = format!("/p/{party}/guests/add");
        let fields = [("party", party.to_string()), ("_page", page), ("lines", "Zoë <zoe@example.org>".to_owned())];
        let answers = all_post(&vec![host.browser; 10], "/api/invites/add", &fields).await;
        assert_eq!(statuses(&answers), [303, 422, 422, 422, 422, 422, 422, 422, 422, 422]);
        for answer in answers.iter().filter(|answer| answer.status == 422) {
            answer.says("This person is already on the guest list.");
        }
        assert_eq!(rows::guests(&site, party).await.len(), 1);
    }

    async fn a_name_is_listed_once(site: Site) {
        let mut host = a_person(&site, "hanna").await;
        let party = a_party().by(&mut host.browser).await;
        let page = format!("/p/{party}/guests/add");
        let fields = [("party", party.to_string()), ("_page", page), ("lines", "Zoë".to_owned())];
        let answers = all_post(&vec![host.browser; 5], "/api/invites/add", &fields).await;
        assert_eq!(statuses(&answers), [303, 422, 422, 422, 422]);
        assert_eq!(rows::guests(&site, party).await.len(), 1);
    }

    async fn two_hosts_who_leave_at_once_leave_one(site: Site) {
        let mut hanna = a_person(&site, "hanna").await;
        let ben = a_person(&site, "ben").await;
        for _ in 0..5 {
            let party = a_party().by(&mut hanna.browser).await;
            let fields = [("party", party.to_string()), ("username", "ben".to_owned()), ("_page", format!("/p/{party}/hosts"))];
            let both = [hanna.browser.clone(), ben.browser.clone()];
            for verb in ["/api/hosts/add", "/api/hosts/promote"] {
                all_post(&both[..1], verb, &fields).await[0].is(303);
            }
            let answers = all_post(&both, "/api/hosts/leave", &fields).await;
            assert_eq!(statuses(&answers), [303, 409]);
            let stays = answers.iter().position(|answer| answer.status == 409).expect("one stays");
            answers[stays].says("A party needs a host.");
            let left = rows::hosts(&site, party).await;
            assert_eq!(left, [(["hanna", "ben"][stays].to_owned(), false)]);
        }
    }
}
