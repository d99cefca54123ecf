//! Whether the address of an account is its owner's, and what belongs to whoever can read it.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};
use uuid::Uuid;

use super::{me, owned_link};
use crate::{
    backend::{
        Ctx, access, album, board, db,
        entities::{hosts, invites, users},
        events,
        jobs::{self, Job},
        login,
        people::{hosted_by, inviting},
        search::About,
        tokens,
        webhooks::{self, News},
        write::Once,
    },
    domain::{PartyId, UserId, live::Topic, token::TokenKind},
    error::{AppError, Result},
};

/// Invitations that move into an account at once.
const CLAIMED_AT_ONCE: u64 = 200;

/// Mails me the link that verifies my address once more. Errors: [`AppError::NotFound`] on a site without mail.
pub async fn ask_verification(ctx: &Ctx) -> Result<()> {
    let user = me(ctx, ctx.db().read()).await?;
    if !tokens::enabled(ctx) {
        return Err(AppError::NotFound);
    }
    login::limit_mails(ctx, &user.email).await?;
    let write = match ctx.once::<()>("accounts.ask_verification").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    if user.email_verified_at.is_none() {
        tokens::mail(ctx, write.txn(), TokenKind::Verify, &user, &user.email, "").await?;
    }
    write.finish(()).await
}

/// Uses the link up: the address is its owner's. Who is not logged in shows with the password that the account is
/// theirs, too. Errors: [`AppError::TokenGone`], also where the address is another by now, and those of a wrong
/// password.
pub async fn verify(ctx: &Ctx, secret: &str, password: &str) -> Result<()> {
    let owned = owned_link(ctx, secret, &[TokenKind::Verify], password).await;
    let write = match ctx.once::<()>("accounts.verify").await? {
        Once::Again(first) => return Ok(first),
        Once::First(write) => write,
    };
    // Only now: for a repeat, the link is used up.
    owned?;
    let (token, user) = tokens::take(ctx, write.txn(), secret, &[TokenKind::Verify]).await?;
    if token.email != user.email {
        return Err(AppError::TokenGone);
    }
    mark_verified(ctx, write.txn(), &user).await?;
    write.finish(()).await
}

/// Notes that the address is verified, unless it was before; invitations to it move into the account.
pub(in crate::backend) async fn mark_verified(ctx: &Ctx, txn: &DatabaseTransaction, user: &users::Model) -> Result<()> {
    if user.email_verified_at.is_some() {
        return Ok(());
    }
    users::Entity::update_many()
        .col_expr(users::Column::EmailVerifiedAt, Expr::value(ctx.now()))
        .filter(users::Column::Id.eq(user.id))
        .exec(txn)
        .await?;
    claim_invites(ctx, txn, user, &user.email).await
}

/// The parties of hosts whom this account must not see.
fn hosted_by_unseen(user: Uuid) -> SelectStatement {
    Query::select()
        .column(hosts::Column::PartyId)
        .from(hosts::Entity)
        .and_where(hosts::Column::UserId.in_subquery(access::unseen_of(user)))
        .to_owned()
}

/// Invitations to the address move into the account, with what was posted by them; not to parties where the person is a
/// host or a guest already, nor to those of hosts whom the person must not see.
pub(super) async fn claim_invites(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    user: &users::Model,
    email: &str,
) -> Result<()> {
    let rows = invites::Entity::find()
        .filter(invites::Column::Email.eq(email))
        .filter(invites::Column::UserId.is_null())
        .filter(invites::Column::PartyId.not_in_subquery(hosted_by(user.id)))
        .filter(invites::Column::PartyId.not_in_subquery(inviting(user.id)))
        .filter(invites::Column::PartyId.not_in_subquery(hosted_by_unseen(user.id)))
        .order_by_asc(invites::Column::Id)
        .limit(CLAIMED_AT_ONCE)
        .all(txn)
        .await?;
    if !rows.is_empty() {
        jobs::enqueue(txn, &Job::Index { about: About::User(UserId(user.id)) }, ctx.now()).await?;
    }
    for invite in rows {
        let claimed = invites::Entity::update_many()
            .col_expr(invites::Column::UserId, Expr::value(user.id))
            .filter(invites::Column::Id.eq(invite.id))
            .filter(invites::Column::UserId.is_null())
            .exec(txn)
            .await;
        match claimed {
            Ok(claimed) if claimed.rows_affected == 0 => continue,
            Ok(_) => {}
            Err(error) if db::is_taken(&error) => return Err(AppError::Busy),
            Err(error) => return Err(error.into()),
        }
        board::hand_over(txn, invite.id, user.id).await?;
        album::hand_over(txn, invite.id, user.id, ctx.now()).await?;
        let party = PartyId(invite.party_id);
        events::emit(ctx, txn, party, Topic::Answers).await?;
        webhooks::announce(ctx, txn, party, News::GuestChanged { invite: invite.id.into() }).await?;
    }
    Ok(())
}
