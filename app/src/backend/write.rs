//! Writes that happen once: the first answer to a form's key is kept in the same transaction as the change.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, sea_query::Expr,
    sea_query::OnConflict,
};
use serde::{Serialize, de::DeserializeOwned};

use super::{Ctx, entities::requests, links, signal::Signal};
use crate::{
    domain::time::Millis,
    error::{AppError, Result},
};

/// A transaction that is under way for the first time.
pub struct Write {
    txn: DatabaseTransaction,
    key_hash: Option<String>,
    signal: Signal,
}

/// A transaction to be carried out, or the answer that the same request got before.
pub enum Once<T> {
    First(Write),
    Again(T),
}

impl Ctx {
    /// Begins a write. With a key that was used before, nothing is begun: the first answer is given again.
    pub async fn once<T: DeserializeOwned>(&self, purpose: &str) -> Result<Once<T>> {
        let (txn, signal) = (self.db().begin().await?, self.services.signal.clone());
        let Some(key) = &self.facts.key else {
            return Ok(Once::First(Write { txn, key_hash: None, signal }));
        };
        let key_hash = links::hash(&format!("{} {purpose} {key}", self.actor()));
        match take(&txn, &key_hash, self.now()).await? {
            None => Ok(Once::First(Write { txn, key_hash: Some(key_hash), signal })),
            Some(answer) => serde_json::from_str(&answer).map(Once::Again).map_err(|_| AppError::Busy),
        }
    }
}

/// Takes a key; whoever wants the same one waits until the transaction ends. The first answer, if it was taken before
/// (2 queries).
pub async fn take(txn: &DatabaseTransaction, key_hash: &str, now: Millis) -> Result<Option<String>> {
    let row =
        requests::ActiveModel { key_hash: Set(key_hash.to_owned()), answer: Set(String::new()), created_at: Set(now) };
    let unless_there =
        OnConflict::column(requests::Column::KeyHash).do_nothing_on([requests::Column::KeyHash]).to_owned();
    let inserted = requests::Entity::insert(row).on_conflict(unless_there).exec_without_returning(txn).await;
    if let Err(error) = inserted
        && !matches!(error, DbErr::RecordNotInserted)
    {
        return Err(error.into());
    }
    // MariaDB counts a row that was there as one, so the row itself has to tell: the first answer is not written yet.
    let row = requests::Entity::find_by_id(key_hash).one(txn).await?.ok_or(AppError::Busy)?;
    Ok(Some(row.answer).filter(|answer| !answer.is_empty()))
}

/// Keeps the first answer of a key that was taken with this transaction (1 query). It must not be empty.
pub async fn keep(txn: &DatabaseTransaction, key_hash: &str, answer: String) -> Result<()> {
    requests::Entity::update_many()
        .col_expr(requests::Column::Answer, Expr::value(answer))
        .filter(requests::Column::KeyHash.eq(key_hash))
        .exec(txn)
        .await?;
    Ok(())
}

impl Write {
    /// The transaction to work in.
    pub fn txn(&self) -> &DatabaseTransaction {
        &self.txn
    }

    /// Keeps the answer for repeats, makes all of it last, and wakes those who wait for changes.
    pub async fn finish<T: Serialize>(self, answer: T) -> Result<T> {
        if let Some(key_hash) = &self.key_hash {
            let text = serde_json::to_string(&answer).map_err(|_| AppError::Internal)?;
            keep(&self.txn, key_hash, text).await?;
        }
        self.txn.commit().await?;
        self.signal.raise();
        Ok(answer)
    }
}
