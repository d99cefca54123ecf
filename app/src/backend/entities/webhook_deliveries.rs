//! Messages to webhooks that have not arrived; a row goes when its message has.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub webhook_id: Uuid,
    pub event: String,
    /// JSON, as it is sent.
    pub body: String,
    /// How often it was sent in vain.
    pub attempts: i32,
    pub last_error: Option<String>,
    /// When it was given up.
    pub failed_at: Option<i64>,
    pub created_at: i64,
    /// Whose words it holds, if it holds those of a post.
    pub post_id: Option<Uuid>,
    /// Of which party it tells.
    pub party_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::webhooks::Entity", from = "Column::WebhookId", to = "super::webhooks::Column::Id")]
    Webhook,
}

impl Related<super::webhooks::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Webhook.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
