//! Entities and migrations agree: every column can be written and read back, and no table has columns that nobody knows.

mod api;
mod board;
mod later;
mod photos;
mod ways_in;

use std::fmt::Debug;

use app::backend::entities::{
    blocks, calendar_feeds, follows, hosts, invites, login_failures, parties, pictures, requests, series, sessions,
    users,
};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, EntityName, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, ModelTrait,
    sea_query::{Asterisk, Query},
};
use uuid::Uuid;

use crate::support::Site;

/// The longest texts, of characters that take four bytes.
fn text(length: usize) -> String {
    "🎉".repeat(length)
}

async fn is_kept<M>(db: &DatabaseConnection, model: M)
where
    M: ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel> + PartialEq + Debug,
    M::Entity: EntityTrait<Model = M> + Default + EntityName,
{
    let table = M::Entity::default();
    let table = table.table_name();
    let row = model.clone().into_active_model().reset_all();
    let written = M::Entity::insert(row).exec_without_returning(db).await;
    written.unwrap_or_else(|error| panic!("{table} is not written: {error}"));
    let read = M::Entity::find().all(db).await.unwrap_or_else(|error| panic!("{table} is not read: {error}"));
    assert!(read.contains(&model), "{table}: {read:?}");

    let any = Query::select().column(Asterisk).from(table).limit(1).to_owned();
    let mut columns = db.query_one(&any).await.expect("a query").expect("a row").column_names();
    let mut known: Vec<_> =
        <M::Entity as EntityTrait>::Column::iter().map(|column| column.as_str().to_owned()).collect();
    columns.sort();
    known.sort();
    assert_eq!(columns, known, "{table}");
}

fn user(id: Uuid, photo: Uuid) -> users::Model {
    users::Model {
        id,
        username: "a".repeat(30),
        email: "e".repeat(254),
        email_verified_at: Some(i64::MAX),
        display_name: text(60),
        bio: text(300),
        password_hash: "$".repeat(200),
        photo_id: Some(photo),
        muted_notifications: "m".repeat(200),
        admin: true,
        untaggable: true,
        created_at: 0,
        second_factor: true,
        leaves_at: Some(i64::MAX),
    }
}

fn party(id: Uuid, cover: Uuid) -> parties::Model {
    parties::Model {
        id,
        title: text(120),
        description: text(5_000),
        place: text(120),
        flat: text(80),
        address: text(300),
        latitude: Some(-89.999_999),
        longitude: Some(179.999_999),
        time_zone: "America/Argentina/ComodRivadavia".to_owned(),
        first_entry: -1,
        last_entry: i64::MAX,
        cover_id: Some(cover),
        cover_alt: text(300),
        theme: text(16),
        visibility: text(16),
        guest_list: text(16),
        address_shown: text(16),
        capacity: Some(i64::MAX),
        plus_ones: 20,
        deadline: Some(1),
        paused: true,
        cancelled_at: Some(2),
        created_at: 3,
        updated_at: 4,
        posting: text(16),
        board_closed: true,
        sequence: i32::MAX,
        withdrawn: i32::MAX,
        series_id: Some(id),
        series_at: Some(i64::MIN),
        album_uploads: text(16),
        album_approval: true,
        album_shown: text(16),
        album_reveal_at: Some(i64::MIN),
        album_closed: true,
    }
}

fn invite(party_id: Uuid, user_id: Uuid) -> invites::Model {
    invites::Model {
        id: Uuid::now_v7(),
        party_id,
        user_id: Some(user_id),
        name: text(80),
        email: Some("e".repeat(254)),
        token_hash: Some("f".repeat(64)),
        generation: i32::MAX,
        answer: "waiting".to_owned(),
        plus_ones: 20,
        message: text(500),
        note: text(500),
        opened_at: Some(1),
        answered_at: Some(2),
        queued_at: Some(3),
        moved_up_at: Some(4),
        checked_in_at: Some(5),
        created_at: 6,
        untaggable: true,
        last_opened_at: Some(7),
    }
}

fn feed(user_id: Uuid) -> calendar_feeds::Model {
    calendar_feeds::Model { user_id, token_hash: Some("f".repeat(64)), generation: i32::MAX, created_at: i64::MAX }
}

fn a_series(id: Uuid) -> series::Model {
    series::Model {
        id,
        every: text(16),
        count: i32::MAX,
        time_zone: "America/Argentina/ComodRivadavia".to_owned(),
        first_entry: i64::MIN,
        created_at: i64::MAX,
    }
}

fn session(user_id: Uuid) -> sessions::Model {
    sessions::Model {
        id_hash: "f".repeat(64),
        user_id: Some(user_id),
        data: text(2_000),
        device: text(120),
        created_at: 1,
        seen_at: 2,
        expires_at: 3,
        place: text(64),
    }
}

/// Writes a row into every table, as long as it may be and with something in each column, and reads it back. Gives whose
/// rows they are.
pub async fn all_are_kept(db: &DatabaseConnection) -> users::Model {
    let ids = [(); 3].map(|()| Uuid::now_v7());
    let picture = pictures::Model {
        id: ids[0],
        purpose: text(16),
        width: i32::MAX,
        height: 1,
        bytes: i64::MAX,
        used: true,
        created_at: i64::MIN,
        format: "f".repeat(8),
    };
    is_kept(db, picture).await;
    let person = user(ids[1], ids[0]);
    is_kept(db, person.clone()).await;
    is_kept(db, session(ids[1])).await;
    is_kept(db, follows::Model { follower_id: ids[1], followed_id: ids[1], created_at: i64::MAX }).await;
    is_kept(db, blocks::Model { blocker_id: ids[1], blocked_id: ids[1], created_at: i64::MIN }).await;
    is_kept(db, login_failures::Model { subject: "f".repeat(64), failures: i32::MAX, last_at: 1 }).await;
    is_kept(db, party(ids[2], ids[0])).await;
    is_kept(db, hosts::Model { party_id: ids[2], user_id: ids[1], co_host: true, created_at: 1 }).await;
    let invite = invite(ids[2], ids[1]);
    is_kept(db, invite.clone()).await;
    later::are_kept(db, &invite, ids[1]).await;
    board::are_kept(db, ids[2], ids[1], ids[0]).await;
    is_kept(db, feed(ids[1])).await;
    is_kept(db, a_series(ids[2])).await;
    photos::are_kept(db, ids[2], ids[1]).await;
    ways_in::are_kept(db, ids[1]).await;
    api::are_kept(db, ids[1]).await;
    is_kept(db, requests::Model { key_hash: "f".repeat(64), answer: text(2_000), created_at: 1 }).await;
    person
}

on_each_database! {
    async fn every_entity_is_kept_whole(site: Site) {
        all_are_kept(site.database.db.schema()).await;
    }
}
