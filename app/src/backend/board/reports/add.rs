//! Reporting.

use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::super::rows;
use crate::{
    backend::{
        Ctx, access,
        entities::{
            posts::{self, Author},
            reports,
        },
        events, jobs, markdown,
        notifications::Cause,
        write::Once,
    },
    domain::{
        PartyId, PostId,
        live::Topic,
        report::{PostToReport, ReportDraft},
    },
    error::{AppError, Result},
};

/// A post that the viewer may report (2 queries). One's own is [`AppError::Forbidden`]; of one that was removed nothing is
/// left to report: [`AppError::NotFound`].
pub async fn to_report(ctx: &Ctx, party: PartyId, post: PostId) -> Result<PostToReport> {
    let db = ctx.db().read();
    let standing = access::standing(ctx, db, party).await?;
    standing.may_see_board()?;
    let row = rows::one(ctx, db, party, post).await?;
    if row.post.removed_at.is_some() {
        return Err(AppError::NotFound);
    }
    standing.may_report(ctx, &row.post)?;
    Ok(PostToReport {
        post,
        theme: standing.party.theme.parse().unwrap_or_default(),
        title: standing.party.title,
        author: row.display_name.or(row.guest_name).unwrap_or_default(),
        html: markdown::to_html(&row.post.text),
    })
}

/// Reports a post to the hosts, who are told so once for all of it. The answer is the post that it replies to, if it is a
/// reply. Errors as in [`to_report`].
pub async fn report(ctx: &Ctx, party: PartyId, post: PostId, draft: ReportDraft) -> Result<Option<PostId>> {
    let write = match ctx.once(&format!("board.report {post}")).await? {
        Once::Again(above) => return Ok(above),
        Once::First(write) => write,
    };
    let txn = write.txn();
    let standing = access::standing(ctx, txn, party).await?;
    standing.may_see_board()?;
    // Locked, so that the same person reports it once.
    let found = rows::lock(ctx, txn, party, post).await?;
    let reporter = standing.may_report(ctx, &found)?;
    if keep(ctx, txn, &found, reporter, draft).await? {
        jobs::notify(ctx, txn, Cause::Reported { post }).await?;
        events::emit(ctx, txn, party, Topic::Board).await?;
    }
    write.finish(found.parent_id.map(PostId)).await
}

/// An open report stays as it is, and one that was closed is opened again. Whether there is something to look at now that
/// was not there before.
async fn keep(
    ctx: &Ctx,
    txn: &DatabaseTransaction,
    post: &posts::Model,
    reporter: Author,
    draft: ReportDraft,
) -> Result<bool> {
    let of_post = reports::Entity::find().filter(reports::Column::PostId.eq(post.id));
    let mine = of_post.filter(access::by(reporter, reports::Column::UserId, reports::Column::InviteId));
    let before = mine.one(txn).await?;
    if before.as_ref().is_some_and(|report| report.closed_at.is_none()) {
        return Ok(false);
    }
    let row = reports::ActiveModel {
        id: Set(before.as_ref().map_or_else(Uuid::now_v7, |report| report.id)),
        post_id: Set(post.id),
        party_id: Set(post.party_id),
        user_id: Set(reporter.user()),
        invite_id: Set(reporter.invite()),
        reason: Set(draft.reason.code().to_owned()),
        note: Set(draft.note.into()),
        created_at: Set(ctx.now()),
        closed_at: Set(None),
    };
    match before {
        Some(_) => reports::Entity::update(row).exec(txn).await.map(|_| ())?,
        None => reports::Entity::insert(row).exec_without_returning(txn).await.map(|_| ())?,
    }
    Ok(true)
}
