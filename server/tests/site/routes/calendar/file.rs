//! `/p/{party}.ics`

use super::{has, lines, value};
use crate::support::{Site, a_guest, a_party, a_person, invite, rows};

on_each_database! {
    async fn a_file_says_what_the_page_says(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let plan = a_party().with("address", "Main St 1, Town; back yard").with("flat", "5th floor");
        let party = plan.with("description", "Bring:\n- *ice*").with("address_shown", "page").by(&mut ana).await;
        let file = site.visitor().get(&format!("/p/{party}.ics")).await;
        file.is(200);
        let event = lines(&file);
        assert_eq!(value(&event, "UID"), party.0.hyphenated().to_string());
        assert_eq!(value(&event, "SUMMARY"), "Summer on the roof");
        assert_eq!(value(&event, "DTSTART;TZID=Europe/Berlin"), "20990710T200000");
        assert_eq!(value(&event, "DTEND;TZID=Europe/Berlin"), "20990711T080000");
        assert_eq!(value(&event, "LOCATION"), "The roof\\, Main St 1\\, Town\\; back yard\\, 5th floor");
        assert_eq!(value(&event, "URL"), format!("http://soiree.test/p/{party}"));
        assert!(value(&event, "DESCRIPTION").starts_with("Bring:\\n- *ice*\\n\\nhttp://soiree.test/p/"));
        assert!(has(&event, "TZID:Europe/Berlin") && has(&event, "STATUS:CONFIRMED"));
    }

    async fn the_address_is_for_those_who_see_it_on_the_page(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let plan = a_party().with("address", "Main St 1").with("latitude", "52.5").with("longitude", "13.4");
        let party = plan.with("address_shown", "confirmed").by(&mut ana).await;
        let mut zoe = a_guest(&site, &invite(&site, &mut ana, party, "Zoe").await[0]).await;
        let path = format!("/p/{party}.ics");
        for browser in [&mut site.visitor(), &mut zoe] {
            browser.get(&path).await.is(200).says_not("Main St").says_not("GEO").says("LOCATION:The roof\r\n");
        }
        ana.get(&path).await.is(200).says("Main St 1").says("GEO:52.500000;13.400000");
        zoe.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", "yes")]).await.is(303);
        zoe.get(&path).await.is(200).says("Main St 1").says("GEO:");
    }

    async fn changes_that_matter_are_counted(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        let id = party.to_string();
        let mut fields = vec![
            ("party", id.as_str()), ("title", "Summer on the roof"), ("time_zone", "Europe/Berlin"),
            ("first_entry", "2099-07-10T20:00"), ("place", "The roof"), ("plus_ones", "2"),
        ];
        let sequence = async || rows::party(&site, party).await.sequence;
        fields.push(("description", "Bring ice"));
        ana.post("/api/parties/update", &fields).await.is(303);
        assert_eq!(sequence().await, 0, "calendars need not hear of it");
        fields[3].1 = "2099-07-10T21:00";
        ana.post("/api/parties/update", &fields).await.is(303);
        ana.post("/api/parties/update", &fields).await.is(303);
        assert_eq!(sequence().await, 1, "another time, once");
        fields[4].1 = "The cellar";
        ana.post("/api/parties/update", &fields).await.is(303);
        assert_eq!(sequence().await, 2, "another place");
        for (action, status) in [("cancel", "CANCELLED"), ("revive", "CONFIRMED")] {
            ana.post(&format!("/api/parties/{action}"), &[("party", &id)]).await.is(303);
            site.visitor().get(&format!("/p/{party}.ics")).await.is(200).says(&format!("STATUS:{status}\r\n"));
        }
        let event = lines(&site.visitor().get(&format!("/p/{party}.ics")).await);
        assert_eq!(value(&event, "SEQUENCE"), "4");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_leads_to_it() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let page = site.visitor().get(&format!("/p/{party}")).await;
    page.is(200).says(&format!("href=\"/p/{party}.ics\""));
    page.says("https://calendar.google.com/calendar/render?action=TEMPLATE&amp;text=Summer+on+the+roof");
    page.says("https://outlook.live.com/calendar/");
    ana.post("/api/parties/cancel", &[("party", &party.to_string())]).await.is(303);
    site.visitor().get(&format!("/p/{party}")).await.is(200).says_not("Add to calendar");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_party_is_no_file() {
    let site = Site::new().await;
    for path in ["/p/x.ics", "/p/.ics", "/p/x.ics.ics", "/calendar/x.ics", "/calendar/.ics", "/calendar/x"] {
        site.visitor().get(path).await.is(404);
    }
}
