//! Who comes: numbers, and names in the order of the answers.

use super::Scene;
use crate::support::{Page, Site, a_party};

const GUESTS: [&str; 6] = ["Zoe", "Cem", "Dora", "Emil", "Finn", "Gus"];

/// The numbers, and the guests in the order in which the page names them.
fn who_comes(page: &Page) -> (String, Vec<&'static str>) {
    let text = page.is(200).text();
    let part = text.split_once("id=\"who-comes\"").expect("who comes").1.split("</section>").next().unwrap_or_default();
    let numbers = part.split_once("class=\"counts\"").expect("numbers").1.split("</p>").next().unwrap_or_default();
    let numbers: String = numbers.split('<').filter_map(|piece| Some(piece.split_once('>')?.1)).collect();
    let place = |guest: &'static str| Some((part.find(&format!(">{guest}<"))?, guest));
    let mut named: Vec<_> = GUESTS.into_iter().filter_map(place).collect();
    named.sort();
    let numbers = numbers.split_whitespace().collect::<Vec<_>>().join(" ");
    (numbers, named.into_iter().map(|(_, guest)| guest).collect())
}

on_each_database! {
    async fn in_numbers_and_by_name(site: Site) {
        let party = a_party().with("guest_list", "everyone").with("plus_ones", "2");
        let mut scene = Scene::on(site, party, &GUESTS).await;
        scene.site.visitor().get(&scene.path()).await.is(200).reads("0 yes").reads("Nobody yet.");
        scene.answers(0, "maybe", "0").await;
        scene.answers(1, "yes", "0").await;
        scene.answers(2, "yes", "2").await;
        scene.answers(3, "no", "0").await;
        scene.answers(4, "yes", "0").await;
        let page = scene.site.visitor().get(&scene.path()).await;
        let (numbers, names) = who_comes(&page);
        assert_eq!(numbers, "3 yes 1 maybe 1 no 5 people with companions");
        assert_eq!(names, ["Cem", "Dora", "Finn", "Zoe"]);
        scene.answers(0, "yes", "1").await;
        let (numbers, names) = who_comes(&scene.page(5).await);
        assert_eq!(numbers, "4 yes 0 maybe 1 no 7 people with companions");
        assert_eq!(names, ["Cem", "Dora", "Finn", "Zoe"]);
    }
}
