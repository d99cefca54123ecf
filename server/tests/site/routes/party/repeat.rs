//! Parties that repeat.

use app::{backend::entities::parties, domain::PartyId};

use crate::support::{Browser, Page, Site, a_guest, a_party, a_person, invite, jpeg, rows};

/// Lets a party repeat.
async fn repeat(host: &mut Browser, party: PartyId, every: &str, count: &str, until: &str) -> Page {
    let page = format!("/p/{party}/repeat");
    let id = party.to_string();
    let fields = [("_page", page.as_str()), ("party", &id), ("every", every), ("count", count), ("until", until)];
    host.post("/api/series/repeat", &fields).await
}

fn ids(parties: &[parties::Model]) -> Vec<PartyId> {
    parties.iter().map(|party| PartyId(party.id)).collect()
}

/// All parties in the order of their dates.
async fn dates(site: &Site) -> Vec<parties::Model> {
    let mut parties = rows::parties(site).await;
    parties.sort_by_key(|party| party.first_entry);
    parties
}

const DAY: i64 = 86_400_000;

on_each_database! {
    async fn every_date_is_a_party_with_all_guests(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        a_person(&site, "bob").await;
        a_person(&site, "cem").await;
        let party = a_party().with("deadline", "2099-07-09T20:00").with("capacity", "7").by(&mut ana).await;
        let id = party.to_string();
        ana.post("/api/hosts/add", &[("party", &id), ("username", "cem")]).await.is(303);
        let tokens = invite(&site, &mut ana, party, "Zoe <zoe@example.org>\n@bob\nDora").await;
        let mut zoe = a_guest(&site, &tokens[0]).await;
        zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
        zoe.post("/api/album/tagging", &[("party", &id), ("untaggable", "true")]).await.is(303);
        assert_eq!(repeat(&mut ana, party, "week", "3", "").await.is(303).location(), format!("/p/{party}/repeat"));
        let dates = dates(&site).await;
        assert_eq!(dates.len(), 3);
        let first = dates[0].clone();
        assert_eq!(PartyId(first.id), party);
        for (week, date) in dates.iter().enumerate().skip(1) {
            let by = week as i64 * 7 * DAY;
            assert_eq!(date.first_entry, first.first_entry + by);
            assert_eq!(date.deadline, first.deadline.map(|deadline| deadline + by));
            assert_eq!((date.series_id, date.series_at, date.sequence), (first.series_id, Some(date.first_entry), 0));
            assert_eq!((date.title.as_str(), date.capacity), ("Summer on the roof", Some(7)));
            let date = PartyId(date.id);
            assert_eq!(rows::hosts(&site, date).await, rows::hosts(&site, party).await);
            let guests = rows::guests(&site, date).await;
            let mut names: Vec<_> = guests.iter().map(|guest| guest.name.as_str()).collect();
            names.sort_unstable();
            assert_eq!(names, ["Bob", "Dora", "Zoe"]);
            assert!(guests.iter().all(|guest| guest.answer == "pending" && guest.opened_at.is_none()));
            let zoe = rows::guest(&site, date, "Zoe").await;
            assert_eq!((zoe.email.as_deref(), zoe.untaggable), (Some("zoe@example.org"), true));
            let mut zoe = a_guest(&site, &site.state.services.links.token(zoe.id.into(), 0)).await;
            zoe.get(&format!("/p/{date}")).await.is(200).reads("Other dates");
        }
        ana.get(&format!("/p/{party}/repeat")).await.is(200).reads("All dates").reads("Friday, 24 July 2099, 20:00");
        let again = repeat(&mut ana, party, "week", "3", "").await;
        again.is(422);
        assert_eq!(rows::parties(&site).await.len(), 3);
    }

    async fn deadlines_keep_their_hour_when_clocks_change(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let plan = a_party().with("time_zone", "Europe/Berlin").with("first_entry", "2099-03-28T20:00");
        let party = plan.with("deadline", "2099-03-21T20:00").by(&mut ana).await;
        repeat(&mut ana, party, "week", "2", "").await.is(303);
        let dates = dates(&site).await;
        assert_eq!(dates[1].first_entry - dates[0].first_entry, 7 * DAY - DAY / 24, "it is summer time by then");
        assert_eq!(dates[1].deadline, dates[0].deadline.map(|deadline| deadline + 7 * DAY), "it is not yet");
    }

    async fn this_date_or_all_later_ones(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        repeat(&mut ana, party, "week", "4", "").await.is(303);
        let before = dates(&site).await;
        let second = ids(&before)[1].to_string();
        let mut fields = vec![
            ("party", second.as_str()), ("title", "Moved"), ("time_zone", "Europe/Berlin"), ("place", "The roof"),
            ("first_entry", "2099-07-18T21:00"), ("plus_ones", "2"), ("scope", "this"),
        ];
        ana.get(&format!("/p/{second}/edit")).await.is(200).reads("This and all later dates");
        ana.post("/api/parties/update", &fields).await.is(303);
        let titles = |parties: &[parties::Model]| parties.iter().map(|party| party.title.clone()).collect::<Vec<_>>();
        assert_eq!(titles(&dates(&site).await), ["Summer on the roof", "Moved", "Summer on the roof", "Summer on the roof"]);
        fields[1].1 = "Autumn";
        fields[4].1 = "2099-07-19T21:30";
        fields[6].1 = "later";
        ana.post("/api/parties/update", &fields).await.is(303);
        let after = dates(&site).await;
        assert_eq!(titles(&after), ["Summer on the roof", "Autumn", "Autumn", "Autumn"]);
        assert_eq!(after[0], before[0], "earlier dates stay");
        let by = DAY + 30 * 60_000;
        for (old, new) in before.iter().zip(&after).skip(2) {
            assert_eq!(new.first_entry, old.first_entry + by);
            assert_eq!(new.last_entry - new.first_entry, DAY / 2);
            assert_eq!((new.series_at, new.sequence), (old.series_at, 1));
        }
    }

    async fn a_series_goes_on(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let extend = async |host: &mut Browser, party: PartyId, count: &str, until: &str| {
            let (id, page) = (party.to_string(), format!("/p/{party}/repeat"));
            let fields = [("_page", page.as_str()), ("party", &id), ("count", count), ("until", until)];
            host.post("/api/series/extend", &fields).await
        };
        extend(&mut ana, party, "2", "").await.is(404);
        repeat(&mut ana, party, "week", "2", "").await.is(303);
        let second = ids(&dates(&site).await)[1];
        let id = second.to_string();
        let fields = [
            ("party", id.as_str()), ("title", "Moved"), ("time_zone", "Europe/Berlin"), ("place", "The roof"),
            ("first_entry", "2099-07-18T21:00"), ("plus_ones", "2"),
        ];
        ana.post("/api/parties/update", &fields).await.is(303);
        invite(&site, &mut ana, party, "Zoe").await;
        assert_eq!(extend(&mut ana, party, "1", "").await.is(303).location(), format!("/p/{party}/repeat"));
        ana.get(&format!("/p/{party}/repeat")).await.is(200).reads("More dates").reads("Friday, 24 July 2099, 20:00");
        extend(&mut ana, second, "", "2099-08-02").await.is(303);
        let all = dates(&site).await;
        let told = |party: &parties::Model| (party.title.clone(), party.first_entry - all[0].first_entry);
        let told: Vec<_> = all.iter().map(told).collect();
        let (as_it_was, moved) = ("Summer on the roof".to_owned(), "Moved".to_owned());
        let (week, by) = (7 * DAY, DAY + DAY / 24);
        assert_eq!(told, [
            (as_it_was.clone(), 0), (moved.clone(), week + by), (as_it_was, 2 * week), (moved, 3 * week + by),
        ]);
        assert_eq!(all[3].series_at, Some(all[0].first_entry + 3 * week), "its turn is as ever");
        assert_eq!(rows::guests(&site, PartyId(all[2].id)).await.len(), 1);
        assert!(rows::guests(&site, PartyId(all[3].id)).await.is_empty());
        for (count, until, words) in [
            ("", "", "Please fill this in"),
            ("0", "", "from 1 to 60"),
            ("57", "", "at most 60 times"),
            ("", "2099-08-06", "There is no other date until then"),
        ] {
            extend(&mut ana, party, count, until).await.is(422).reads(words);
        }
        assert_eq!(rows::parties(&site).await.len(), 4);
    }

    async fn this_and_all_later_dates_are_cancelled_together(site: Site) {
        let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
        let party = a_party().by(&mut ana).await;
        ana.get(&format!("/p/{party}/cancel")).await.is(200).reads_not("Which dates?");
        repeat(&mut ana, party, "week", "4", "").await.is(303);
        let all = ids(&dates(&site).await);
        let second = all[1].to_string();
        let off = async || dates(&site).await.iter().map(|date| date.cancelled_at.is_some()).collect::<Vec<_>>();
        bo.post("/api/parties/cancel", &[("party", &second), ("scope", "later")]).await.is(403);
        ana.post("/api/parties/cancel", &[("party", &second), ("scope", "never")]).await.is(422);
        assert_eq!(off().await, [false; 4]);
        ana.post("/api/parties/cancel", &[("party", &all[2].to_string())]).await.is(303);
        let before = rows::party(&site, all[2]).await;
        ana.get(&format!("/p/{second}/cancel")).await.is(200).reads("Which dates?").reads("This and all later dates");
        site.clock.advance(jiff::SignedDuration::from_secs(1));
        ana.post("/api/parties/cancel", &[("party", &second), ("scope", "later")]).await.is(303);
        assert_eq!(off().await, [false, true, true, true]);
        assert_eq!(rows::party(&site, all[2]).await, before, "it was off already");
        ana.post("/api/parties/revive", &[("party", &all[2].to_string()), ("scope", "later")]).await.is(303);
        assert_eq!(off().await, [false, true, false, false]);
        ana.post("/api/parties/revive", &[("party", &second)]).await.is(303);
        assert_eq!(off().await, [false; 4]);
    }

    async fn single_dates_are_cancelled_and_deleted(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        repeat(&mut ana, party, "month_weekday", "", "2099-12-31").await.is(303);
        let all = ids(&dates(&site).await);
        assert_eq!(all.len(), 6, "second Fridays from July to December");
        ana.post("/api/parties/cancel", &[("party", &all[1].to_string())]).await.is(303);
        let page = site.visitor().get(&format!("/p/{party}")).await;
        page.is(200).reads("Other dates").reads("Friday, 14 August 2099, 20:00 Cancelled");
        for date in &all {
            let fields = [("party", date.to_string()), ("title", "Summer on the roof".to_owned())];
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            ana.post("/api/parties/delete", &fields).await.is(303);
        }
        assert!(rows::everything(&site).await.contains("month_weekday"));
        server::housekeeping::once(&site.state).await.expect("the sweep works");
        assert!(!rows::everything(&site).await.contains("month_weekday"), "a series without dates goes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dates_that_cannot_be_are_told() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    for (every, count, until, words) in [
        ("week", "", "", "Please fill this in"),
        ("week", "61", "", "from 2 to 60"),
        ("week", "3", "2099-12-31", "one of the two"),
        ("week", "", "2099-07-11", "There is no other date until then"),
        ("week", "", "2150-07-11", "at most 60 times"),
        ("now and then", "3", "", "choose one of the options"),
    ] {
        repeat(&mut ana, party, every, count, until).await.is(422).reads(words);
    }
    assert_eq!(rows::parties(&site).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn covers_are_shared_until_the_last_date_gives_them_up() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let page = a_party().send_with_cover(&mut ana, &jpeg(80, 60)).await;
    let party: PartyId = page.is(303).location().split('/').nth(2).and_then(|id| id.parse().ok()).expect("a party");
    repeat(&mut ana, party, "year", "3", "").await.is(303);
    let all = dates(&site).await;
    assert!(all[0].cover_id.is_some() && all.iter().all(|date| date.cover_id == all[0].cover_id));
    let id = party.to_string();
    let fields = [
        ("party", id.as_str()),
        ("title", "Summer on the roof"),
        ("time_zone", "Europe/Berlin"),
        ("first_entry", "2099-07-10T20:00"),
        ("remove_cover", "1"),
        ("scope", "later"),
    ];
    ana.post("/api/parties/update", &fields).await.is(303);
    assert!(dates(&site).await.iter().all(|date| date.cover_id.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_dates_are_shown_to_those_who_may_see_them() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().with("visibility", "invited").by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe\n@bob").await.remove(0);
    repeat(&mut ana, party, "week", "3", "").await.is(303);
    let path = format!("/p/{party}");
    for browser in [&mut ana, &mut bo] {
        browser.get(&path).await.is(200).reads("Other dates").reads("17 July 2099");
    }
    a_guest(&site, &token).await.get(&path).await.is(200).reads_not("Other dates");
}
