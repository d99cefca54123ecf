//! What the database holds.

use std::collections::HashMap;

use app::{
    backend::entities::{
        blocks, calendar_feeds, follows, hosts, invites, login_failures, parties, photo_comments, photo_likes,
        photo_people, photo_reports, photo_tags, photos, pictures, post_pictures, posts, reactions, reports, series,
        sessions, users,
    },
    domain::{PartyId, PhotoId, PostId},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Site;

fn db(site: &Site) -> &DatabaseConnection {
    site.database.db.read()
}

/// A party that is there.
pub async fn party(site: &Site, id: PartyId) -> parties::Model {
    maybe_party(site, id).await.expect("the party is there")
}

pub async fn maybe_party(site: &Site, id: PartyId) -> Option<parties::Model> {
    parties::Entity::find_by_id(id.0).one(db(site)).await.expect("a query")
}

/// All parties in the order in which they were made.
pub async fn parties(site: &Site) -> Vec<parties::Model> {
    parties::Entity::find().order_by_asc(parties::Column::Id).all(db(site)).await.expect("a query")
}

/// The guests of a party in the order in which they were added.
pub async fn guests(site: &Site, id: PartyId) -> Vec<invites::Model> {
    let rows = invites::Entity::find().filter(invites::Column::PartyId.eq(id.0)).order_by_asc(invites::Column::Id);
    rows.all(db(site)).await.expect("a query")
}

/// One guest by name.
pub async fn guest(site: &Site, id: PartyId, name: &str) -> invites::Model {
    let found = guests(site, id).await.into_iter().find(|guest| guest.name == name);
    found.unwrap_or_else(|| panic!("{name} is on the list"))
}

/// Username and whether it is a co-host, in the order of names.
pub async fn hosts(site: &Site, id: PartyId) -> Vec<(String, bool)> {
    let rows = hosts::Entity::find().filter(hosts::Column::PartyId.eq(id.0)).find_also_related(users::Entity);
    let rows = rows.order_by_asc(users::Column::Username).all(db(site)).await.expect("a query");
    rows.into_iter().map(|(host, user)| (user.expect("a host has an account").username, host.co_host)).collect()
}

pub async fn maybe_user(site: &Site, username: &str) -> Option<users::Model> {
    users::Entity::find().filter(users::Column::Username.eq(username)).one(db(site)).await.expect("a query")
}

/// An account that is there.
pub async fn user(site: &Site, username: &str) -> users::Model {
    maybe_user(site, username).await.unwrap_or_else(|| panic!("{username} has an account"))
}

/// From now on somebody looks after the whole site.
pub async fn make_admin(site: &Site, username: &str) {
    let row = users::ActiveModel { id: Set(user(site, username).await.id), admin: Set(true), ..Default::default() };
    users::Entity::update(row).exec(site.database.db.write()).await.expect("an admin");
}

/// Sessions of an account.
pub async fn sessions(site: &Site, username: &str) -> Vec<sessions::Model> {
    let user = user(site, username).await;
    sessions::Entity::find().filter(sessions::Column::UserId.eq(user.id)).all(db(site)).await.expect("a query")
}

/// The posts and replies of a party in the order in which they were written.
pub async fn posts(site: &Site, id: PartyId) -> Vec<posts::Model> {
    let rows = posts::Entity::find().filter(posts::Column::PartyId.eq(id.0)).order_by_asc(posts::Column::Id);
    rows.all(db(site)).await.expect("a query")
}

pub async fn maybe_post(site: &Site, id: PostId) -> Option<posts::Model> {
    posts::Entity::find_by_id(id.0).one(db(site)).await.expect("a query")
}

/// A post that is there.
pub async fn post(site: &Site, id: PostId) -> posts::Model {
    maybe_post(site, id).await.expect("the post is there")
}

/// The pictures of a post in their order.
pub async fn pictures_of(site: &Site, id: PostId) -> Vec<post_pictures::Model> {
    let rows = post_pictures::Entity::find().filter(post_pictures::Column::PostId.eq(id.0));
    rows.order_by_asc(post_pictures::Column::Place).all(db(site)).await.expect("a query")
}

/// The codes of a post's reactions, sorted.
pub async fn reactions(site: &Site, id: PostId) -> Vec<String> {
    let rows = reactions::Entity::find().filter(reactions::Column::PostId.eq(id.0)).all(db(site)).await;
    let mut codes: Vec<_> = rows.expect("a query").into_iter().map(|row| row.kind).collect();
    codes.sort();
    codes
}

/// The reports of a post, the first one first.
pub async fn reports(site: &Site, id: PostId) -> Vec<reports::Model> {
    let rows = reports::Entity::find().filter(reports::Column::PostId.eq(id.0)).order_by_asc(reports::Column::Id);
    rows.all(db(site)).await.expect("a query")
}

/// The photos of a party in the order in which they were sent.
pub async fn photos(site: &Site, id: PartyId) -> Vec<photos::Model> {
    let rows = photos::Entity::find().filter(photos::Column::PartyId.eq(id.0)).order_by_asc(photos::Column::Id);
    rows.all(db(site)).await.expect("a query")
}

/// A photo that is there.
pub async fn photo(site: &Site, id: PhotoId) -> photos::Model {
    let found = photos::Entity::find_by_id(id.0).one(db(site)).await.expect("a query");
    found.expect("the photo is there")
}

/// All pictures that are noted, the oldest first.
pub async fn pictures(site: &Site) -> Vec<pictures::Model> {
    pictures::Entity::find().order_by_asc(pictures::Column::Id).all(db(site)).await.expect("a query")
}

/// Who follows whom, as `ana follows bob`, sorted.
pub async fn follows(site: &Site) -> Vec<String> {
    let names = names(site).await;
    let rows = follows::Entity::find().all(db(site)).await.expect("a query");
    let mut lines: Vec<_> =
        rows.iter().map(|row| format!("{} follows {}", names[&row.follower_id], names[&row.followed_id])).collect();
    lines.sort();
    lines
}

/// Who blocked whom, as `ana blocks bob`, sorted.
pub async fn blocks(site: &Site) -> Vec<String> {
    let names = names(site).await;
    let rows = blocks::Entity::find().all(db(site)).await.expect("a query");
    let mut lines: Vec<_> =
        rows.iter().map(|row| format!("{} blocks {}", names[&row.blocker_id], names[&row.blocked_id])).collect();
    lines.sort();
    lines
}

async fn names(site: &Site) -> HashMap<Uuid, String> {
    let rows = users::Entity::find().all(db(site)).await.expect("a query");
    rows.into_iter().map(|user| (user.id, user.username)).collect()
}

/// As if nobody had asked for anything that is counted.
pub async fn forget_counts(site: &Site) {
    login_failures::Entity::delete_many().exec(db(site)).await.expect("no counts");
}

/// All that people have made, in words: two equal ones mean that nothing was changed meanwhile.
pub async fn everything(site: &Site) -> String {
    let db = db(site);
    let mut lines = Vec::new();
    macro_rules! add {
        ($($entity:ident),+) => {$(
            let rows = $entity::Entity::find().all(db).await.expect("a query");
            lines.extend(rows.iter().map(|row| format!("{row:?}")));
        )+};
    }
    add!(users, parties, hosts, invites, pictures, posts, post_pictures, reactions, reports, follows, blocks);
    add!(calendar_feeds, series);
    add!(photos, photo_tags, photo_people, photo_likes, photo_comments, photo_reports);
    let sessions = sessions::Entity::find().all(db).await.expect("a query");
    lines.extend(sessions.iter().map(|row| format!("session {} {:?}", row.id_hash, row.user_id)));
    lines.sort();
    lines.join("\n")
}
