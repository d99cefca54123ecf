//! What moves from a personal link to the account that claims it.

use sea_orm::{
    ColumnTrait, DatabaseTransaction, EntityTrait, IntoSimpleExpr, QueryFilter, QuerySelect,
    sea_query::{self, Expr, Query},
};
use uuid::Uuid;

use super::{AT_ONCE, is_taken};
use crate::{
    backend::entities::{photo_comments, photo_likes, photo_people, photo_reports, photos, posts, reactions, reports},
    error::{AppError, Result},
};

/// A table whose rows belong to an account or to an invitation.
pub trait Owned: EntityTrait {
    const ID: Self::Column;
    const USER: Self::Column;
    const INVITE: Self::Column;
}

macro_rules! owned {
    ($($table:ident),+) => {$(
        impl Owned for $table::Entity {
            const ID: Self::Column = $table::Column::Id;
            const USER: Self::Column = $table::Column::UserId;
            const INVITE: Self::Column = $table::Column::InviteId;
        }
    )+};
}

owned!(photo_comments, photo_likes, photo_people, photo_reports, photos, posts, reactions, reports);

/// Gives the rows of an invitation to an account (1 query). Where each has one row for a `key`, that of the account stays
/// (2 queries more, or 3). Errors: [`AppError::Busy`] where the account has got such a row meanwhile.
pub async fn hand_over<E: Owned>(txn: &DatabaseTransaction, key: &[E::Column], invite: Uuid, user: Uuid) -> Result<()> {
    if !key.is_empty() {
        forget_doubled::<E>(txn, key, invite, user).await?;
    }
    let moved = E::update_many()
        .col_expr(E::USER, Expr::value(user))
        .col_expr(E::INVITE, Expr::value(None::<Uuid>))
        .filter(E::INVITE.eq(invite))
        .exec(txn)
        .await;
    match moved {
        Ok(_) => Ok(()),
        Err(error) if is_taken(&error) => Err(AppError::Busy),
        Err(error) => Err(error.into()),
    }
}

/// They are looked up first, for MariaDB does not delete from a table of which it reads.
async fn forget_doubled<E: Owned>(
    txn: &DatabaseTransaction,
    key: &[E::Column],
    invite: Uuid,
    user: Uuid,
) -> Result<()> {
    let same = Query::select()
        .columns(key.iter().map(ColumnTrait::as_column_ref))
        .from(E::default().table_ref())
        .and_where(E::USER.eq(user))
        .to_owned();
    let here = Expr::tuple(key.iter().map(|&column| column.into_simple_expr()));
    let doubled: Vec<Uuid> = E::find()
        .select_only()
        .column(E::ID)
        .filter(E::INVITE.eq(invite))
        .filter(sea_query::ExprTrait::in_subquery(here, same))
        .into_tuple()
        .all(txn)
        .await?;
    for ids in doubled.chunks(AT_ONCE) {
        E::delete_many().filter(E::ID.is_in(ids.iter().copied())).exec(txn).await?;
    }
    Ok(())
}
