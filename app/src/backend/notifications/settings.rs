//! Of what somebody wants to hear, on the site and by mail.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use crate::{
    backend::{
        Ctx,
        entities::users,
        mail::{self, digests},
        write::Once,
    },
    domain::notification::{Choice, Kind, Mailed, MailedTo, Muted, Settings},
    error::{AppError, Result},
};

/// All kinds, and whether I hear of them (1 query, 2 where the site sends mails).
pub async fn settings(ctx: &Ctx) -> Result<Settings> {
    let db = ctx.db().read();
    let me = users::Entity::find_by_id(ctx.user()?.id.0).one(db).await?.ok_or(AppError::NotLoggedIn)?;
    let muted = Muted::parse(&me.muted_notifications);
    let (mail, mailed) = match mail::enabled(ctx) {
        false => (MailedTo::Nobody, Mailed::default()),
        true if me.email_verified_at.is_none() => (MailedTo::Unverified, Mailed::default()),
        true => (MailedTo::Address, digests::kinds(db, me.id).await?),
    };
    let choice = |kind: &Kind| Choice { kind: *kind, heard: !muted.holds(*kind), mailed: mailed.holds(*kind) };
    Ok(Settings { mail, choices: Kind::ALL.iter().map(choice).collect() })
}

/// Keeps of what I do not want to hear from now on, and, where I could choose it, what of it comes by mail.
pub async fn change_settings(ctx: &Ctx, muted: &Muted, mailed: Option<&Mailed>) -> Result<()> {
    let me = ctx.user()?.id.0;
    let write = match ctx.once("notifications.settings").await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    users::Entity::update_many()
        .col_expr(users::Column::MutedNotifications, Expr::value(muted.codes()))
        .filter(users::Column::Id.eq(me))
        .exec(write.txn())
        .await?;
    if let Some(mailed) = mailed {
        digests::keep(write.txn(), me, mailed).await?;
    }
    write.finish(()).await
}
