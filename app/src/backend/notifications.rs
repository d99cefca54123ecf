//! What people are told: who hears of what, and how they read it. Guests who came by a link have no account and no list.

mod audience;
mod deliver;
mod list;
mod photos;
mod settings;

pub use deliver::deliver;
pub use list::{list, open, read_all, unread_lines};
pub use settings::{change_settings, settings};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter,
    sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entities::{notifications, users};
use crate::{
    domain::{InviteId, PartyId, PhotoId, PostId, UserId, time::Millis},
    error::Result,
};

/// Why people are told something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cause {
    /// A guest answered, for the hosts.
    Answered {
        party: PartyId,
        /// Whose personal link it was, if it was one.
        #[serde(default)]
        by: Option<InviteId>,
    },
    /// These guests got places at this moment.
    MovedUp {
        party: PartyId,
        at: Millis,
    },
    /// These people are on the guest list now.
    Invited {
        party: PartyId,
        users: Vec<UserId>,
    },
    Cancelled {
        party: PartyId,
    },
    /// Somebody wrote on a board.
    Posted {
        post: PostId,
    },
    /// Somebody added this photo, and perhaps others since.
    PhotosAdded {
        photo: PhotoId,
    },
    /// Somebody commented on this photo.
    Commented {
        photo: PhotoId,
        /// Whose personal link it was, if it was one.
        #[serde(default)]
        by: Option<InviteId>,
    },
    /// Somebody tagged this person in a photo.
    Tagged {
        photo: PhotoId,
        user: UserId,
    },
    /// Somebody reported this photo, for the hosts.
    PhotoReported {
        photo: PhotoId,
    },
    /// Somebody reported this post, for the hosts.
    Reported {
        post: PostId,
    },
    /// Somebody follows this one.
    Followed {
        followed: UserId,
    },
}

/// How many unread notifications the account of a `users` row has, as a sub-select.
pub fn unread() -> SelectStatement {
    let of =
        Expr::col((notifications::Entity, notifications::Column::UserId)).equals((users::Entity, users::Column::Id));
    Query::select()
        .expr(Func::count(Expr::col(Asterisk)))
        .from(notifications::Entity)
        .and_where(of)
        .and_where(notifications::Column::ReadAt.is_null())
        .to_owned()
}

/// Whoever has nothing to do with a party any more is told nothing of it either.
pub async fn forget<C: ConnectionTrait>(db: &C, user: Uuid, party: PartyId) -> Result<()> {
    delete(
        db,
        Condition::all().add(notifications::Column::UserId.eq(user)).add(notifications::Column::PartyId.eq(party.0)),
    )
    .await
}

/// Nobody is led to posts that are gone.
pub async fn forget_posts<C: ConnectionTrait>(db: &C, posts: impl IntoIterator<Item = Uuid>) -> Result<()> {
    delete(db, Condition::all().add(notifications::Column::PostId.is_in(posts))).await
}

/// Nor to photos.
pub async fn forget_photos<C: ConnectionTrait>(db: &C, photos: impl IntoIterator<Item = Uuid>) -> Result<()> {
    delete(db, Condition::all().add(notifications::Column::PhotoId.is_in(photos))).await
}

/// Two people who blocked each other are told nothing of each other.
pub async fn forget_each_other<C: ConnectionTrait>(db: &C, one: Uuid, other: Uuid) -> Result<()> {
    let of = |user: Uuid, actor: Uuid| {
        Condition::all().add(notifications::Column::UserId.eq(user)).add(notifications::Column::ActorId.eq(actor))
    };
    delete(db, Condition::any().add(of(one, other)).add(of(other, one))).await
}

async fn delete<C: ConnectionTrait>(db: &C, these: Condition) -> Result<()> {
    notifications::Entity::delete_many().filter(these).exec(db).await?;
    Ok(())
}
