//! What is done later, and what people are told.

use app::backend::entities::{
    digests, events, invites, jobs, mail_languages, mails, notifications, reminders, tasks, unsubscribes,
};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{is_kept, text};

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

fn task(holder: Uuid) -> tasks::Model {
    tasks::Model {
        name: "n".repeat(32),
        holder: Some(holder),
        leased_until: Some(i64::MAX),
        done_at: Some(i64::MIN),
        last_error: Some(text(1_000)),
    }
}

fn notification(user_id: Uuid, party_id: Uuid) -> notifications::Model {
    notifications::Model {
        id: Uuid::now_v7(),
        user_id,
        kind: text(24),
        party_id: Some(party_id),
        post_id: Some(Uuid::now_v7()),
        photo_id: Some(Uuid::now_v7()),
        actor_id: Some(user_id),
        group_key: Some(text(80)),
        count: i32::MAX,
        read_at: Some(1),
        created_at: 2,
        updated_at: 3,
    }
}

fn mail(invite: &invites::Model) -> mails::Model {
    mails::Model {
        id: Uuid::now_v7(),
        kind: text(24),
        party_id: Some(invite.party_id),
        invite_id: Some(invite.id),
        user_id: invite.user_id,
        message_key: "f".repeat(32),
        content: Some((0..=u8::MAX).cycle().take(60_000).collect()),
        state: text(16),
        reason: text(300),
        attempts: i32::MAX,
        queued_at: i64::MIN,
        sent_at: Some(1),
        settled_at: Some(2),
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

/// Jobs, and mails, notifications and events about an invitation.
pub async fn are_kept(db: &DatabaseConnection, invite: &invites::Model, user_id: Uuid) {
    let party_id = invite.party_id;
    is_kept(db, job()).await;
    is_kept(db, task(user_id)).await;
    is_kept(db, notification(user_id, party_id)).await;
    is_kept(db, mail(invite)).await;
    is_kept(db, event(1 << 40, party_id, user_id)).await;
    let unsubscribe =
        unsubscribes::Model { address_mark: "f".repeat(32), scope: text(40), party_id: Some(party_id), created_at: 1 };
    is_kept(db, unsubscribe).await;
    let language = mail_languages::Model { address_mark: "f".repeat(32), language: text(8), chosen: true, noted_at: 1 };
    is_kept(db, language).await;
    is_kept(db, reminders::Model { party_id, minutes: text(100) }).await;
    is_kept(db, digests::Model { user_id, kinds: Some(text(200)), sent_at: i64::MAX }).await;
}
