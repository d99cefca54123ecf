//! From a letter to a row and the job that sends it.

use std::collections::HashSet;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict,
};
use uuid::Uuid;

use super::{Letter, enabled, seal::seal};
use crate::{
    backend::{Ctx, db::AT_ONCE, entities::mails, jobs},
    domain::mail::MailState,
    error::Result,
};

/// Letters that are sealed in one go; then others have their turn.
const IN_ONE_GO: usize = 50;

/// Writes the mail and its job in the transaction of the cause (3 queries). Where the cause has its mail already, and where
/// the site sends no mail, it does nothing.
pub async fn post<C: ConnectionTrait>(ctx: &Ctx, db: &C, letter: Letter) -> Result<()> {
    post_all(ctx, db, &[letter]).await
}

/// The same for many (3 queries for each 500).
pub async fn post_all<C: ConnectionTrait>(ctx: &Ctx, db: &C, letters: &[Letter]) -> Result<()> {
    if !enabled(ctx) {
        return Ok(());
    }
    for some in letters.chunks(AT_ONCE) {
        write(ctx, db, some).await?;
    }
    Ok(())
}

async fn write<C: ConnectionTrait>(ctx: &Ctx, db: &C, letters: &[Letter]) -> Result<()> {
    let ids: Vec<Uuid> = letters.iter().map(|_| Uuid::now_v7()).collect();
    let essential = ids.iter().zip(letters).filter(|(_, letter)| letter.kind.essential()).map(|(id, _)| *id);
    let essential: HashSet<Uuid> = essential.collect();
    let mut rows = Vec::with_capacity(letters.len());
    for (id, letter) in ids.iter().zip(letters) {
        rows.push(row(ctx, *id, letter)?);
        if rows.len().is_multiple_of(IN_ONE_GO) {
            tokio::task::yield_now().await;
        }
    }
    let unless_there = OnConflict::column(mails::Column::MessageKey).do_nothing_on([mails::Column::Id]).to_owned();
    let inserted = mails::Entity::insert_many(rows).on_conflict(unless_there).exec_without_returning(db).await;
    if let Err(error) = inserted
        && !matches!(error, DbErr::RecordNotInserted)
    {
        return Err(error.into());
    }
    // Only those that were not there before.
    let written: Vec<Uuid> = mails::Entity::find()
        .select_only()
        .column(mails::Column::Id)
        .filter(mails::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let written = written.into_iter().map(|id| (id.into(), essential.contains(&id))).collect();
    jobs::send_mails(db, written, ctx.now()).await
}

fn row(ctx: &Ctx, id: Uuid, letter: &Letter) -> Result<mails::ActiveModel> {
    Ok(mails::ActiveModel {
        id: Set(id),
        kind: Set(letter.kind.code().to_owned()),
        party_id: Set(letter.party),
        invite_id: Set(letter.invite),
        user_id: Set(letter.user),
        message_key: Set(ctx.links().message_key(&letter.cause)),
        content: Set(Some(seal(ctx.links(), letter)?)),
        state: Set(MailState::Queued.code().to_owned()),
        reason: Set(String::new()),
        attempts: Set(0),
        queued_at: Set(ctx.now()),
        sent_at: Set(None),
        settled_at: Set(None),
    })
}
