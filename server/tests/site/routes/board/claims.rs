//! An invitation that is taken into an account takes along what its guest wrote.

use app::backend::entities::reactions;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::Scene;
use crate::support::{Browser, Site, a_party, a_person, on_post, post, react, read_board, reply, rows};

/// Somebody with an account who has opened Zoe's link.
async fn dora(scene: &Scene) -> Browser {
    let mut dora = a_person(&scene.site, "dora").await.browser;
    dora.get(&format!("/i/{}", scene.token)).await.is(303);
    dora
}

async fn claim(browser: &mut Browser, scene: &Scene) {
    browser.post("/api/invites/claim", &[("party", &scene.party.to_string())]).await.is(303);
}

on_each_database! {
    async fn posts_and_reactions_move_into_the_account(site: Site) {
        let mut scene = Scene::on(site, a_party().with("visibility", "invited")).await;
        let party = scene.party;
        let anas = post(&mut scene.ana, party, "Hello").await;
        let id = post(&mut scene.zoe, party, "From Zoe").await;
        let below = reply(&mut scene.zoe, party, anas, "Me too").await;
        let cems = post(&mut scene.cem, party, "From Cem").await;
        for reaction in ["heart", "wow"] {
            react(&mut scene.zoe, party, anas, reaction, true).await.is(303);
        }
        react(&mut scene.cem, party, anas, "heart", true).await.is(303);
        let mut dora = dora(&scene).await;
        for reaction in ["heart", "sad"] {
            react(&mut dora, party, anas, reaction, true).await.is(303);
        }
        assert_eq!(rows::reactions(&scene.site, anas).await, ["heart", "heart", "heart", "sad", "wow"]);

        claim(&mut dora, &scene).await;
        let person = Some(rows::user(&scene.site, "dora").await.id);
        for post in [id, below] {
            let row = rows::post(&scene.site, post).await;
            assert_eq!((row.user_id, row.invite_id), (person, None));
        }
        assert_eq!(rows::post(&scene.site, cems).await.user_id, Some(scene.person.id.0));
        let left = rows::reactions(&scene.site, anas).await;
        assert_eq!(left, ["heart", "heart", "sad", "wow"], "of equal ones one stays");
        let left = reactions::Entity::find().filter(reactions::Column::InviteId.is_not_null());
        assert_eq!(left.all(scene.site.database.db.read()).await.expect("a query"), []);

        let page = read_board(&mut dora, party, None).await;
        let zoes = page.posts.iter().find(|post| post.id == id).expect("the post");
        let author = zoes.author.as_ref().expect("an author");
        assert_eq!((author.name.as_str(), author.username.as_deref(), author.me), ("Dora", Some("dora"), true));
        assert!(zoes.may_edit && zoes.may_delete);
        let mine = page.posts.iter().find(|post| post.id == anas).expect("the post").reactions.iter();
        let mine: Vec<_> = mine.map(|one| (one.reaction.code(), one.count, one.mine)).collect();
        assert_eq!(mine, [("heart", 2, true), ("wow", 1, true), ("sad", 1, true)]);
        on_post(&mut dora, "edit", party, id, &[("text", "From Dora")]).await.is(303);
        on_post(&mut dora, "delete", party, id, &[]).await.is(303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_parties_and_other_guests_are_left_alone() {
    let mut scene = Scene::new().await;
    let other = a_party().by(&mut scene.ana).await;
    let token = crate::support::invite(&scene.site, &mut scene.ana, other, "Zoe").await.remove(0);
    scene.zoe.get(&format!("/i/{token}")).await.is(303);
    let (here, there) = (post(&mut scene.zoe, scene.party, "Here").await, post(&mut scene.zoe, other, "There").await);
    react(&mut scene.zoe, other, there, "heart", true).await.is(303);
    let mut dora = dora(&scene).await;
    claim(&mut dora, &scene).await;
    assert_eq!(rows::post(&scene.site, here).await.invite_id, None);
    let row = rows::post(&scene.site, there).await;
    assert!(row.user_id.is_none() && row.invite_id.is_some());
    let page = read_board(&mut scene.zoe, other, None).await;
    assert!(page.posts[0].reactions[0].mine && page.posts[0].author.as_ref().is_some_and(|author| author.me));
}
