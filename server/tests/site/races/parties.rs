//! What comes to a party while it goes.

use std::time::Duration;

use app::{
    backend::entities::{parties, pictures, post_pictures, posts},
    domain::{PartyId, PictureId, PostId, UserId},
};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel};

use crate::support::{Site, a_party, a_person, rows};

/// Writes a post with one picture, as its form does before it is committed.
async fn post_with_picture(txn: &DatabaseTransaction, party: PartyId, author: UserId) {
    let (post, picture) = (PostId::new().0, PictureId::new().0);
    let stored = pictures::Model {
        id: picture,
        purpose: "post".to_owned(),
        width: 40,
        height: 30,
        bytes: 1_000,
        used: true,
        created_at: 1,
        format: "jpg".to_owned(),
    };
    let written = posts::Model {
        id: post,
        party_id: party.0,
        parent_id: None,
        user_id: Some(author.0),
        invite_id: None,
        text: "Look".to_owned(),
        announcement: false,
        pinned_at: None,
        edited_at: None,
        removed_at: None,
        created_at: 1,
    };
    let shown = post_pictures::Model { post_id: post, picture_id: picture, place: 0, alt: String::new() };
    let stored = pictures::Entity::insert(stored.into_active_model().reset_all());
    stored.exec_without_returning(txn).await.expect("a picture");
    let written = posts::Entity::insert(written.into_active_model().reset_all());
    written.exec_without_returning(txn).await.expect("a post");
    let shown = post_pictures::Entity::insert(shown.into_active_model().reset_all());
    shown.exec_without_returning(txn).await.expect("a picture of the post");
}

on_each_database! {
    async fn a_picture_that_is_nearly_posted_goes_with_the_party(site: Site) {
        let mut host = a_person(&site, "hanna").await;
        let party = a_party().by(&mut host.browser).await;
        let txn = site.database.db.begin().await.expect("a transaction");
        post_with_picture(&txn, party, host.person.id).await;
        let (mut browser, id) = (host.browser.clone(), party.to_string());
        let deleting = tokio::spawn(async move {
            browser.post("/api/parties/delete", &[("party", &id), ("title", "Summer on the roof")]).await
        });
        // It waits for the post by then.
        tokio::time::sleep(Duration::from_millis(500)).await;
        txn.commit().await.expect("a post");
        deleting.await.expect("an answer").is(303);
        assert!(rows::maybe_party(&site, party).await.is_none());
        let left: Vec<bool> = rows::pictures(&site).await.iter().map(|picture| picture.used).collect();
        assert_eq!(left, [false], "nothing stays that nobody shows");
    }

    /// Whoever comes too late is told that there is nothing, not that something broke.
    async fn a_post_that_comes_too_late_finds_no_party(site: Site) {
        let mut host = a_person(&site, "hanna").await;
        let party = a_party().by(&mut host.browser).await;
        let txn = site.database.db.begin().await.expect("a transaction");
        parties::Entity::delete_by_id(party.0).exec(&txn).await.expect("a party");
        let (mut browser, id) = (host.browser.clone(), party.to_string());
        let posting = tokio::spawn(async move {
            browser.post("/api/board/add", &[("party", &id), ("text", "Hello")]).await
        });
        tokio::time::sleep(Duration::from_millis(500)).await;
        txn.commit().await.expect("a party less");
        posting.await.expect("an answer").is(404);
    }
}
