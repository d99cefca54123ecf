//! `/p/{party}/guests`

use app::domain::PartyId;

use crate::support::{Browser, Page, Site, a_guest, a_party, a_person, invite};

/// Names on the page in their order.
fn names(page: &Page) -> Vec<String> {
    let text = page.text();
    let rows = text.split("class=\"name\"").skip(1).filter_map(|rest| rest.split_once('>')?.1.split('<').next());
    rows.map(crate::support::unescape).collect()
}

async fn list(host: &mut Browser, party: PartyId, query: &str) -> Page {
    let page = host.get(&format!("/p/{party}/guests{query}")).await;
    page.is(200);
    page
}

async fn answer(site: &Site, token: &str, party: PartyId, fields: &[(&str, &str)]) {
    let id = party.to_string();
    let fields: Vec<_> = [("party", id.as_str())].into_iter().chain(fields.iter().copied()).collect();
    a_guest(site, token).await.post("/api/rsvps/answer", &fields).await.is(303);
}

on_each_database! {
    async fn counts_filters_and_remarks(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().with("capacity", "4").by(&mut ana).await;
        list(&mut ana, party, "").await.reads("0 people expected, 4 places.").reads("The door is open");
        let tokens = invite(&site, &mut ana, party, "Zoe\nAda\nCem\nDora\nEmil\nFinn").await;
        answer(&site, &tokens[0], party, &[("answer", "yes"), ("plus_ones", "2"), ("message", "We bring cheese!")]).await;
        answer(&site, &tokens[1], party, &[("answer", "yes"), ("plus_ones", "1")]).await;
        answer(&site, &tokens[2], party, &[("answer", "maybe")]).await;
        answer(&site, &tokens[3], party, &[("answer", "no")]).await;
        a_guest(&site, &tokens[4]).await;
        ana.get("/").await;
        let page = list(&mut ana, party, "").await;
        page.reads("3 people expected, 4 places.").reads("Everybody 6");
        page.reads("Coming 1").reads("Waitlist 1").reads("Maybe 1").reads("No answer yet 2").reads("Not coming 1");
        page.reads("with 2 more · “We bring cheese!”").reads("has seen the invitation");
        assert_eq!(names(&page), ["Ada", "Cem", "Dora", "Emil", "Finn", "Zoe"]);
        for (code, found) in [("yes", "Zoe"), ("waiting", "Ada"), ("maybe", "Cem"), ("no", "Dora")] {
            let page = list(&mut ana, party, &format!("?answer={code}")).await;
            assert_eq!(names(&page), [found]);
            page.reads("Everybody 6");
        }
        assert_eq!(names(&list(&mut ana, party, "?answer=pending").await), ["Emil", "Finn"]);
        assert_eq!(names(&list(&mut ana, party, "?answer=nonsense").await).len(), 6);
    }

    async fn search_finds_names_and_addresses(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        invite(&site, &mut ana, party, "Zoë Blum\nÉlodie\nАнна\n50%_off\nBo <bo@example.org>\nMax\\Moritz\nO'Brien").await;
        for (search, found) in [
            ("blum", vec!["Zoë Blum"]),
            ("ZO%C3%8B", vec!["Zoë Blum"]),
            ("%C3%A9lo", vec!["Élodie"]),
            ("%D0%B0%D0%BD%D0%BD", vec!["Анна"]),
            ("%25_", vec!["50%_off"]),
            ("%25", vec!["50%_off"]),
            ("EXAMPLE.org", vec!["Bo"]),
            ("max%5Cmo", vec!["Max\\Moritz"]),
            ("o%27b", vec!["O'Brien"]),
            ("nobody", vec![]),
            ("%27%20OR%20%271%27=%271", vec![]),
            ("%00", vec!["50%_off", "Bo", "Max\\Moritz", "O'Brien", "Zoë Blum", "Élodie", "Анна"]),
        ] {
            let page = list(&mut ana, party, &format!("?q={search}")).await;
            let mut names = names(&page);
            names.sort();
            assert_eq!(names, found, "{search}");
        }
        list(&mut ana, party, "?q=nobody").await.reads("Nobody here. Show everybody");
    }

    async fn pages_have_no_gaps_and_no_doubles(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        // Some are called the same but for their address, over the edge of a page too.
        let lines: Vec<_> = (0..120).map(|n| format!("Guest {:02} <g{n}@example.org>", n / 4)).collect();
        invite(&site, &mut ana, party, &lines.join("\n")).await;
        let mut all = Vec::new();
        let mut next = Some(format!("/p/{party}/guests?q=example"));
        while let Some(path) = next {
            let page = ana.get(&path).await;
            page.is(200).reads("Everybody 120");
            let text = page.text();
            let ids = text.split("id=\"guest-").skip(1).filter_map(|rest| rest.split('"').next()).map(ToOwned::to_owned);
            all.push(ids.collect::<Vec<_>>());
            next = page.links("rel=\"next\"").into_iter().next();
            assert!(all.len() < 5, "the pages have no end");
        }
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [50, 50, 20]);
        let mut ids = all.concat();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 120);
        let sheet = list(&mut ana, party, "?print=1").await;
        assert_eq!(names(&sheet).len(), 120);
    }

    async fn a_cursor_that_is_none_is_told_so(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        let party = a_party().by(&mut ana).await;
        invite(&site, &mut ana, party, "Zoe").await;
        for after in ["x", "0.Ana", "."] {
            ana.get(&format!("/p/{party}/guests?after={after}")).await.is(400);
        }
        let id = app::domain::InviteId::new();
        for name in ["", "Zoe", "%27--", "%00", "%F0%9F%8E%89", "x.y.z"] {
            let page = ana.get(&format!("/p/{party}/guests?after={id}.{name}")).await;
            assert!([200, 400].contains(&page.status.as_u16()), "{name:?}: {}", page.status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_for_everybody_is_there_if_there_is_one() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let open = a_party().by(&mut ana).await;
    let closed = a_party().with("visibility", "invited").by(&mut ana).await;
    list(&mut ana, open, "").await.says(&format!("http://soiree.test/p/{open}")).reads("Link for everybody");
    list(&mut ana, closed, "").await.reads_not("Link for everybody");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_guest_has_a_link_that_works() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe").await.remove(0);
    let link = format!("http://soiree.test/i/{token}");
    let page = list(&mut ana, party, "").await;
    page.says(&link);
    let guest = page.links("class=\"name\"").remove(0);
    ana.get(&guest).await.is(200).reads("Zoe").says(&link).reads("has not opened the link yet");
    a_guest(&site, &token).await;
    ana.get(&guest).await.is(200).reads("has opened the link");
}
