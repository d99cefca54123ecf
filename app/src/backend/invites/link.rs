//! Personal links: renewed, revoked, opened, and taken into an account.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, Func},
};

use crate::{
    backend::{
        Ctx, access, album, board, db,
        entities::invites,
        events, guests,
        jobs::{self, Job},
        links,
        mail::languages,
        search::About,
        webhooks::{self, News},
        write::Once,
    },
    domain::{InviteId, PartyId, live::Topic},
    error::{AppError, Result},
};

/// Gives the guest a new personal link, also where it was revoked; the old one no longer works.
pub async fn renew(ctx: &Ctx, party: PartyId, invite: InviteId) -> Result<()> {
    ctx.user()?;
    let write = match ctx.once(&format!("invites.renew {invite}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    guests::managed(ctx, write.txn(), party).await?;
    let old = guests::find(ctx, write.txn(), party, invite).await?.generation;
    let token = ctx.links().token(invite, old + 1);
    let renewed = invites::Entity::update_many()
        .col_expr(invites::Column::Generation, Expr::value(old + 1))
        .col_expr(invites::Column::TokenHash, Expr::value(links::hash(&token)))
        .filter(invites::Column::Id.eq(invite.0))
        .filter(invites::Column::Generation.eq(old))
        .exec(write.txn())
        .await?;
    if renewed.rows_affected == 0 {
        return Err(AppError::Busy);
    }
    events::emit(ctx, write.txn(), party, Topic::Party).await?;
    write.finish(()).await
}

/// Makes the personal link useless until it is renewed.
pub async fn revoke(ctx: &Ctx, party: PartyId, invite: InviteId) -> Result<()> {
    guests::change(ctx, "invites.revoke", party, invite, guests::Heard::ByAll(Topic::Party), || {
        Ok(vec![(invites::Column::TokenHash, Expr::value(None::<String>))])
    })
    .await
}

/// The party of a personal link; the token comes back for the guest's cookie. The first and the last opening are noted, and
/// in which language the guest reads. Links that were revoked and links that never were look the same:
/// [`AppError::LinkGone`].
pub async fn open(ctx: &Ctx, token: &str) -> Result<(PartyId, String)> {
    let invite = invites::Entity::find()
        .filter(invites::Column::TokenHash.eq(links::hash(token)))
        .one(ctx.db().read())
        .await?
        .ok_or(AppError::LinkGone)?;
    match note_opening(ctx, &invite).await {
        // Who was here before gets in all the same.
        Err(error) if invite.opened_at.is_some() => tracing::warn!(%error, "an opened link could not be noted"),
        noted => noted?,
    }
    if let Some(address) = &invite.email {
        languages::note(ctx, ctx.db().write(), address).await?;
    }
    Ok((invite.party_id.into(), token.to_owned()))
}

/// Of two openings at the same time the first stays the first, and the later one the last (1 query).
async fn note_opening(ctx: &Ctx, invite: &invites::Model) -> Result<()> {
    let first = Func::coalesce([Expr::col(invites::Column::OpenedAt), Expr::value(ctx.now())]);
    invites::Entity::update_many()
        .col_expr(invites::Column::OpenedAt, Expr::expr(first))
        .col_expr(invites::Column::LastOpenedAt, Expr::value(ctx.now()))
        .filter(invites::Column::Id.eq(invite.id))
        .exec(ctx.db().write())
        .await?;
    Ok(())
}

/// Moves the invitation that this browser opened into the account, with what was posted and added by it. The name stays as
/// the host wrote it.
pub async fn claim(ctx: &Ctx, party: PartyId) -> Result<()> {
    let me = ctx.user()?.id;
    let write = match ctx.once(&format!("invites.claim {party}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let standing = access::standing(ctx, write.txn(), party).await?;
    let invite = standing.may_answer()?;
    if invite.user_id == Some(me.0) {
        return Err(AppError::AlreadyGuest);
    }
    if !standing.claimable {
        return Err(AppError::Forbidden);
    }
    let claimed = invites::Entity::update_many()
        .col_expr(invites::Column::UserId, Expr::value(me.0))
        .filter(invites::Column::Id.eq(invite.id))
        .filter(invites::Column::UserId.is_null())
        .exec(write.txn())
        .await;
    match claimed {
        Ok(claimed) if claimed.rows_affected == 0 => Err(AppError::Busy),
        Ok(_) => {
            board::hand_over(write.txn(), invite.id, me.0).await?;
            album::hand_over(write.txn(), invite.id, me.0, ctx.now()).await?;
            let renamed = Job::Index { about: About::User(me) };
            jobs::enqueue(write.txn(), &renamed, ctx.now()).await?;
            events::emit(ctx, write.txn(), party, Topic::Answers).await?;
            webhooks::announce(ctx, write.txn(), party, News::GuestChanged { invite: invite.id.into() }).await?;
            write.finish(()).await
        }
        Err(error) if db::is_taken(&error) => Err(AppError::AlreadyGuest),
        Err(error) => Err(error.into()),
    }
}
