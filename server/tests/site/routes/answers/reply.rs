//! Yes, maybe and no, with companions and a message.

use super::Scene;
use crate::support::{a_party, a_person, value};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_one_tap_and_can_be_changed() {
    let mut scene = Scene::new(a_party(), &["Zoe"]).await;
    scene.page(0).await.reads("Will you come, Zoe?").reads("Ana sees your answer at once.");
    for (answer, flash, heading) in [
        ("yes", "Lovely, you are on the list!", "You are coming"),
        ("maybe", "Noted as maybe.", "You said maybe"),
        ("no", "Thank you for telling.", "You are not coming"),
        ("yes", "Lovely, you are on the list!", "You are coming"),
    ] {
        scene.answers(0, answer, "0").await.reads(flash).reads(heading);
        let row = scene.rows().await.remove(0);
        assert_eq!((row.answer.as_str(), row.answered_at.is_some(), row.queued_at), (answer, true, None));
        scene.page(0).await.reads_not(flash).reads(heading);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn companions_and_message_come_back_to_be_changed() {
    let mut scene = Scene::new(a_party(), &["Zoe"]).await;
    let message = "Line one\n<b>two</b> & \"three\" 🎉";
    let answer = scene.post(0, &[("answer", "yes"), ("plus_ones", "2"), ("message", message)]).await;
    answer.is(303);
    let page = scene.page(0).await;
    page.reads("You and 2 more.").says_not("<b>two</b>");
    let form = page.form("/api/rsvps/answer");
    assert_eq!((value(&form, "plus_ones"), value(&form, "message")), (Some("2"), Some(message)));
    let row = scene.rows().await.remove(0);
    assert_eq!((row.plus_ones, row.message.as_str()), (2, message));
    scene.ana.get(&format!("{}/guests", scene.path())).await.is(200).reads("with 2 more").says_not("<b>two</b>");
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_change_nothing_and_keep_what_was_typed() {
    let mut scene = Scene::new(a_party(), &["Zoe"]).await;
    scene.answers(0, "maybe", "1").await;
    let before = scene.rows().await;
    let long = "x".repeat(501);
    for (answer, plus_ones, message, says) in [
        ("", "0", "typed", "Please fill this in."),
        ("waiting", "0", "typed", "Please choose one of the options."),
        ("pending", "0", "typed", "Please choose one of the options."),
        ("YES", "0", "typed", "Please choose one of the options."),
        ("yes", "3", "typed", "Please choose a number from 0 to 2."),
        ("yes", "-1", "typed", "Please choose a number from 0 to 2."),
        ("yes", "1.5", "typed", "Please enter a whole number."),
        ("yes", "99999999999999999999", "typed", "Please enter a whole number."),
        ("no", "0", &long, "Please use at most 500 characters."),
    ] {
        let page = scene.post(0, &[("answer", answer), ("plus_ones", plus_ones), ("message", message)]).await;
        page.is(422).reads(says);
        assert_eq!(value(&page.form("/api/rsvps/answer"), "message"), Some(message));
    }
    assert_eq!(scene.rows().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers_who_is_not_invited() {
    let mut scene = Scene::new(a_party(), &["Zoe"]).await;
    let party = scene.party.to_string();
    let answer = [("party", party.as_str()), ("answer", "yes")];
    scene.site.visitor().post("/api/rsvps/answer", &answer).await.is(403);
    a_person(&scene.site, "bob").await.browser.post("/api/rsvps/answer", &answer).await.is(403);
    scene.ana.post("/api/rsvps/answer", &answer).await.is(403);
    assert_eq!(scene.all().await, "pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_the_host_are_not_in_this_form() {
    let mut scene = Scene::new(a_party(), &["Zoe", "Cem"]).await;
    let cem = app::domain::InviteId(scene.rows().await[1].id).to_string();
    let extra =
        [("answer", "yes"), ("invite", cem.as_str()), ("name", "Mallory"), ("note", "x"), ("checked_in_at", "1")];
    scene.post(0, &extra).await.is(303);
    let rows = scene.rows().await;
    assert_eq!((rows[0].name.as_str(), rows[0].note.as_str(), rows[0].checked_in_at), ("Zoe", "", None));
    assert_eq!(scene.all().await, "yes pending");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_with_an_account_answers_from_any_device() {
    let mut scene = Scene::new(a_party().with("visibility", "invited"), &["Zoe"]).await;
    let mut bo = a_person(&scene.site, "bob").await.browser;
    crate::support::invite(&scene.site, &mut scene.ana, scene.party, "@bob").await;
    let party = scene.party.to_string();
    bo.get(&scene.path()).await.is(200).reads("Will you come, Bob?").reads_not("Keep this link");
    bo.post("/api/rsvps/answer", &[("party", &party), ("answer", "yes")]).await.is(303);
    assert_eq!(scene.all().await, "pending yes");
}
