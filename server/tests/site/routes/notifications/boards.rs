//! What people are told of boards.

use app::{
    backend::entities::posts,
    domain::{PartyId, PostId},
};
use sea_orm::{EntityTrait, QueryOrder};

use super::{a_scene, news, once, post, tell, told};
use crate::support::{Browser, Site, a_guest, a_party, a_person, has_blocked, invite};

async fn write(site: &Site, browser: &mut Browser, party: PartyId, fields: &[(&str, &str)]) -> PostId {
    post(browser, "/api/board/add", party, fields).await.is(303);
    let posts = posts::Entity::find().order_by_desc(posts::Column::Id).one(site.database.db.read()).await;
    tell(site).await;
    posts.expect("a query").expect("the new post").id.into()
}

on_each_database! {
    async fn a_post_is_told_to_all_others(site: Site) {
        let (party, ana, mut ben, cem) = a_scene(&site).await;
        write(&site, &mut ben.browser, party, &[("text", "Who brings cake?")]).await;
        write(&site, &mut ben.browser, party, &[("text", "And tea?")]).await;
        let post = vec![("post".to_owned(), 2)];
        assert_eq!((news(&site, &ana).await, news(&site, &cem).await), (post.clone(), post));
        assert!(news(&site, &ben).await.is_empty(), "not to the author");
    }

    async fn an_announcement_is_told_as_one(site: Site) {
        let (party, mut ana, ben, _) = a_scene(&site).await;
        let id = write(&site, &mut ana.browser, party, &[("text", "Bring ice."), ("announcement", "true")]).await;
        assert_eq!(news(&site, &ben).await, once("announcement"));
        assert_eq!(told(&site, &ben.person).await[1].post_id, Some(id.0));
    }

    async fn a_reply_is_told_to_those_who_wrote_before(site: Site) {
        let (party, mut ana, mut ben, cem) = a_scene(&site).await;
        let above = write(&site, &mut ana.browser, party, &[("text", "Who brings cake?")]).await.to_string();
        write(&site, &mut ben.browser, party, &[("text", "I do."), ("reply_to", &above)]).await;
        assert_eq!(news(&site, &ana).await, once("reply"));
        assert_eq!(news(&site, &cem).await, once("post"), "of the reply nothing");
        write(&site, &mut ana.browser, party, &[("text", "Lovely!"), ("reply_to", &above)]).await;
        assert_eq!(news(&site, &ben).await, [("post".to_owned(), 1), ("reply".to_owned(), 1)]);
    }

    async fn who_is_named_hears_that_and_nothing_twice(site: Site) {
        let (party, mut ana, ben, cem) = a_scene(&site).await;
        a_person(&site, "theo").await;
        write(&site, &mut ana.browser, party, &[("text", "Will @Ben or @theo bring cake?")]).await;
        assert_eq!(news(&site, &ben).await, once("mention"));
        assert_eq!(news(&site, &cem).await, once("post"));
        let theo = crate::support::rows::user(&site, "theo").await.person();
        assert!(told(&site, &theo).await.is_empty(), "who is not invited");
    }

    async fn nobody_hears_of_those_whom_they_must_not_see(site: Site) {
        let (party, ana, mut ben, cem) = a_scene(&site).await;
        has_blocked(&site, &cem.person, &ben.person).await;
        write(&site, &mut ben.browser, party, &[("text", "Dear @cem")]).await;
        assert!(news(&site, &cem).await.is_empty());
        assert_eq!(news(&site, &ana).await, once("post"));
    }

    async fn nor_of_those_who_come_by_the_personal_link_of_their_account(site: Site) {
        let mut ana = a_person(&site, "ana").await;
        let (ben, cem) = (a_person(&site, "ben").await, a_person(&site, "cem").await);
        let party = a_party().by(&mut ana.browser).await;
        let token = invite(&site, &mut ana.browser, party, "@ben\n@cem").await.remove(0);
        has_blocked(&site, &cem.person, &ben.person).await;
        let mut link = a_guest(&site, &token).await;
        write(&site, &mut link, party, &[("text", "Dear @cem")]).await;
        assert!(news(&site, &cem).await.is_empty());
        assert_eq!(news(&site, &ana).await, once("post"));
        assert!(news(&site, &ben).await.is_empty(), "it is their own");
        let actors: Vec<_> = told(&site, &ana.person).await.into_iter().map(|line| line.actor_id).collect();
        assert_eq!(actors, [None], "the link does not tell the account");
    }
}
