//! Posts, replies and reactions for tests, made through the site's own forms, and the board as programs read it.

use app::{
    backend::entities::posts,
    domain::{
        PartyId, PostId,
        board::{BoardPage, PostPage},
        user::Person,
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde::de::DeserializeOwned;

use super::{Browser, Page, Site};

const ADD: &str = "/api/board/add";

/// Posts this text, and gives the post.
pub async fn post(browser: &mut Browser, party: PartyId, text: &str) -> PostId {
    posted(&send_post(browser, party, &[("text", text)]).await)
}

/// Answers a post, and gives the reply.
pub async fn reply(browser: &mut Browser, party: PartyId, above: PostId, text: &str) -> PostId {
    posted(&send_post(browser, party, &[("text", text), ("reply_to", &above.to_string())]).await)
}

/// Sends the form of a post with these fields, and gives the answer.
pub async fn send_post(browser: &mut Browser, party: PartyId, fields: &[(&str, &str)]) -> Page {
    let (id, page) = (party.to_string(), format!("/p/{party}/board"));
    browser.post(ADD, &with_common(&[("_page", &page), ("party", &id)], fields)).await
}

/// The same with files in fields of their own.
pub async fn send_post_with(
    browser: &mut Browser,
    party: PartyId,
    fields: &[(&str, &str)],
    files: &[(&str, &[u8])],
) -> Page {
    let (id, page) = (party.to_string(), format!("/p/{party}/board"));
    browser.post_files(ADD, &with_common(&[("_page", &page), ("party", &id)], fields), files).await
}

/// Sends another form about a post: `edit`, `delete`, `react`, `pin`.
pub async fn on_post(browser: &mut Browser, verb: &str, party: PartyId, post: PostId, fields: &[(&str, &str)]) -> Page {
    let (id, post, page) = (party.to_string(), post.to_string(), format!("/p/{party}/board"));
    let common = [("_page", page.as_str()), ("party", &id), ("post", &post)];
    browser.post(&format!("/api/board/{verb}"), &with_common(&common, fields)).await
}

/// Sets a reaction, or takes it back.
pub async fn react(browser: &mut Browser, party: PartyId, post: PostId, reaction: &str, on: bool) -> Page {
    on_post(browser, "react", party, post, &[("reaction", reaction), ("on", if on { "1" } else { "" })]).await
}

fn with_common<'a>(common: &[(&'a str, &'a str)], fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [common, fields].concat()
}

/// The post that the answer leads to.
#[track_caller]
pub fn posted(answer: &Page) -> PostId {
    answer.is(303);
    let id = answer.location().split_once("#post-").and_then(|(_, id)| id.parse().ok());
    id.unwrap_or_else(|| panic!("{} names a post", answer.location()))
}

/// The posts and replies of a page in their order.
pub fn shown_posts(page: &Page) -> Vec<PostId> {
    let text = page.text();
    let ids = text.split("id=\"post-").skip(1).filter_map(|rest| rest.split('"').next());
    ids.filter_map(|id| id.parse().ok()).collect()
}

/// A page of the board.
pub async fn read_board(browser: &mut Browser, party: PartyId, after: Option<&str>) -> BoardPage {
    let party = party.to_string();
    let fields: Vec<_> = [("party", party.as_str())].into_iter().chain(after.map(|after| ("after", after))).collect();
    read(&browser.call("/api/board/show", &fields).await)
}

/// One post with a page of its replies.
pub async fn read_post(browser: &mut Browser, party: PartyId, post: PostId, after: Option<&str>) -> PostPage {
    let (party, post) = (party.to_string(), post.to_string());
    let fields = [("party", party.as_str()), ("post", &post)];
    let fields: Vec<_> = fields.into_iter().chain(after.map(|after| ("after", after))).collect();
    read(&browser.call("/api/board/post", &fields).await)
}

#[track_caller]
fn read<T: DeserializeOwned>(answer: &Page) -> T {
    let read = serde_json::from_slice(&answer.is(200).bytes);
    read.unwrap_or_else(|error| panic!("{error}: {}", answer.text()))
}

/// Writes many posts, or replies to `above`, straight into the database: `Post 0`, `Post 1` …, all of them just now.
pub async fn many_posts(
    site: &Site,
    party: PartyId,
    author: &Person,
    above: Option<PostId>,
    count: usize,
) -> Vec<PostId> {
    let row = |number: usize| posts::Model {
        id: PostId::new().0,
        party_id: party.0,
        parent_id: above.map(|above| above.0),
        user_id: Some(author.id.0),
        invite_id: None,
        text: format!("Post {number}"),
        announcement: false,
        pinned_at: None,
        edited_at: None,
        removed_at: None,
        created_at: site.clock.now(),
    };
    let rows: Vec<_> = (0..count).map(row).collect();
    for rows in rows.chunks(500) {
        let rows = rows.iter().map(|row| row.clone().into_active_model().reset_all());
        let written = posts::Entity::insert_many(rows).exec_without_returning(site.database.db.write()).await;
        written.expect("posts");
    }
    rows.into_iter().map(|row| PostId(row.id)).collect()
}
