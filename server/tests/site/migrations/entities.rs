//! Entities and migrations agree: every column can be written and read back, and no table has columns that nobody knows.

use std::fmt::Debug;

use app::backend::entities::{
    blocks, events, follows, hosts, invites, jobs, login_failures, notifications, parties, pictures, post_pictures,
    posts, reactions, reports, requests, sessions, users,
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
        created_at: 0,
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
    }
}

fn a_post(party_id: Uuid, user_id: Uuid, parent_id: Option<Uuid>) -> posts::Model {
    posts::Model {
        id: Uuid::now_v7(),
        party_id,
        parent_id,
        user_id: Some(user_id),
        invite_id: None,
        text: text(5_000),
        announcement: true,
        pinned_at: Some(i64::MAX),
        edited_at: Some(1),
        removed_at: Some(2),
        created_at: i64::MIN,
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
    }
}

fn report(post: &posts::Model) -> reports::Model {
    reports::Model {
        id: Uuid::now_v7(),
        post_id: post.id,
        party_id: post.party_id,
        user_id: post.user_id,
        invite_id: None,
        reason: text(16),
        note: text(500),
        created_at: i64::MAX,
        closed_at: Some(i64::MIN),
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
    }
}

fn job() -> jobs::Model {
    jobs::Model {
        id: Uuid::now_v7(),
        kind: text(32),
        payload: text(2_000),
        run_at: i64::MAX,
        attempts: i32::MAX,
        leased_until: Some(1),
        last_error: Some(text(1_000)),
        dead: true,
        created_at: 2,
    }
}

fn notification(user_id: Uuid, party_id: Uuid) -> notifications::Model {
    notifications::Model {
        id: Uuid::now_v7(),
        user_id,
        kind: text(24),
        party_id: Some(party_id),
        post_id: Some(Uuid::now_v7()),
        actor_id: Some(user_id),
        group_key: Some(text(80)),
        count: i32::MAX,
        read_at: Some(1),
        created_at: 2,
        updated_at: 3,
    }
}

fn event(id: i64, party: Uuid, user: Uuid) -> events::Model {
    events::Model {
        id,
        party_id: Some(party),
        user_id: Some(user),
        actor_id: Some(user),
        topic: text(16),
        created_at: i64::MAX,
    }
}

on_each_database! {
    async fn every_entity_is_kept_whole(site: Site) {
        let db = site.database.db.write();
        let ids = [(); 3].map(|()| Uuid::now_v7());
        let picture = pictures::Model {
            id: ids[0],
            purpose: text(16),
            width: i32::MAX,
            height: 1,
            bytes: i64::MAX,
            used: true,
            created_at: i64::MIN,
        };
        is_kept(db, picture).await;
        is_kept(db, user(ids[1], ids[0])).await;
        is_kept(db, session(ids[1])).await;
        is_kept(db, follows::Model { follower_id: ids[1], followed_id: ids[1], created_at: i64::MAX }).await;
        is_kept(db, blocks::Model { blocker_id: ids[1], blocked_id: ids[1], created_at: i64::MIN }).await;
        is_kept(db, login_failures::Model { subject: "f".repeat(64), failures: i32::MAX, last_at: 1 }).await;
        is_kept(db, party(ids[2], ids[0])).await;
        is_kept(db, hosts::Model { party_id: ids[2], user_id: ids[1], co_host: true, created_at: 1 }).await;
        is_kept(db, invite(ids[2], ids[1])).await;
        let post = a_post(ids[2], ids[1], None);
        is_kept(db, post.clone()).await;
        is_kept(db, a_post(ids[2], ids[1], Some(post.id))).await;
        let shown = post_pictures::Model { post_id: post.id, picture_id: ids[0], place: i32::MAX, alt: text(300) };
        is_kept(db, shown).await;
        let reaction = reactions::Model {
            id: Uuid::now_v7(),
            post_id: post.id,
            kind: text(16),
            user_id: Some(ids[1]),
            invite_id: None,
            created_at: 1,
        };
        is_kept(db, reaction).await;
        is_kept(db, report(&post)).await;
        is_kept(db, job()).await;
        is_kept(db, notification(ids[1], ids[2])).await;
        is_kept(db, event(1 << 40, ids[2], ids[1])).await;
        is_kept(db, requests::Model { key_hash: "f".repeat(64), answer: text(2_000), created_at: 1 }).await;
    }
}
