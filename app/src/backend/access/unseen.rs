//! People who blocked each other: what the one has, the other never sees. All queries that give other people's names,
//! photos, words or identifiers use one of these; none of them costs a query of its own.

use sea_orm::{
    ColumnTrait, Condition, RelationDef,
    sea_query::{Expr, ExprTrait, IntoCondition, Query, SelectStatement},
};
use uuid::Uuid;

use crate::backend::{
    Ctx,
    entities::{blocks, invites, pictures, users},
};

/// The accounts that the viewer must not see, as a sub-select: those they blocked and those who blocked them. Nothing
/// for viewers without account, whom nobody can block.
pub fn unseen(ctx: &Ctx) -> Option<SelectStatement> {
    Some(apart_from(ctx.user.as_ref()?.id.0))
}

/// Rows whose account the viewer may see, and rows of people without account.
pub fn seen<C: ColumnTrait>(ctx: &Ctx, account: C) -> Condition {
    ctx.user.as_ref().map_or_else(Condition::all, |user| seen_of(user.id.0, account))
}

/// Rows whose account this one may see, whoever the viewer is, and rows of people without account.
pub fn seen_of<C: ColumnTrait>(me: Uuid, account: C) -> Condition {
    Condition::any().add(account.is_null()).add(account.not_in_subquery(apart_from(me)))
}

/// The same as [`seen`] for rows that name an invitation: who has an account may have come by the personal link all the
/// same.
pub fn seen_guest<C: ColumnTrait>(ctx: &Ctx, invitation: C) -> Condition {
    let Some(unseen) = unseen(ctx) else { return Condition::all() };
    let theirs = Query::select()
        .column(invites::Column::Id)
        .from(invites::Entity)
        .and_where(invites::Column::UserId.in_subquery(unseen))
        .to_owned();
    Condition::any().add(invitation.is_null()).add(invitation.not_in_subquery(theirs))
}

/// For left joins, where the row must stay: of an account that the viewer must not see it gives nothing.
pub fn only_seen(ctx: &Ctx, to_account: RelationDef) -> RelationDef {
    let Some(me) = ctx.user.as_ref().map(|user| user.id.0) else { return to_account };
    to_account.on_condition(move |_row, account| {
        Expr::col((account, users::Column::Id)).not_in_subquery(apart_from(me)).into_condition()
    })
}

/// Pictures that are not the profile photo of somebody whom the viewer must not see.
pub fn seen_photo(ctx: &Ctx) -> Condition {
    let Some(unseen) = unseen(ctx) else { return Condition::all() };
    let photos = Query::select()
        .column(users::Column::PhotoId)
        .from(users::Entity)
        .and_where(users::Column::PhotoId.is_not_null())
        .and_where(users::Column::Id.in_subquery(unseen))
        .to_owned();
    pictures::Column::Id.not_in_subquery(photos).into_condition()
}

/// The other one of each pair in which somebody is.
fn apart_from(me: Uuid) -> SelectStatement {
    let (blocker, blocked) = (blocks::Column::BlockerId, blocks::Column::BlockedId);
    let other =
        Expr::case(blocker.eq(me), Expr::col((blocks::Entity, blocked))).finally(Expr::col((blocks::Entity, blocker)));
    Query::select()
        .expr(other)
        .from(blocks::Entity)
        .cond_where(Condition::any().add(blocker.eq(me)).add(blocked.eq(me)))
        .to_owned()
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::*;

    #[test]
    fn both_directions_count() {
        let sql = DbBackend::Sqlite.build(&apart_from(Uuid::nil())).sql;
        for part in [
            r#"THEN "blocks"."blocked_id" ELSE "blocks"."blocker_id" END"#,
            r#""blocks"."blocker_id" = ? OR "blocks"."blocked_id" = ?"#,
        ] {
            assert!(sql.contains(part), "{part} in {sql}");
        }
    }
}
