//! Somebody's page.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::list::relations;
use crate::{
    backend::{Ctx, access, album, entities::users, parties},
    domain::{people::ProfilePage, user::Username},
    error::{AppError, Result},
};

/// Somebody as the viewer sees them (4 queries). Profiles are for people with an account: [`AppError::NotLoggedIn`];
/// whom the viewer must not see is as unknown as a name that nobody has: [`AppError::NotFound`].
pub async fn profile(ctx: &Ctx, username: &str) -> Result<ProfilePage> {
    let me = ctx.user()?.id.0;
    let db = ctx.db().read();
    let username = Username::parse(username).map_err(|_| AppError::NotFound)?;
    let user = users::Entity::find()
        .filter(users::Column::Username.eq(username.as_str()))
        .filter(access::seen(ctx, users::Column::Id))
        .one(db)
        .await?
        .ok_or(AppError::NotFound)?;
    let relation = relations(db, me, &[user.id]).await?.remove(&user.id).unwrap_or_default();
    let parties = if user.id == me { Vec::new() } else { parties::in_common(ctx, user.id).await? };
    let photos = album::of_person(ctx, user.id).await?;
    Ok(ProfilePage { person: user.person(), bio: user.bio, me: user.id == me, relation, parties, photos })
}
