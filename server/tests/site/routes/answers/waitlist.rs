//! Places are for people in the order of their answers; who waits moves up.

use super::Scene;
use crate::support::{Site, a_party};

#[tokio::test(flavor = "multi_thread")]
async fn people_count_and_nobody_is_overtaken() {
    let mut scene = Scene::new(a_party().with("capacity", "4"), &["One", "Two", "Three", "Four"]).await;
    scene.answers(0, "yes", "2").await.reads("You are coming");
    scene.answers(1, "yes", "1").await.reads("The party is full. You are on the waitlist").reads("You are next.");
    scene.answers(2, "yes", "0").await.reads("You are on the waitlist").reads("You are number 2 in line.");
    assert_eq!(scene.all().await, "yes waiting waiting pending", "one place is free, but not for the second");
    scene.answers(0, "yes", "1").await;
    assert_eq!(scene.all().await, "yes yes waiting pending");
    scene.page(1).await.reads("A place became free, and you moved up from the waitlist. You and one more.");
    scene.answers(0, "no", "0").await;
    assert_eq!(scene.all().await, "no yes yes pending");
    scene.answers(3, "yes", "0").await.reads("You are coming");
    scene.answers(0, "yes", "0").await.reads("You are on the waitlist");
    assert_eq!(scene.all().await, "waiting yes yes yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_place_keeps_it() {
    let mut scene = Scene::new(a_party().with("capacity", "2"), &["One", "Two", "Three"]).await;
    scene.answers(0, "yes", "0").await;
    scene.answers(1, "yes", "0").await;
    scene.answers(2, "yes", "0").await;
    let page = scene.post(0, &[("answer", "yes"), ("plus_ones", "1")]).await;
    page.is(422).reads("There is no more room. Your own place is safe.");
    assert_eq!(scene.all().await, "yes yes waiting");
    assert_eq!(scene.rows().await[0].plus_ones, 0);
    scene.answers(0, "yes", "0").await.reads("You are coming");
    scene.answers(1, "maybe", "0").await;
    assert_eq!(scene.all().await, "yes maybe yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_keeps_the_turn_unless_more_people_come_along() {
    let mut scene = Scene::new(a_party().with("capacity", "1"), &["One", "Two", "Three"]).await;
    scene.answers(0, "yes", "0").await;
    scene.answers(1, "yes", "1").await;
    scene.answers(2, "yes", "0").await;
    let queued =
        |rows: &[app::backend::entities::invites::Model]| rows.iter().map(|row| row.queued_at).collect::<Vec<_>>();
    let before = queued(&scene.rows().await);
    scene.answers(1, "yes", "0").await;
    assert_eq!(queued(&scene.rows().await), before, "fewer people keep the turn");
    scene.answers(1, "yes", "1").await;
    assert!(queued(&scene.rows().await)[1] > before[2], "more people go to the end");
    scene.answers(0, "no", "0").await;
    assert_eq!(scene.all().await, "no waiting yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_may_leave() {
    let mut scene = Scene::new(a_party().with("capacity", "1"), &["One", "Two", "Three"]).await;
    for guest in 0..3 {
        scene.answers(guest, "yes", "0").await;
    }
    scene.answers(1, "no", "0").await.reads("You are not coming");
    scene.answers(0, "no", "0").await;
    assert_eq!(scene.all().await, "no no yes");
    assert!(scene.rows().await.iter().all(|row| row.queued_at.is_none()));
    scene.answers(1, "yes", "0").await.reads("You are on the waitlist");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_party_that_does_not_fit_at_all_waits() {
    let mut scene = Scene::new(a_party().with("capacity", "2"), &["One", "Two"]).await;
    scene.answers(0, "yes", "2").await.reads("You are on the waitlist");
    scene.answers(1, "yes", "0").await.reads("You are on the waitlist");
    scene.answers(0, "yes", "1").await.reads("You are coming");
    assert_eq!(scene.all().await, "yes waiting");
}

on_each_database! {
    async fn the_queue_moves_in_the_order_of_arrival(site: Site) {
        let names: Vec<_> = (0..12).map(|n| format!("Guest {n:02}")).collect();
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let mut scene = Scene::on(site, a_party().with("capacity", "4"), &names).await;
        for guest in [3, 1, 4, 0, 11, 2, 10, 5] {
            scene.answers(guest, "yes", "0").await;
        }
        for (leaves, moves_up) in [(0, 11), (1, 2), (11, 10), (4, 5)] {
            assert_eq!(scene.rows().await[moves_up].answer, "waiting");
            scene.answers(leaves, "no", "0").await;
            assert_eq!(scene.rows().await[moves_up].answer, "yes");
            let with_a_place = scene.rows().await.iter().filter(|row| row.answer == "yes").count();
            assert_eq!(with_a_place, 4);
        }
        assert!(scene.rows().await[5].moved_up_at.is_some());
        let page = scene.ana.get(&format!("{}/guests", scene.path())).await;
        page.is(200).reads("4 people expected, 4 places.").reads("moved up from the waitlist");
    }
}
