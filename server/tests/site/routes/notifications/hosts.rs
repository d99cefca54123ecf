//! What hosts and guests are told of each other.

use super::{answer, kinds, once, post, tell, told};
use crate::support::{Site, a_guest, a_party, a_person, has_blocked, invite};

on_each_database! {
    async fn hosts_hear_of_answers(site: Site) {
        let (mut ana, ben, mut cem) = (a_person(&site, "ana").await, a_person(&site, "ben").await, a_person(&site, "cem").await);
        let party = a_party().by(&mut ana.browser).await;
        post(&mut ana.browser, "/api/hosts/add", party, &[("username", "ben")]).await.is(303);
        let tokens = invite(&site, &mut ana.browser, party, "Zoe\n@cem").await;
        let mut zoe = a_guest(&site, &tokens[0]).await;
        tell(&site).await;
        answer(&mut zoe, party, "yes").await;
        tell(&site).await;
        let line = told(&site, &ana.person).await.remove(0);
        assert_eq!((line.actor_id, line.party_id), (None, Some(party.0)));
        answer(&mut cem.browser, party, "maybe").await;
        tell(&site).await;
        for host in [&ana.person, &ben.person] {
            let lines = told(&site, host).await;
            assert_eq!(lines.len(), 1, "unread lines are one");
            assert_eq!((lines[0].kind.as_str(), lines[0].count, lines[0].actor_id), ("answer", 2, Some(cem.person.id.0)));
        }
        assert_eq!(kinds(&site, &cem.person).await, once("invited"));

        // The same answer again is no news.
        answer(&mut cem.browser, party, "maybe").await;
        tell(&site).await;
        assert_eq!(told(&site, &ben.person).await[0].count, 2);
    }

    async fn nothing_is_told_of_a_guest_whom_a_host_must_not_see(site: Site) {
        let (mut ana, mut ben, cem) = (a_person(&site, "ana").await, a_person(&site, "ben").await, a_person(&site, "cem").await);
        let party = a_party().by(&mut ana.browser).await;
        post(&mut ana.browser, "/api/hosts/add", party, &[("username", "cem")]).await.is(303);
        let token = invite(&site, &mut ana.browser, party, "@ben").await.remove(0);
        let mut by_link = a_guest(&site, &token).await;
        has_blocked(&site, &cem.person, &ben.person).await;
        answer(&mut ben.browser, party, "maybe").await;
        answer(&mut by_link, party, "yes").await;
        tell(&site).await;
        let of_answers = |kinds: Vec<(String, i32)>| kinds.into_iter().find(|(kind, _)| kind == "answer");
        assert_eq!(of_answers(kinds(&site, &cem.person).await), None, "also where nobody is named");
        assert_eq!(of_answers(kinds(&site, &ana.person).await), Some(("answer".to_owned(), 2)));
    }

    async fn who_moves_up_hears_so(site: Site) {
        let (mut ana, mut ben) = (a_person(&site, "ana").await, a_person(&site, "ben").await);
        let party = a_party().with("capacity", "1").by(&mut ana.browser).await;
        let token = invite(&site, &mut ana.browser, party, "Zoe").await.remove(0);
        invite(&site, &mut ana.browser, party, "@ben").await;
        let mut zoe = a_guest(&site, &token).await;
        answer(&mut zoe, party, "yes").await;
        answer(&mut ben.browser, party, "yes").await;
        tell(&site).await;
        assert_eq!(kinds(&site, &ben.person).await, once("invited"));
        assert_eq!(kinds(&site, &ana.person).await, [("answer".to_owned(), 2)]);
        answer(&mut zoe, party, "no").await;
        tell(&site).await;
        assert_eq!(kinds(&site, &ana.person).await, [("answer".to_owned(), 4)], "one says no, and one has a place");
        let lines = told(&site, &ben.person).await;
        assert_eq!((lines[1].kind.as_str(), lines[1].actor_id), ("moved_up", None));
        ben.browser.get("/notifications").await.reads("There is room for you now: you are coming to Summer on the roof");
    }

    async fn hosts_hear_of_the_waitlist_but_not_of_their_own_doing(site: Site) {
        let (mut ana, dora) = (a_person(&site, "ana").await, a_person(&site, "dora").await);
        let party = a_party().with("capacity", "1").by(&mut ana.browser).await;
        post(&mut ana.browser, "/api/hosts/add", party, &[("username", "dora")]).await.is(303);
        for token in invite(&site, &mut ana.browser, party, "Zoe\nCem").await {
            answer(&mut a_guest(&site, &token).await, party, "yes").await;
        }
        tell(&site).await;
        let room = [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00"), ("capacity", "2")];
        post(&mut ana.browser, "/api/parties/update", party, &room).await.is(303);
        tell(&site).await;
        assert_eq!(kinds(&site, &ana.person).await, [("answer".to_owned(), 2)]);
        assert_eq!(kinds(&site, &dora.person).await, [("answer".to_owned(), 3)]);
    }

    async fn a_cancelled_party_is_told(site: Site) {
        let (mut ana, mut ben, cem) = (a_person(&site, "ana").await, a_person(&site, "ben").await, a_person(&site, "cem").await);
        let party = a_party().by(&mut ana.browser).await;
        invite(&site, &mut ana.browser, party, "@ben\n@cem\nZoe").await;
        answer(&mut ben.browser, party, "no").await;
        post(&mut ana.browser, "/api/parties/cancel", party, &[]).await.is(303);
        tell(&site).await;
        let of = |kinds: Vec<(String, i32)>| kinds.into_iter().any(|(kind, _)| kind == "cancelled");
        assert!(of(kinds(&site, &cem.person).await));
        assert!(!of(kinds(&site, &ben.person).await), "who does not come anyway");
        assert!(!of(kinds(&site, &ana.person).await), "who did it");
    }

    async fn a_party_that_is_on_again_is_not_told_as_cancelled(site: Site) {
        let (mut ana, ben) = (a_person(&site, "ana").await, a_person(&site, "ben").await);
        let party = a_party().by(&mut ana.browser).await;
        invite(&site, &mut ana.browser, party, "@ben").await;
        post(&mut ana.browser, "/api/parties/cancel", party, &[]).await.is(303);
        post(&mut ana.browser, "/api/parties/revive", party, &[]).await.is(303);
        tell(&site).await;
        assert_eq!(kinds(&site, &ben.person).await, once("invited"));
    }

    async fn whoever_leaves_is_told_nothing_any_more(site: Site) {
        let (mut ana, ben) = (a_person(&site, "ana").await, a_person(&site, "ben").await);
        let party = a_party().by(&mut ana.browser).await;
        invite(&site, &mut ana.browser, party, "@ben").await;
        tell(&site).await;
        assert_eq!(kinds(&site, &ben.person).await, once("invited"));
        let guest = app::domain::InviteId(crate::support::rows::guest(&site, party, "Ben").await.id).to_string();
        post(&mut ana.browser, "/api/invites/remove", party, &[("invite", &guest)]).await.is(303);
        assert!(told(&site, &ben.person).await.is_empty());
    }
}
