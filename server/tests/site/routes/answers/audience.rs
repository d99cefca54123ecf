//! Who sees the address and who sees who comes.

use super::Scene;
use crate::support::{a_party, a_person};

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_for_those_who_said_yes() {
    let party = a_party().with("address_shown", "confirmed").with("address", "Mondweg 3").with("flat", "Bell 7");
    let party = party.with("latitude", "52.5").with("longitude", "13.4").with("capacity", "1");
    let mut scene = Scene::new(party, &["Zoe", "Cem"]).await;
    let secrets = ["Mondweg", "Bell 7", "openstreetmap", "52.5"];
    let hidden = "The address is shown to those who said yes.";
    let mut bo = a_person(&scene.site, "bob").await.browser;
    for browser in [&mut scene.site.visitor(), &mut bo] {
        let page = browser.get(&scene.path()).await;
        page.is(200).reads("The roof").reads(hidden);
        secrets.iter().for_each(|secret| _ = page.says_not(secret));
    }
    for answer in ["", "maybe", "no", "waiting"] {
        match answer {
            "" => {}
            "waiting" => {
                scene.answers(1, "yes", "0").await;
                scene.answers(0, "yes", "0").await.reads("You are on the waitlist");
            }
            answer => _ = scene.answers(0, answer, "0").await,
        }
        let page = scene.page(0).await;
        page.reads(hidden);
        secrets.iter().for_each(|secret| _ = page.says_not(secret));
    }
    let page = scene.page(1).await;
    page.reads("Mondweg 3").reads("Bell 7").says("https://www.openstreetmap.org/?mlat=52.50000").reads_not(hidden);
    scene.answers(1, "no", "0").await.says_not("Mondweg");
    scene.page(0).await.reads("Mondweg 3");
    scene.ana.get(&scene.path()).await.is(200).reads("Mondweg 3").reads("Only those who said yes see the address.");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_is_for_everybody_if_the_host_says_so() {
    let mut scene = Scene::new(a_party().with("address_shown", "page").with("address", "Mondweg 3"), &["Zoe"]).await;
    scene.site.visitor().get(&scene.path()).await.is(200).reads("Mondweg 3");
    scene.page(0).await.reads("Mondweg 3");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guest_list_has_the_audience_that_the_host_chose() {
    for (audience, stranger, guest) in [("everyone", true, true), ("guests", false, true), ("hosts", false, false)] {
        let mut scene =
            Scene::new(a_party().with("guest_list", audience).with("capacity", "9"), &["Zoe", "Cem", "Dora"]).await;
        scene.answers(0, "yes", "1").await;
        scene.answers(1, "maybe", "0").await;
        scene.answers(2, "no", "0").await;
        let mut bo = a_person(&scene.site, "bob").await.browser;
        let (path, sees) = (scene.path(), |visible, page: &crate::support::Page| {
            page.is(200);
            if visible {
                page.reads("Who comes")
                    .reads("1 yes")
                    .reads("1 maybe")
                    .reads("2 people with companions")
                    .reads("7 places left");
                page.reads("Zoe +1").reads("Cem maybe");
            } else {
                page.reads_not("people with companions").reads_not("Zoe").reads_not("Cem").reads_not("places left");
            }
            page.reads_not("Dora +").says_not("@example.org");
        });
        sees(stranger, &scene.site.visitor().get(&path).await);
        sees(stranger, &bo.get(&path).await);
        sees(guest, &scene.guests[2].get(&path).await);
        let token = scene.guests[0].cookies.values().next().expect("a token").clone();
        scene.guests[2].get(&path).await.says_not(&token);
        sees(true, &scene.ana.get(&path).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_guests_are_named_in_part() {
    let names: Vec<_> = (0..30).map(|n| format!("Guest {n:02}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut scene = Scene::new(a_party(), &names).await;
    for guest in 0..30 {
        scene.answers(guest, if guest == 0 { "maybe" } else { "yes" }, "0").await;
    }
    let page = scene.page(29).await;
    page.reads("29 yes").reads("1 maybe").reads("Guest 01").reads("and 6 more").reads_not("Guest 00");
}
