//! Mails and what became of them.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// A code of `domain::mail::MailKind`.
    pub kind: String,
    pub party_id: Option<Uuid>,
    pub invite_id: Option<Uuid>,
    pub user_id: Option<Uuid>,
    /// Made from the cause, and the part of the `Message-ID` before the `@`.
    #[sea_orm(unique)]
    pub message_key: String,
    /// The sealed letter; nothing once it needs to be sent no more.
    pub content: Option<Vec<u8>>,
    /// A code of `domain::mail::MailState`.
    pub state: String,
    /// Why it was refused, came back, was given up or has to wait.
    pub reason: String,
    /// How often it was offered to the mail server in vain.
    pub attempts: i32,
    pub queued_at: i64,
    pub sent_at: Option<i64>,
    /// When it was refused, came back or was given up.
    pub settled_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::parties::Entity", from = "Column::PartyId", to = "super::parties::Column::Id")]
    Party,
    #[sea_orm(belongs_to = "super::invites::Entity", from = "Column::InviteId", to = "super::invites::Column::Id")]
    Invite,
}

impl ActiveModelBehavior for ActiveModel {}
