//! Posts that somebody reports, and what hosts do about that.

use app::{
    backend::entities::notifications,
    domain::{
        PartyId, PictureId, PostId,
        picture::{Size, media_url},
    },
};
use sea_orm::EntityTrait;
use server::jobs::drain;

use super::Scene;
use crate::support::{
    Browser, Page, Site, a_party, a_person, on_post, png, post, posted, reply, rows, send_post_with, value,
};

const UNSEEN: &str = "Somebody you cannot see";

async fn report(browser: &mut Browser, party: PartyId, post: PostId, reason: &str, note: &str) -> Page {
    on_post(browser, "report", party, post, &[("reason", reason), ("note", note)]).await
}

/// Who is told of reports, and how often; nobody is told by whom.
async fn told(site: &Site) -> Vec<(String, i32)> {
    drain(&site.state).await.expect("jobs");
    let mut told = Vec::new();
    let lines = notifications::Entity::find().all(site.database.db.read()).await.expect("a query");
    for line in lines.into_iter().filter(|line| line.kind == "report") {
        assert_eq!((line.actor_id, line.post_id), (None, None));
        let users = app::backend::entities::users::Entity::find_by_id(line.user_id);
        let user = users.one(site.database.db.read()).await.expect("a query").expect("an account");
        told.push((user.username, line.count));
    }
    told.sort();
    told
}

on_each_database! {
    async fn from_the_menu_to_the_hosts_and_away(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let picture = png(40, 30);
        let answer = send_post_with(&mut scene.cem, party, &[("text", "Buy *watches*")], &[("pictures[0][id]", &picture)]).await;
        let id = posted(&answer);
        let list = format!("/p/{party}/reports");
        scene.ana.get(&scene.board()).await.is(200).says_not(&list);
        scene.ana.get(&list).await.is(200).reads("Nothing to look at");
        let path = format!("{}/report", scene.page_of(id));
        scene.zoe.get(&scene.board()).await.is(200).says(&path);
        let page = scene.zoe.get(&path).await;
        page.is(200).reads("Report this post?").reads("Buy watches");
        let mut form = page.form("/api/board/report");
        form.retain(|(name, _)| !["_key", "note"].contains(&name.as_str()));
        form.extend([("reason", "spam"), ("note", "Every day!")].map(|(name, value)| (name.to_owned(), value.to_owned())));
        let fields: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let answer = scene.zoe.post("/api/board/report", &fields).await;
        assert_eq!(answer.is(303).location(), format!("/p/{party}/board/{id}#post-{id}"));
        scene.zoe.get(&format!("/p/{party}/board/{id}")).await.is(200).reads("Thank you. The hosts look at it.");
        // Again is fine, and changes nothing.
        let before = rows::everything(&scene.site).await;
        report(&mut scene.zoe, party, id, "unkind", "").await.is(303);
        assert_eq!(rows::everything(&scene.site).await, before);
        report(&mut scene.ana, party, id, "spam", "").await.is(303);

        scene.ana.get(&scene.board()).await.is(200).reads("Somebody reported a post.").says(&list);
        let page = scene.ana.get(&list).await;
        page.is(200).reads("Cem").reads("Buy watches").reads("It is advertising · 2").reads("Every day!").reads("With a picture.");
        page.reads_not("Zoe").reads_not("unkind");
        let form = page.form("/api/board/delete");
        assert_eq!((value(&form, "post"), value(&form, "list")), (Some(&*id.to_string()), Some("party")));
        let answer = on_post(&mut scene.ana, "delete", party, id, &[("list", "party")]).await;
        assert_eq!(answer.is(303).location(), list);
        assert_eq!((rows::posts(&scene.site, party).await, rows::reports(&scene.site, id).await), (vec![], vec![]));
        scene.ana.get(&list).await.is(200).reads("Nothing to look at");
    }

    async fn what_is_left_alone_may_be_reported_again(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let id = post(&mut scene.cem, party, "Hello").await;
        for browser in [&mut scene.zoe, &mut scene.ana] {
            report(browser, party, id, "unkind", "First").await.is(303);
        }
        for _ in 0..2 {
            let answer = on_post(&mut scene.ana, "dismiss", party, id, &[]).await;
            assert_eq!(answer.is(303).location(), format!("/p/{party}/reports"));
        }
        assert!(rows::reports(&scene.site, id).await.iter().all(|report| report.closed_at.is_some()));
        scene.ana.get(&format!("/p/{party}/reports")).await.is(200).reads("The post stays.").reads("Nothing to look at");
        scene.ana.get(&scene.board()).await.is(200).reads("Hello").says_not(&format!("/p/{party}/reports"));
        report(&mut scene.zoe, party, id, "other", "Once more").await.is(303);
        assert_eq!(rows::reports(&scene.site, id).await.len(), 2);
        let page = scene.ana.get(&format!("/p/{party}/reports")).await;
        page.is(200).reads("Something else · 1").reads("Once more").reads_not("First");
    }

    async fn reports_go_with_the_words_and_stay_without_their_reporter(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let id = post(&mut scene.zoe, party, "Question").await;
        let below = reply(&mut scene.cem, party, id, "Answer").await;
        for post in [id, below] {
            report(&mut scene.ana, party, post, "other", "").await.is(303);
        }
        report(&mut scene.zoe, party, below, "other", "").await.is(303);
        on_post(&mut scene.zoe, "delete", party, id, &[]).await.is(303);
        assert_eq!(rows::reports(&scene.site, id).await, [], "a husk is reported no longer");
        for browser in [&mut scene.zoe, &mut scene.cem] {
            browser.get(&format!("/p/{party}/board/{id}/report")).await.is(404);
            report(browser, party, id, "other", "").await.is(404);
        }
        let zoe = app::domain::InviteId(rows::guest(&scene.site, party, "Zoe").await.id).to_string();
        scene.ana.post("/api/invites/remove", &[("party", &party.to_string()), ("invite", &zoe)]).await.is(303);
        let left = rows::reports(&scene.site, below).await;
        assert_eq!(left.len(), 2);
        assert!(left.iter().any(|report| report.user_id.is_none() && report.invite_id.is_none()));
        on_post(&mut scene.cem, "delete", party, below, &[]).await.is(303);
        assert_eq!(rows::reports(&scene.site, below).await, []);
    }

    async fn who_claims_a_link_has_reported_once(site: Site) {
        let mut scene = Scene::on(site, a_party().with("visibility", "invited")).await;
        let party = scene.party;
        let (both, alone) = (post(&mut scene.cem, party, "One").await, post(&mut scene.cem, party, "Two").await);
        for post in [both, alone] {
            report(&mut scene.zoe, party, post, "spam", "").await.is(303);
        }
        let mut dora = a_person(&scene.site, "dora").await.browser;
        dora.get(&format!("/i/{}", scene.token)).await.is(303);
        report(&mut dora, party, both, "other", "").await.is(303);
        dora.post("/api/invites/claim", &[("party", &party.to_string())]).await.is(303);
        let person = Some(rows::user(&scene.site, "dora").await.id);
        for post in [both, alone] {
            let left = rows::reports(&scene.site, post).await;
            assert_eq!((left.len(), left[0].user_id, left[0].invite_id), (1, person, None));
        }
    }

    async fn hosts_are_told_once_and_not_by_whom(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let _bob = scene.co_host().await;
        let (one, two) = (post(&mut scene.cem, party, "One").await, post(&mut scene.cem, party, "Two").await);
        report(&mut scene.zoe, party, one, "spam", "").await.is(303);
        assert_eq!(told(&scene.site).await, [("ana".to_owned(), 1), ("bob".to_owned(), 1)]);
        report(&mut scene.zoe, party, one, "spam", "").await.is(303);
        report(&mut scene.zoe, party, two, "spam", "").await.is(303);
        report(&mut scene.ana, party, two, "spam", "").await.is(303);
        assert_eq!(told(&scene.site).await, [("ana".to_owned(), 2), ("bob".to_owned(), 3)], "not of their own");
        let page = scene.ana.get("/notifications").await;
        page.is(200).reads("2 reports about the board of Summer on the roof");
    }

    async fn what_is_decided_already_is_not_told(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let (one, two) = (post(&mut scene.cem, party, "One").await, post(&mut scene.cem, party, "Two").await);
        for post in [one, two] {
            report(&mut scene.zoe, party, post, "spam", "").await.is(303);
        }
        on_post(&mut scene.ana, "delete", party, one, &[]).await.is(303);
        on_post(&mut scene.ana, "dismiss", party, two, &[]).await.is(303);
        assert!(told(&scene.site).await.is_empty());
    }

    async fn words_of_somebody_out_of_sight_are_hidden_and_may_go(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let (one, two) = (post(&mut scene.cem, party, "Rude words").await, post(&mut scene.cem, party, "More of them").await);
        let anas = post(&mut scene.ana, party, "Hello").await;
        scene.ana.post("/api/people/block", &[("username", "cem")]).await.is(303);
        for post in [one, two] {
            report(&mut scene.zoe, party, post, "unkind", "See?").await.is(303);
        }
        // Neither reports what the other wrote.
        report(&mut scene.ana, party, one, "unkind", "").await.is(404);
        report(&mut scene.cem, party, anas, "unkind", "").await.is(404);
        scene.ana.get(&format!("/p/{party}/board/{one}/report")).await.is(404);
        let list = format!("/p/{party}/reports");
        let page = scene.ana.get(&list).await;
        page.is(200).reads(UNSEEN).reads("See?").reads("It is unkind").reads_not("Rude").reads_not("More of").reads_not("Cem");
        page.says_not("/u/cem").says_not(&format!("/board/{one}\""));
        scene.ana.get(&scene.board()).await.is(200).reads("2 posts were reported.").reads_not("Rude");
        on_post(&mut scene.ana, "delete", party, one, &[("list", "party")]).await.is(303);
        on_post(&mut scene.ana, "dismiss", party, two, &[]).await.is(303);
        let left: Vec<_> = rows::posts(&scene.site, party).await.into_iter().map(|post| PostId(post.id)).collect();
        assert_eq!(left, [two, anas]);
        on_post(&mut scene.ana, "delete", party, two, &[]).await.is(404);
    }

    async fn pictures_are_shown_to_those_who_look_after_the_site_until_they_have_decided(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let (party, picture) = (scene.party, png(40, 30));
        let answer = send_post_with(&mut scene.cem, party, &[("text", "Look")], &[("pictures[0][id]", &picture)]).await;
        let id = posted(&answer);
        let file = media_url(PictureId(rows::pictures(&scene.site).await[0].id), Size::Small);
        let mut dora = a_person(&scene.site, "dora").await.browser;
        let mut eve = a_person(&scene.site, "eve").await.browser;
        rows::make_admin(&scene.site, "dora").await;
        dora.get(&file).await.is(404);
        report(&mut scene.zoe, party, id, "spam", "").await.is(303);
        dora.get("/admin/reports").await.is(200).says(&file);
        dora.get(&file).await.is(200);
        for stranger in [&mut eve, &mut scene.site.visitor()] {
            stranger.get(&file).await.is(404);
        }
        on_post(&mut dora, "dismiss", party, id, &[("list", "site")]).await.is(303);
        dora.get(&file).await.is(404);
        report(&mut scene.zoe, party, id, "spam", "").await.is(303);
        dora.get(&file).await.is(200);
        scene.cem.post("/api/people/block", &[("username", "dora")]).await.is(303);
        dora.get(&file).await.is(404);
        dora.get("/admin/reports").await.is(200).reads("Look").reads("With a picture.").says_not("/media/");
    }

    async fn notes_of_somebody_out_of_sight_are_not_shown(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let id = post(&mut scene.zoe, party, "Hello").await;
        report(&mut scene.cem, party, id, "other", "Cem was here").await.is(303);
        scene.ana.post("/api/people/block", &[("username", "cem")]).await.is(303);
        let page = scene.ana.get(&format!("/p/{party}/reports")).await;
        page.is(200).reads("Zoe").reads("Something else · 1").reads_not("Cem was here");
        assert_eq!(told(&scene.site).await, [("ana".to_owned(), 1)], "told all the same, for nobody is named");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_a_post_reports_it_but_nobody_their_own() {
    let mut scene = Scene::with(a_party().with("visibility", "link")).await;
    let party = scene.party;
    let id = post(&mut scene.zoe, party, "Hello").await;
    let (mut bob, mut strangers) = (scene.co_host().await, scene.strangers().await);
    let own = format!("/p/{party}/board/{id}/report");
    scene.zoe.get(&scene.board()).await.is(200).says_not(&own);
    scene.zoe.get(&own).await.is(403);
    report(&mut scene.zoe, party, id, "other", "").await.is(403);
    for browser in &mut strangers {
        report(browser, party, id, "other", "").await.is(403);
    }
    assert_eq!(rows::reports(&scene.site, id).await, []);
    for browser in [&mut scene.ana, &mut bob, &mut scene.cem] {
        browser.get(&own).await.is(200);
        report(browser, party, id, "other", "").await.is(303);
    }
    assert_eq!(rows::reports(&scene.site, id).await.len(), 3);
    // A board that is closed may still hold what nobody should read.
    scene.rules("hosts", "1").await.is(303);
    let anas = post(&mut scene.ana, party, "Closed").await;
    report(&mut scene.zoe, party, anas, "other", "").await.is(303);
    report(&mut scene.cem, PartyId::new(), anas, "other", "").await.is(404);
    for browser in [&mut scene.zoe, &mut scene.cem] {
        let refused = on_post(browser, "dismiss", party, anas, &[]).await.status.as_u16();
        assert!([401, 403].contains(&refused), "{refused}");
    }
    on_post(&mut scene.ana, "dismiss", party, PostId::new(), &[]).await.is(404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_is_one_of_the_list() {
    let mut scene = Scene::new().await;
    let (party, id) = (scene.party, post(&mut scene.cem, scene.party, "Hello").await);
    let path = format!("/p/{party}/board/{id}/report");
    for (reason, note, says) in [
        ("", "Look", "Please fill this in."),
        ("Spam", "Look", "Please choose one of the options."),
        ("\0", "Look", "Please choose one of the options."),
        ("spam", &"x".repeat(501), "Please use at most 500 characters."),
    ] {
        let fields = [("_page", path.as_str()), ("reason", reason), ("note", note)];
        let page = on_post(&mut scene.zoe, "report", party, id, &fields[1..]).await;
        page.is(422);
        let ids = [("party", party.to_string()), ("post", id.to_string())];
        let ids = ids.iter().map(|(name, value)| (*name, value.as_str()));
        let fields: Vec<_> = fields.into_iter().chain(ids).collect();
        let page = scene.zoe.post("/api/board/report", &fields).await;
        page.is(422).reads(says);
        assert_eq!(value(&page.form("/api/board/report"), "note"), Some(note), "what was typed comes back");
    }
    assert_eq!(rows::reports(&scene.site, id).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_want_to_hear_of_reports_does_not() {
    let mut scene = Scene::new().await;
    let id = post(&mut scene.cem, scene.party, "Hello").await;
    scene.ana.post("/api/notifications/change_settings", &[("post", "true")]).await.is(303);
    report(&mut scene.zoe, scene.party, id, "spam", "").await.is(303);
    assert!(told(&scene.site).await.is_empty());
    scene.ana.get(&format!("/p/{}/reports", scene.party)).await.is(200).reads("Hello");
}
