//! Boards with many posts, a page at a time.

use app::domain::{PostId, board::PostView};

use super::Scene;
use crate::support::{Site, a_party, many_posts, on_post, post, read_board, read_post, reply, shown_posts};

/// What stands where a cursor should.
const NO_CURSORS: [&str; 6] = ["x", "0", "%00", "%27--", "Ol0I", "01936b2e-0000-7000-8000-000000000000"];

fn ids(posts: &[PostView]) -> Vec<PostId> {
    posts.iter().map(|post| post.id).collect()
}

/// Moves the clock on, so that what happens next happens later.
fn later(scene: &Scene) {
    scene.site.clock.advance(jiff::SignedDuration::from_secs(1));
}

on_each_database! {
    async fn no_gaps_and_no_doubles_while_posts_come_and_go(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let (party, board) = (scene.party, scene.board());
        let mut posts = many_posts(&scene.site, party, &scene.person, None, 45).await;
        posts.reverse();
        let after = |post: PostId| format!("{board}?after={post}");
        let first = scene.zoe.get(&board).await;
        assert_eq!(shown_posts(first.is(200)), posts[..20]);
        first.says(&format!("after={}", posts[19]));

        let late = post(&mut scene.ana, party, "Meanwhile").await;
        assert_eq!(shown_posts(scene.zoe.get(&after(posts[19])).await.is(200)), posts[20..40]);
        on_post(&mut scene.ana, "delete", party, posts[39], &[]).await.is(303);
        let last = scene.zoe.get(&after(posts[39])).await;
        assert_eq!(shown_posts(last.is(200)), posts[40..]);
        last.says_not(&format!("after={}", posts[44]));

        let page = read_board(&mut scene.zoe, party, None).await;
        assert_eq!((page.posts[0].id, page.posts.len(), page.older), (late, 20, false));
        assert_eq!(page.next, Some(posts[18].to_string()));
        let page = read_board(&mut scene.zoe, party, page.next.as_deref()).await;
        assert_eq!((ids(&page.posts), page.older), (posts[19..39].to_vec(), true));
        let page = read_board(&mut scene.zoe, party, Some(&posts[38].to_string())).await;
        assert_eq!((ids(&page.posts), page.next), (posts[40..].to_vec(), None));
    }

    async fn a_full_page_is_the_last_one(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        many_posts(&scene.site, scene.party, &scene.person, None, 20).await;
        let page = read_board(&mut scene.zoe, scene.party, None).await;
        assert_eq!((page.posts.len(), page.next), (20, None));
    }

    async fn a_cursor_that_is_none_is_told_so(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let id = post(&mut scene.zoe, scene.party, "Hello").await;
        for path in [scene.board(), scene.page_of(id)] {
            for after in NO_CURSORS {
                scene.zoe.get(&format!("{path}?after={after}")).await.is(404).reads("Nothing here");
            }
            scene.zoe.get(&format!("{path}?after={}", PostId::new())).await.is(200);
        }
    }

    async fn pinned_posts_stand_on_top_of_the_first_page_alone(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let mut posts = many_posts(&scene.site, party, &scene.person, None, 25).await;
        posts.reverse();
        for pinned in [posts[24], posts[2]] {
            later(&scene);
            on_post(&mut scene.ana, "pin", party, pinned, &[("on", "1")]).await.is(303);
        }
        let page = read_board(&mut scene.zoe, party, None).await;
        assert_eq!(ids(&page.pinned), [posts[2], posts[24]], "the last pinned comes first");
        assert!(page.pinned.iter().all(|post| post.pinned) && page.posts.iter().all(|post| !post.pinned));
        let others = [&posts[..2], &posts[3..24]].concat();
        assert_eq!(ids(&page.posts), others[..20]);
        let shown = shown_posts(&scene.zoe.get(&scene.board()).await);
        assert_eq!(shown, [&[posts[2], posts[24]][..], &others[..20]].concat());

        let page = read_board(&mut scene.zoe, party, page.next.as_deref()).await;
        assert_eq!((ids(&page.pinned), ids(&page.posts)), (vec![], others[20..].to_vec()));

        on_post(&mut scene.ana, "pin", party, posts[2], &[]).await.is(303);
        let page = read_board(&mut scene.zoe, party, None).await;
        assert_eq!((ids(&page.pinned), page.posts[2].id), (vec![posts[24]], posts[2]));
    }

    async fn five_pinned_posts_at_most(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let posts = many_posts(&scene.site, party, &scene.person, None, 7).await;
        for pinned in &posts {
            later(&scene);
            on_post(&mut scene.ana, "pin", party, *pinned, &[("on", "1")]).await.is(303);
        }
        let page = read_board(&mut scene.zoe, party, None).await;
        assert_eq!(ids(&page.pinned), [posts[6], posts[5], posts[4], posts[3], posts[2]]);
        assert_eq!(ids(&page.posts), [posts[1], posts[0]], "the others are where they were");
    }

    async fn replies_have_pages_too(site: Site) {
        let mut scene = Scene::on(site, a_party()).await;
        let party = scene.party;
        let above = post(&mut scene.zoe, party, "Who sings?").await;
        let replies = many_posts(&scene.site, party, &scene.person, Some(above), 105).await;
        let page = read_board(&mut scene.zoe, party, None).await;
        assert_eq!((ids(&page.posts), page.posts[0].reply_count), (vec![above], 105));
        assert_eq!(ids(&page.posts[0].replies), replies[102..], "the last three, oldest first");
        let board = scene.zoe.get(&scene.board()).await;
        assert_eq!(shown_posts(board.is(200)), [&[above][..], &replies[102..]].concat());
        board.says(&format!("href=\"{}", scene.page_of(above)));

        let page = scene.zoe.get(&scene.page_of(above)).await;
        assert_eq!(shown_posts(page.is(200)), [&[above][..], &replies[..50]].concat());
        page.says(&format!("after={}", replies[49]));
        let page = read_post(&mut scene.zoe, party, above, None).await;
        assert_eq!((ids(&page.post.replies), page.post.reply_count), (replies[..50].to_vec(), 105));
        assert!(page.board.posts.is_empty() && page.board.pinned.is_empty());
        let late = reply(&mut scene.ana, party, above, "Me").await;
        let page = read_post(&mut scene.zoe, party, above, page.next.as_deref()).await;
        assert_eq!(ids(&page.post.replies), replies[50..100]);
        let page = read_post(&mut scene.zoe, party, above, page.next.as_deref()).await;
        assert_eq!((ids(&page.post.replies), page.next), ([&replies[100..], &[late]].concat(), None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_of_other_parties_are_not_here() {
    let mut scene = Scene::new().await;
    let id = post(&mut scene.zoe, scene.party, "Only here").await;
    let other = a_party().by(&mut scene.ana).await;
    for page in ["", "/edit", "/delete"] {
        let path = format!("/p/{other}/board/{id}{page}");
        scene.ana.get(&path).await.is(404).reads_not("Only here");
        scene.ana.get(&format!("/p/{}/board/{}{page}", scene.party, PostId::new())).await.is(404);
        scene.ana.get(&format!("/p/{}/board/x{page}", scene.party)).await.is(404);
    }
    for verb in ["edit", "delete", "react", "pin", "post", "to_edit"] {
        let fields = [("text", "Changed"), ("reaction", "heart"), ("on", "1")];
        on_post(&mut scene.ana, verb, other, id, &fields).await.is(404);
    }
    scene.ana.get(&format!("/p/{other}/board")).await.is(200).reads_not("Only here");
}
