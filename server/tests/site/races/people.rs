//! Following and blocking at the same moment: whoever blocks is followed by nobody they blocked.

use super::at_once;
use crate::support::{Browser, Site, a_person, rows};

async fn post(mut browser: Browser, verb: &'static str, username: &'static str) -> u16 {
    browser.post(&format!("/api/people/{verb}"), &[("username", username)]).await.status.as_u16()
}

on_each_database! {
    async fn who_is_blocked_follows_no_longer(site: Site) {
        let (ana, bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        for round in 0..5 {
            let mut work = Vec::new();
            for turn in 0..4 {
                work.push(post(bo.clone(), "follow", "ana"));
                if turn == round % 4 {
                    work.push(post(ana.clone(), "block", "bob"));
                }
                work.push(post(ana.clone(), "follow", "bob"));
            }
            let answers = at_once(work).await;
            assert!(answers.iter().all(|status| [303, 404].contains(status)), "{answers:?}");
            assert_eq!(rows::blocks(&site).await, ["ana blocks bob"]);
            assert!(rows::follows(&site).await.is_empty(), "round {round}: {answers:?}");
            assert_eq!(post(ana.clone(), "unblock", "bob").await, 303);
        }
    }

    async fn two_who_block_each_other_are_blocked_once(site: Site) {
        let (ana, bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let mut answers = at_once([post(ana.clone(), "block", "bob"), post(bo.clone(), "block", "ana")]).await;
        answers.sort_unstable();
        assert_eq!(answers, [303, 404]);
        assert_eq!(rows::blocks(&site).await.len(), 1);
    }

    async fn two_who_follow_each_other_at_once_are_friends(site: Site) {
        let (mut ana, bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let taps = (0..4).flat_map(|_| [post(ana.clone(), "follow", "bob"), post(bo.clone(), "follow", "ana")]);
        let answers = at_once(taps.collect::<Vec<_>>()).await;
        assert_eq!(answers, [303; 8]);
        assert_eq!(rows::follows(&site).await, ["ana follows bob", "bob follows ana"]);
        ana.get("/u/bob").await.is(200).reads("Friends");
    }
}
