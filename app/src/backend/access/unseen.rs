//! People who blocked each other: what the one has, the other never sees. All queries that give other people's names,
//! photos, words or identifiers use one of these; none of them costs a query of its own.

use sea_orm::{
    ColumnTrait, Condition, IdenStatic, Iterable, QuerySelect, RelationDef, Select,
    sea_query::{Expr, ExprTrait, IntoCondition, Query, SelectStatement},
};
use uuid::Uuid;

use crate::backend::{
    Ctx,
    entities::{blocks, invites, parties, photos, pictures, posts::Author, users},
    links,
};

/// Who is behind a viewer, or behind what somebody has made.
enum Behind {
    Account(Uuid),
    /// Whoever has claimed this invitation.
    Guest(Uuid),
    /// Whoever has claimed the personal links with these hashes: without login they are still the same people.
    Links(Vec<String>),
}

impl Behind {
    /// Nobody where the viewer has neither an account nor a personal link.
    fn viewer(ctx: &Ctx) -> Option<Self> {
        if let Some(user) = &ctx.user {
            return Some(Self::Account(user.id.0));
        }
        let hashes: Vec<String> = ctx.facts.guest_of.iter().map(|(_, token)| links::hash(token)).collect();
        (!hashes.is_empty()).then_some(Self::Links(hashes))
    }
}

/// The accounts that the viewer must not see, as a sub-select: those they blocked and those who blocked them. Nothing
/// for viewers without account and personal link, whom nobody can block.
pub fn unseen(ctx: &Ctx) -> Option<SelectStatement> {
    Behind::viewer(ctx).map(apart_from)
}

/// The accounts that this one must not see, whoever the viewer is.
pub fn unseen_of(me: Uuid) -> SelectStatement {
    apart_from(Behind::Account(me))
}

/// Rows whose account the viewer may see, and rows of people without account.
pub fn seen<C: ColumnTrait>(ctx: &Ctx, account: C) -> Condition {
    unseen(ctx).map_or_else(Condition::all, |unseen| none_of(account, unseen))
}

/// Rows whose account this one may see, whoever the viewer is, and rows of people without account.
pub fn seen_of<C: ColumnTrait>(me: Uuid, account: C) -> Condition {
    none_of(account, unseen_of(me))
}

/// The same for whoever has made something, also by the personal link of their account.
pub fn seen_of_author<C: ColumnTrait>(author: Author, account: C) -> Condition {
    let them = match author {
        Author::User(user) => Behind::Account(user),
        Author::Invite(invite) => Behind::Guest(invite),
    };
    none_of(account, apart_from(them))
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
    none_of(invitation, theirs)
}

fn none_of<C: ColumnTrait>(column: C, those: SelectStatement) -> Condition {
    Condition::any().add(column.is_null()).add(column.not_in_subquery(those))
}

/// For left joins, where the row must stay: of an account that the viewer must not see it gives nothing.
pub fn only_seen(ctx: &Ctx, to_account: RelationDef) -> RelationDef {
    let Some(unseen) = unseen(ctx) else { return to_account };
    to_account.on_condition(move |_row, account| {
        Expr::col((account, users::Column::Id)).not_in_subquery(unseen.clone()).into_condition()
    })
}

/// The same for joins that lead to the invitation: nothing of one that is an unseen account's.
pub fn only_seen_guest(ctx: &Ctx, to_invitation: RelationDef) -> RelationDef {
    let Some(unseen) = unseen(ctx) else { return to_invitation };
    let visible = none_of(invites::Column::UserId, unseen);
    to_invitation.on_condition(move |_row, _invitation| visible.clone())
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

/// Parties without the cover where that is a photo from the album of somebody whom the viewer must not see.
pub fn with_seen_cover(ctx: &Ctx, parties: Select<parties::Entity>) -> Select<parties::Entity> {
    use parties::Column::CoverId;
    let Some(unseen) = unseen(ctx) else { return parties };
    let guests = Query::select()
        .column(invites::Column::Id)
        .from(invites::Entity)
        .and_where(invites::Column::UserId.in_subquery(unseen.clone()))
        .to_owned();
    let theirs = Query::select()
        .expr(Expr::value(1))
        .from(photos::Entity)
        .and_where(Expr::col((photos::Entity, photos::Column::PictureId)).equals((parties::Entity, CoverId)))
        .cond_where(
            Condition::any()
                .add(photos::Column::UserId.in_subquery(unseen))
                .add(photos::Column::InviteId.in_subquery(guests)),
        )
        .to_owned();
    let cover: Expr = Expr::case(Expr::not_exists(theirs), Expr::col((parties::Entity, CoverId))).into();
    let others = parties::Column::iter().filter(|column| !matches!(column, CoverId));
    parties.select_only().columns(others).expr_as(cover, CoverId.as_str())
}

/// The other one of each pair in which they are.
fn apart_from(them: Behind) -> SelectStatement {
    let [blocker, blocked] =
        [blocks::Column::BlockerId, blocks::Column::BlockedId].map(|column| Expr::col((blocks::Entity, column)));
    let one = match &them {
        Behind::Account(id) => Expr::value(*id),
        Behind::Guest(_) | Behind::Links(_) => Expr::col((invites::Entity, invites::Column::UserId)),
    };
    let other = Expr::case(blocker.clone().eq(one.clone()), blocked.clone()).finally(blocker.clone());
    let pairs = Condition::any().add(blocker.eq(one.clone())).add(blocked.eq(one));
    let mut others = Query::select();
    others.expr(other);
    match them {
        Behind::Account(_) => others.from(blocks::Entity).cond_where(pairs),
        Behind::Guest(invite) => of_invitations(&mut others, pairs, invites::Column::Id.eq(invite)),
        Behind::Links(hashes) => of_invitations(&mut others, pairs, invites::Column::TokenHash.is_in(hashes)),
    };
    others
}

/// A join, so that databases find the pairs by the indexes of both columns.
fn of_invitations(others: &mut SelectStatement, pairs: Condition, which: Expr) -> &mut SelectStatement {
    others.from(invites::Entity).inner_join(blocks::Entity, pairs).and_where(which)
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::*;

    #[test]
    fn both_directions_count() {
        let sql = DbBackend::Sqlite.build(&unseen_of(Uuid::nil())).sql;
        for part in [
            r#"THEN "blocks"."blocked_id" ELSE "blocks"."blocker_id" END"#,
            r#""blocks"."blocker_id" = ? OR "blocks"."blocked_id" = ?"#,
        ] {
            assert!(sql.contains(part), "{part} in {sql}");
        }
    }

    #[test]
    fn whoever_claimed_a_personal_link_is_behind_it() {
        let links = Behind::Links(vec!["one".to_owned(), "two".to_owned()]);
        let sql = DbBackend::Sqlite.build(&apart_from(links)).sql;
        for part in [
            r#"THEN "blocks"."blocked_id" ELSE "blocks"."blocker_id" END"#,
            r#""blocks"."blocker_id" = "invites"."user_id" OR "blocks"."blocked_id" = "invites"."user_id""#,
            r#""invites"."token_hash" IN (?, ?)"#,
        ] {
            assert!(sql.contains(part), "{part} in {sql}");
        }
    }

    #[test]
    fn so_are_they_behind_what_was_made_by_it() {
        let sql = DbBackend::Sqlite.build(&apart_from(Behind::Guest(Uuid::nil()))).sql;
        for part in [r#""blocks"."blocker_id" = "invites"."user_id""#, r#"WHERE "invites"."id" = ?"#] {
            assert!(sql.contains(part), "{part} in {sql}");
        }
    }
}
