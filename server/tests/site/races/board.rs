//! Posts, replies and reactions that meet.

use std::time::Duration;

use app::{
    backend::board,
    domain::{PartyId, PostId},
    error::AppError,
};

use super::at_once;
use crate::support::{
    Browser, Page, Site, a_guest, a_party, a_person, invite, on_post, post, posted, react, reply, rows, send_post,
};

/// A way to send something about a post.
#[derive(Clone, Copy)]
enum Tap {
    Delete(PostId),
    Reply(PostId),
    Heart(PostId),
    Report(PostId),
}

/// All of it at the same time, from copies of one browser.
async fn all_tap(browser: &Browser, party: PartyId, taps: impl IntoIterator<Item = Tap>) -> Vec<Page> {
    let tap = |tap: Tap| {
        let mut browser = browser.clone();
        async move {
            match tap {
                Tap::Delete(post) => on_post(&mut browser, "delete", party, post, &[]).await,
                Tap::Report(post) => on_post(&mut browser, "report", party, post, &[("reason", "spam")]).await,
                Tap::Heart(post) => react(&mut browser, party, post, "heart", true).await,
                Tap::Reply(above) => {
                    send_post(&mut browser, party, &[("text", "In time?"), ("reply_to", &above.to_string())]).await
                }
            }
        }
    };
    at_once(taps.into_iter().map(tap)).await
}

/// A party of somebody who posts, answers and removes.
async fn a_board(site: &Site) -> (Browser, PartyId) {
    let mut host = a_person(site, "hanna").await.browser;
    let party = a_party().by(&mut host).await;
    (host, party)
}

on_each_database! {
    async fn two_who_remove_the_last_replies_leave_nothing(site: Site) {
        let (mut host, party) = a_board(&site).await;
        for _ in 0..5 {
            let above = post(&mut host, party, "Question").await;
            let replies = [reply(&mut host, party, above, "One").await, reply(&mut host, party, above, "Two").await];
            on_post(&mut host, "delete", party, above, &[]).await.is(303);
            for answer in all_tap(&host, party, replies.map(Tap::Delete)).await {
                answer.is(303);
            }
            assert_eq!(rows::posts(&site, party).await, []);
        }
    }

    /// The husk and its last reply, both at once: neither waits for the other for ever, and nothing is left.
    async fn a_post_and_its_last_reply_go_together(site: Site) {
        let (mut host, party) = a_board(&site).await;
        for _ in 0..5 {
            let above = post(&mut host, party, "Question").await;
            let below = reply(&mut host, party, above, "Answer").await;
            for answer in all_tap(&host, party, [Tap::Delete(above), Tap::Delete(below)]).await {
                answer.is(303);
            }
            assert_eq!(rows::posts(&site, party).await, []);
        }
    }

    async fn a_reply_is_refused_or_kept_with_a_husk(site: Site) {
        let (mut host, party) = a_board(&site).await;
        for round in 0..10 {
            let above = post(&mut host, party, "Question").await;
            let mut taps = [Tap::Delete(above), Tap::Reply(above)];
            taps.rotate_left(round % 2);
            let mut answers = all_tap(&host, party, taps).await;
            answers.rotate_right(round % 2);
            answers[0].is(303);
            let left = rows::posts(&site, party).await;
            if answers[1].status == 404 {
                assert_eq!(left, [], "refused, and nothing is left");
                continue;
            }
            let below = posted(&answers[1]);
            assert_eq!(left.iter().map(|row| PostId(row.id)).collect::<Vec<_>>(), [above, below]);
            assert!(left[0].removed_at.is_some() && left[0].text.is_empty(), "the husk stays");
            assert_eq!((left[1].parent_id, left[1].text.as_str()), (Some(above.0), "In time?"));
            on_post(&mut host, "delete", party, below, &[]).await.is(303);
            assert_eq!(rows::posts(&site, party).await, []);
        }
    }

    async fn five_equal_reactions_are_one(site: Site) {
        let (mut host, party) = a_board(&site).await;
        for _ in 0..5 {
            let id = post(&mut host, party, "Hello").await;
            for answer in all_tap(&host, party, [Tap::Heart(id); 5]).await {
                answer.is(303);
            }
            assert_eq!(rows::reactions(&site, id).await, ["heart"]);
        }
    }

    async fn five_reports_of_one_person_are_one(site: Site) {
        let (mut host, party) = a_board(&site).await;
        let token = invite(&site, &mut host, party, "Zoe").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        for _ in 0..5 {
            let id = post(&mut host, party, "Hello").await;
            for answer in all_tap(&zoe, party, [Tap::Report(id); 5]).await {
                answer.is(303);
            }
            assert_eq!(rows::reports(&site, id).await.len(), 1);
        }
    }

    /// No report of a post that is gone, no matter who was first; nor of what is left of it.
    async fn a_report_goes_with_its_post(site: Site) {
        let (mut host, party) = a_board(&site).await;
        let token = invite(&site, &mut host, party, "Zoe").await.remove(0);
        let mut zoe = a_guest(&site, &token).await;
        for _ in 0..10 {
            let id = post(&mut host, party, "Hello").await;
            let below = reply(&mut zoe, party, id, "Hello yourself").await;
            let (reporting, removing) =
                tokio::join!(all_tap(&zoe, party, [Tap::Report(id)]), all_tap(&host, party, [Tap::Delete(id)]));
            assert!([303, 404].contains(&reporting[0].status.as_u16()), "{}", reporting[0].status);
            removing[0].is(303);
            assert_eq!(rows::reports(&site, id).await, []);
            on_post(&mut host, "delete", party, below, &[]).await.is(303);
        }
    }

    /// What a post says is written down before it is removed, or not at all.
    async fn a_post_is_held_or_gone(site: Site) {
        let (mut host, party) = a_board(&site).await;
        let above = post(&mut host, party, "Question").await;
        let below = reply(&mut host, party, above, "Answer").await;
        for id in [above, below] {
            let txn = site.database.db.begin().await.expect("a transaction");
            board::hold(&txn, party, id).await.expect("it is there");
            let mut browser = host.clone();
            let removing = tokio::spawn(async move { on_post(&mut browser, "delete", party, id, &[]).await });
            tokio::time::sleep(Duration::from_millis(300)).await;
            assert!(!removing.is_finished(), "it waits");
            txn.commit().await.expect("an end");
            removing.await.expect("an answer").is(303);
            let txn = site.database.db.begin().await.expect("a transaction");
            assert_eq!(board::hold(&txn, party, id).await, Err(AppError::NotFound));
        }
    }

    /// No reaction to a post that is gone, no matter who was first.
    async fn a_reaction_goes_with_its_post(site: Site) {
        let (mut host, party) = a_board(&site).await;
        for _ in 0..10 {
            let id = post(&mut host, party, "Hello").await;
            let below = reply(&mut host, party, id, "Hello yourself").await;
            let answers = all_tap(&host, party, [Tap::Heart(id), Tap::Delete(id)]).await;
            assert!([303, 404].contains(&answers[0].status.as_u16()), "{}", answers[0].status);
            answers[1].is(303);
            assert_eq!(rows::reactions(&site, id).await, Vec::<String>::new());
            on_post(&mut host, "delete", party, below, &[]).await.is(303);
        }
    }
}
