//! What goes with an account, with a guest, and with a party: every word, picture and reaction.

use app::domain::{
    InviteId, PartyId, PictureId, PostId,
    picture::{Size, media_url},
    user::DeletionPreview,
};

use super::{Scene, with_picture};
use crate::support::{Browser, PASSWORD, Site, a_party, on_post, post, react, reply, rows};

/// What somebody leaves behind.
struct Traces {
    /// A post that others have answered.
    answered: PostId,
    /// The post of somebody else that was answered and liked, with the answers that stay.
    others: Vec<PostId>,
    liked: PostId,
    picture: PictureId,
}

/// A guest writes, shows, answers and likes; the last reply of a husk is the guest's too.
async fn traces(site: &Site, party: PartyId, guest: &mut Browser, host: &mut Browser) -> Traces {
    let (_, picture) =
        with_picture(site, guest, party, &[("text", "Words alone"), ("pictures[0][alt]", "Words shown")]).await;
    let answered = post(guest, party, "Words asked").await;
    let answer = reply(host, party, answered, "An answer").await;
    let liked = post(host, party, "A question").await;
    reply(guest, party, liked, "Words answered").await;
    for browser in [&mut *guest, &mut *host] {
        react(browser, party, liked, "heart", true).await.is(303);
    }
    let husk = post(host, party, "Forget it").await;
    reply(guest, party, husk, "Words below").await;
    on_post(host, "delete", party, husk, &[]).await.is(303);
    Traces { answered, others: vec![answer, liked], liked, picture }
}

/// Nothing is left but the husk and what others wrote.
async fn are_gone(site: &Site, party: PartyId, host: &mut Browser, traces: &Traces) {
    let mut left: Vec<_> = rows::posts(site, party).await.into_iter().map(|row| PostId(row.id)).collect();
    left.retain(|id| *id != traces.answered && !traces.others.contains(id));
    assert_eq!(left, [], "posts that should be gone");
    let husk = rows::post(site, traces.answered).await;
    assert_eq!((husk.text.as_str(), husk.user_id, husk.invite_id, husk.removed_at.is_some()), ("", None, None, true));
    for other in &traces.others {
        assert!(rows::maybe_post(site, *other).await.is_some_and(|row| row.removed_at.is_none()));
    }
    assert_eq!(rows::reactions(site, traces.liked).await, ["heart"]);
    assert!(!rows::everything(site).await.contains("Words "), "no words stay");
    host.get(&media_url(traces.picture, Size::Small)).await.is(404);
    host.get(&format!("/p/{party}/board")).await.is(200).reads("An answer").says_not("Words ");
}

async fn remove_guest(scene: &mut Scene, name: &str) {
    let invite = InviteId(rows::guest(&scene.site, scene.party, name).await.id).to_string();
    let fields = [("party", scene.party.to_string()), ("invite", invite)];
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    scene.ana.post("/api/invites/remove", &fields).await.is(303);
}

on_each_database! {
    async fn an_account(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let traces = traces(&scene.site, scene.party, &mut scene.cem, &mut scene.ana).await;
        scene.cem.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        are_gone(&scene.site, scene.party, &mut scene.ana, &traces).await;
        scene.sweep().await;
        assert_eq!(rows::pictures(&scene.site).await, []);
    }

    async fn a_guest_with_a_link(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let traces = traces(&scene.site, scene.party, &mut scene.zoe, &mut scene.ana).await;
        remove_guest(&mut scene, "Zoe").await;
        are_gone(&scene.site, scene.party, &mut scene.ana, &traces).await;
        scene.sweep().await;
        assert_eq!(rows::pictures(&scene.site).await, []);
    }

    async fn a_guest_with_an_account(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let elsewhere = a_party().by(&mut scene.cem).await;
        let there = post(&mut scene.cem, elsewhere, "Here I stay").await;
        react(&mut scene.cem, elsewhere, there, "party", true).await.is(303);
        let traces = traces(&scene.site, scene.party, &mut scene.cem, &mut scene.ana).await;
        remove_guest(&mut scene, "Cem").await;
        are_gone(&scene.site, scene.party, &mut scene.ana, &traces).await;
        assert_eq!(rows::post(&scene.site, there).await.text, "Here I stay", "other parties are left alone");
        assert_eq!(rows::reactions(&scene.site, there).await, ["party"]);
    }

    async fn a_whole_party(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let other = a_party().by(&mut scene.ana).await;
        let stays = post(&mut scene.ana, other, "Elsewhere").await;
        let zoes = traces(&scene.site, party, &mut scene.zoe, &mut scene.ana).await;
        let above = zoes.liked.to_string();
        let (_, picture) = with_picture(&scene.site, &mut scene.cem, party, &[("reply_to", &above)]).await;
        let id = party.to_string();
        let fields = [("party", id.as_str()), ("title", "Summer on the roof")];
        scene.ana.post("/api/parties/delete", &fields).await.is(303);
        assert_eq!(rows::posts(&scene.site, party).await, []);
        assert_eq!(rows::reactions(&scene.site, zoes.liked).await, Vec::<String>::new());
        for picture in [zoes.picture, picture] {
            scene.ana.get(&media_url(picture, Size::Small)).await.is(404);
        }
        scene.sweep().await;
        assert_eq!(rows::pictures(&scene.site).await, []);
        assert!(rows::maybe_post(&scene.site, stays).await.is_some());
    }

    /// The party goes with its only host, and with it what guests wrote there.
    async fn the_only_host(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        traces(&scene.site, scene.party, &mut scene.zoe, &mut scene.ana).await;
        scene.ana.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303);
        assert_eq!(rows::posts(&scene.site, scene.party).await, []);
        assert!(!rows::everything(&scene.site).await.contains("Words "));
        scene.sweep().await;
        assert_eq!(rows::pictures(&scene.site).await, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_files_go_too() {
    for deleted in ["guest", "account", "party"] {
        let (mut scene, shelf) = Scene::with_shelf().await;
        let party = scene.party.to_string();
        with_picture(&scene.site, &mut scene.cem, scene.party, &[("text", "Look")]).await;
        assert_eq!(shelf.keys().len(), 3);
        match deleted {
            "guest" => remove_guest(&mut scene, "Cem").await,
            "account" => _ = scene.cem.post("/api/accounts/delete", &[("password", PASSWORD)]).await.is(303),
            _ => {
                let fields = [("party", party.as_str()), ("title", "Summer on the roof")];
                scene.ana.post("/api/parties/delete", &fields).await.is(303);
            }
        }
        scene.sweep().await;
        assert_eq!(shelf.keys(), Vec::<String>::new(), "{deleted}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn says_before_how_many_posts_go() {
    let mut scene = Scene::new().await;
    for (count, text) in ["One", "Two", "Three"].into_iter().enumerate() {
        let answer = scene.cem.call("/api/accounts/deletion_preview", &[]).await;
        let preview: DeletionPreview = serde_json::from_slice(&answer.is(200).bytes).expect("a preview");
        assert_eq!(preview.posts_deleted, count as u64);
        post(&mut scene.cem, scene.party, text).await;
        post(&mut scene.zoe, scene.party, text).await;
    }
    scene.cem.get("/settings/delete").await.is(200).reads("Your 3 posts on boards go away");
}
