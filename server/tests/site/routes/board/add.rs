//! Posting: by whom, under which name, what is refused, and how often.

use app::domain::{InviteId, PostId};

use super::{Scene, filled_in, without};
use crate::support::{
    Site, a_guest, a_party, many_posts, on_post, post, posted, reply, rows, send_post, shown_posts, value,
};

on_each_database! {
    async fn hosts_and_guests_post(site: Site) {
        let mut scene = Scene::on(site, a_party().with("visibility", "invited")).await;
        let (party, board) = (scene.party, scene.board());
        let mut bob = scene.co_host().await;
        let (ana, bobs) = (rows::user(&scene.site, "ana").await.id, rows::user(&scene.site, "bob").await.id);
        let zoe = rows::guest(&scene.site, party, "Zoe").await.id;
        let text = "Line one\nline <two> & \"three\" 🎉 'q' \\ %_";
        for (browser, user, invite) in [
            (&mut scene.ana, Some(ana), None),
            (&mut bob, Some(bobs), None),
            (&mut scene.cem, Some(scene.person.id.0), None),
            (&mut scene.zoe, None, Some(zoe)),
        ] {
            let answer = send_post(browser, party, &[("text", text)]).await;
            let id = posted(&answer);
            assert_eq!(answer.location(), format!("{board}#post-{id}"));
            let row = rows::post(&scene.site, id).await;
            assert_eq!((row.user_id, row.invite_id, row.party_id, row.parent_id), (user, invite, party.0, None));
            assert_eq!((row.text.as_str(), row.announcement), (text, false));
            assert_eq!((row.pinned_at, row.edited_at, row.removed_at), (None, None, None));
            assert!((scene.site.clock.now() - 60_000..=scene.site.clock.now()).contains(&row.created_at));
            let page = browser.follow(&answer).await;
            assert_eq!(shown_posts(page.is(200))[0], id, "the newest comes first");
            page.reads("line <two> & \"three\" 🎉");
        }
    }

    async fn nobody_else_does(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let above = post(&mut scene.zoe, scene.party, "Hello").await.to_string();
        let mut strangers = scene.strangers().await;
        let before = rows::everything(&scene.site).await;
        for browser in &mut strangers {
            send_post(browser, scene.party, &[("text", "Me too")]).await.is(403).reads("You may not do that here.");
            send_post(browser, scene.party, &[("text", "Me too"), ("reply_to", &above)]).await.is(403);
        }
        assert_eq!(rows::everything(&scene.site).await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_account_and_link_posts_with_the_account() {
    let mut scene = Scene::new().await;
    scene.cem.get(&format!("/i/{}", scene.token)).await.is(303);
    let id = post(&mut scene.cem, scene.party, "Hello").await;
    let row = rows::post(&scene.site, id).await;
    assert_eq!((row.user_id, row.invite_id), (Some(scene.person.id.0), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_author_is_who_asks_whatever_the_form_says() {
    let mut scene = Scene::new().await;
    let (person, party) = (scene.person.id.to_string(), scene.party);
    let zoe = rows::guest(&scene.site, party, "Zoe").await.id;
    let invite = InviteId(zoe).to_string();
    let foreign = PostId::new().to_string();
    let fields = [
        ("text", "Hello"),
        ("user_id", person.as_str()),
        ("invite_id", &invite),
        ("user", &person),
        ("author", "cem"),
        ("id", &foreign),
        ("post", &foreign),
        ("pinned_at", "1"),
        ("created_at", "1"),
        ("parent_id", &foreign),
    ];
    let id = posted(&send_post(&mut scene.zoe, party, &fields).await);
    let row = rows::post(&scene.site, id).await;
    assert_eq!((row.user_id, row.invite_id, row.parent_id, row.pinned_at), (None, Some(zoe), None, None));
    assert!(row.created_at > 1 && id.to_string() != foreign);
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_text_comes_back() {
    let mut scene = Scene::new().await;
    let long = "é🎉".repeat(2_501);
    let before = rows::everything(&scene.site).await;
    for (text, says) in [
        ("", "Please fill this in."),
        (" \n\t ", "Please fill this in."),
        ("\u{202e}\u{0}", "Please fill this in."),
        (&long, "Please use at most 5000 characters."),
    ] {
        let page = send_post(&mut scene.zoe, scene.party, &[("text", text)]).await;
        page.is(422).reads(says);
        if text == long {
            filled_in(&page, text);
        }
    }
    assert_eq!(rows::everything(&scene.site).await, before);
    let longest = "é🎉".repeat(2_500);
    let id = post(&mut scene.zoe, scene.party, &longest).await;
    assert_eq!(rows::post(&scene.site, id).await.text, longest);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_may_be_corrected_and_sent_again() {
    let mut scene = Scene::new().await;
    let text = "Line one\n</textarea><script>alert(1)</script> & \"two\"";
    let alt = "x".repeat(301);
    let page = send_post(&mut scene.zoe, scene.party, &[("text", text), ("pictures[0][alt]", &alt)]).await;
    page.is(422).reads("Please use at most 300 characters.").says_not("<script>alert");
    let form = filled_in(&page, text);
    assert_eq!(value(&form, "pictures[0][alt]"), Some(alt.as_str()));
    let id = posted(&scene.zoe.post("/api/board/add", &without(&form, &["pictures[0][alt]"])).await);
    assert_eq!(rows::post(&scene.site, id).await.text, text);
}

/// Sixty of one person within an hour at one party; replies count.
#[tokio::test(flavor = "multi_thread")]
async fn sixty_an_hour() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    let first = many_posts(&scene.site, party, &scene.person, None, 58).await[0];
    post(&mut scene.cem, party, "The 59th").await;
    reply(&mut scene.cem, party, first, "The 60th").await;
    let page = send_post(&mut scene.cem, party, &[("text", "The 61st")]).await;
    page.is(429).reads("Too many tries. Please wait");
    let wait: u64 = page.header("retry-after").parse().expect("seconds");
    assert!((1..=3_600).contains(&wait), "{wait}");
    filled_in(&page, "The 61st");
    send_post(&mut scene.cem, party, &[("text", "No"), ("reply_to", &first.to_string())]).await.is(429);
    assert_eq!(rows::posts(&scene.site, party).await.len(), 60);
    // Others are not held up, nor is the same person elsewhere.
    post(&mut scene.zoe, party, "Hello").await;
    let other = a_party().by(&mut scene.cem).await;
    post(&mut scene.cem, other, "Hello").await;
    scene.site.clock.advance(jiff::SignedDuration::from_mins(61));
    post(&mut scene.cem, party, "An hour later").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_an_hour_by_link_too() {
    let mut scene = Scene::new().await;
    for number in 0..60 {
        post(&mut scene.zoe, scene.party, &format!("Number {number}")).await;
    }
    let mut phone = a_guest(&scene.site, &scene.token).await;
    for browser in [&mut scene.zoe, &mut phone] {
        send_post(browser, scene.party, &[("text", "One more")]).await.is(429);
    }
    scene.site.clock.advance(jiff::SignedDuration::from_mins(61));
    post(&mut scene.zoe, scene.party, "An hour later").await;
}

/// What stands in the way is only what was posted: reading, changing and removing go on.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_posted_enough_may_still_remove() {
    let mut scene = Scene::new().await;
    let posts = many_posts(&scene.site, scene.party, &scene.person, None, 60).await;
    send_post(&mut scene.cem, scene.party, &[("text", "One more")]).await.is(429);
    on_post(&mut scene.cem, "edit", scene.party, posts[0], &[("text", "Changed")]).await.is(303);
    on_post(&mut scene.cem, "delete", scene.party, posts[1], &[]).await.is(303);
    scene.cem.get(&scene.board()).await.is(200);
}
