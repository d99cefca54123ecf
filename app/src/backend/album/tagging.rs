//! Who wants to be tagged. People with an account decide it there, for all parties; guests without one decide it for the
//! party of their personal link.

use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use crate::{
    backend::{
        Ctx,
        access::{self, Standing, by},
        entities::{invites, photo_people, posts::Author, users},
        events,
        write::Once,
    },
    domain::{PartyId, live::Topic},
    error::{AppError, Result},
};

/// Of guests, joined with their accounts, those who may be tagged.
pub(super) fn willing() -> Condition {
    let by_link = Condition::all().add(invites::Column::UserId.is_null()).add(invites::Column::Untaggable.eq(false));
    Condition::any().add(users::Column::Untaggable.eq(false)).add(by_link)
}

/// Whether the viewer forbids it, where the personal link decides that and no account.
pub(super) fn forbidden_by_link(ctx: &Ctx, standing: &Standing) -> Option<bool> {
    let guest = standing.invite.as_ref().filter(|guest| ctx.user.is_none() && guest.user_id.is_none());
    guest.map(|guest| guest.untaggable)
}

/// Whether I may be tagged from now on; if not, I am taken off all photos. Who has no account is the guest of `party`.
pub async fn tagging(ctx: &Ctx, party: Option<PartyId>, untaggable: bool) -> Result<()> {
    let whose = party.map(|party| party.to_string()).unwrap_or_default();
    let write = match ctx.once(&format!("album.tagging {whose}")).await? {
        Once::Again(()) => return Ok(()),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let me = match (&ctx.user, party) {
        (Some(user), _) => by_account(txn, user.id.0, untaggable).await?,
        (None, Some(party)) => by_link(ctx, txn, party, untaggable).await?,
        (None, None) => return Err(AppError::NotLoggedIn),
    };
    if untaggable {
        photo_people::Entity::delete_many()
            .filter(by(me, photo_people::Column::UserId, photo_people::Column::InviteId))
            .exec(txn)
            .await?;
    }
    write.finish(()).await
}

async fn by_account(txn: &DatabaseTransaction, me: Uuid, untaggable: bool) -> Result<Author> {
    users::Entity::update_many()
        .col_expr(users::Column::Untaggable, Expr::value(untaggable))
        .filter(users::Column::Id.eq(me))
        .exec(txn)
        .await?;
    Ok(Author::User(me))
}

/// Errors: [`AppError::NotLoggedIn`] where the invitation belongs to an account, which decides it.
async fn by_link(ctx: &Ctx, txn: &DatabaseTransaction, party: PartyId, untaggable: bool) -> Result<Author> {
    let standing = access::standing(ctx, txn, party).await?;
    standing.may_see_album()?;
    let me = standing.invite.ok_or(AppError::Forbidden)?.id;
    let decided = invites::Entity::update_many()
        .col_expr(invites::Column::Untaggable, Expr::value(untaggable))
        .filter(invites::Column::Id.eq(me))
        .filter(invites::Column::UserId.is_null())
        .exec(txn)
        .await?;
    if decided.rows_affected == 0 {
        return Err(AppError::NotLoggedIn);
    }
    events::emit(ctx, txn, party, Topic::Album).await?;
    Ok(Author::Invite(me))
}

/// What the guest of an invitation has forbidden, the account that claims it forbids from now on, for every party: a tag that
/// is missing is soon added, but one that was not wanted has been seen. Tags that the account has stay (at most 2 queries).
pub(super) async fn hand_over(txn: &DatabaseTransaction, invite: Uuid, user: Uuid) -> Result<()> {
    let forbidding = invites::Entity::find_by_id(invite).filter(invites::Column::Untaggable.eq(true));
    if forbidding.count(txn).await? > 0 {
        by_account(txn, user, true).await?;
    }
    Ok(())
}
