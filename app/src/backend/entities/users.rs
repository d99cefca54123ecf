//! People with an account.

use sea_orm::entity::prelude::*;

use crate::domain::user::Person;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique)]
    pub username: String,
    #[sea_orm(unique)]
    pub email: String,
    pub email_verified_at: Option<i64>,
    pub display_name: String,
    pub bio: String,
    pub password_hash: String,
    pub photo_id: Option<Uuid>,
    /// Codes of what they do not want to be told, with commas.
    pub muted_notifications: String,
    /// Looks after the whole site.
    pub admin: bool,
    /// Nobody tags them in photos.
    pub untaggable: bool,
    pub created_at: i64,
    /// A password alone does not get them in.
    pub second_factor: bool,
    /// When the account ends, if its owner said so.
    pub leaves_at: Option<i64>,
}

impl Model {
    /// As pages show them. Who looks after the site is told to nobody else.
    pub fn person(&self) -> Person {
        Person {
            id: self.id.into(),
            username: self.username.clone(),
            name: self.display_name.clone(),
            photo: self.photo_id.map(Into::into),
            admin: false,
            leaves_at: None,
        }
    }

    /// Whether they can get in by password. Those who came by an account elsewhere have none until they choose one.
    pub fn has_password(&self) -> bool {
        !self.password_hash.is_empty()
    }

    /// As whoever is logged in: with what they may do on this site, and when they leave it.
    pub fn viewer(&self) -> Person {
        Person { admin: self.admin, leaves_at: self.leaves_at, ..self.person() }
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
