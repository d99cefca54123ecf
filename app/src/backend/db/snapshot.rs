//! Reading everything as it was at one moment, while others write on.

use anyhow::{Context, Result, bail};
use data_encoding::HEXLOWER;
use futures::{Stream, StreamExt, TryStreamExt};
use sea_orm::{
    AccessMode, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, QueryResult, SqliteTransactionMode, StreamTrait,
    TransactionOptions, TransactionTrait,
    sea_query::{Alias, Query},
};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{
    Db,
    catalog::{self, Column, Kind, Table},
    standstill,
};

/// A transaction in which nothing changes.
pub struct Snapshot {
    txn: DatabaseTransaction,
    /// The applied steps of the schema in their order.
    pub steps: Vec<String>,
    pub tables: Vec<Table>,
}

impl Snapshot {
    /// The database as it is now (6 queries). What is read may be written to a slow disk meanwhile.
    pub async fn take(db: &Db) -> Result<Self> {
        let backend = db.read().get_database_backend();
        let sqlite = backend == DbBackend::Sqlite;
        let options = TransactionOptions {
            isolation_level: (!sqlite).then_some(IsolationLevel::RepeatableRead),
            access_mode: (!sqlite).then_some(AccessMode::ReadOnly),
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Deferred),
        };
        let txn = db.read().begin_with_options(options).await?;
        standstill::lengthen(&txn).await?;
        // The first of them that reads a table sets the moment.
        let steps = catalog::steps(&txn).await?;
        let tables = catalog::tables(&txn).await?;
        Ok(Self { txn, steps, tables })
    }

    /// All rows of a table, one after the other, as JSON that is the same for each database (1 query).
    pub async fn rows<'a>(&'a self, table: &'a Table) -> Result<impl Stream<Item = Result<Vec<Json>>> + 'a, DbErr> {
        let columns = table.columns.iter().map(|column| Alias::new(column.name.as_str()));
        let select = Query::select().columns(columns).from(Alias::new(table.name.as_str())).to_owned();
        let rows = self.txn.stream(&select).await?;
        Ok(rows.map_err(anyhow::Error::from).map(move |row| json(&row?, table)))
    }

    /// Ends it; nothing was changed.
    pub async fn end(self) -> Result<(), DbErr> {
        standstill::shorten(&self.txn).await?;
        self.txn.rollback().await
    }
}

fn json(row: &QueryResult, table: &Table) -> Result<Vec<Json>> {
    let value = |(place, column): (usize, &Column)| {
        read(row, place, column.kind).with_context(|| format!("{}.{} cannot be read", table.name, column.name))
    };
    table.columns.iter().enumerate().map(value).collect()
}

/// Numbers with a fraction and bytes are texts: so each digit and each byte is kept.
fn read(row: &QueryResult, place: usize, kind: Kind) -> Result<Json, DbErr> {
    Ok(match kind {
        Kind::Bool => row.try_get_by_index::<Option<bool>>(place)?.into(),
        Kind::SmallInt => row.try_get_by_index::<Option<i16>>(place)?.into(),
        Kind::Int => row.try_get_by_index::<Option<i32>>(place)?.into(),
        Kind::BigInt => row.try_get_by_index::<Option<i64>>(place)?.into(),
        Kind::Text => row.try_get_by_index::<Option<String>>(place)?.into(),
        Kind::Double => row.try_get_by_index::<Option<f64>>(place)?.map(|number| number.to_string()).into(),
        Kind::Uuid => row.try_get_by_index::<Option<Uuid>>(place)?.map(|id| id.to_string()).into(),
        Kind::Bytes => row.try_get_by_index::<Option<Vec<u8>>>(place)?.map(|bytes| HEXLOWER.encode(&bytes)).into(),
    })
}

/// The value that JSON stands for in a column of this kind.
pub(super) fn value(json: &Json, kind: Kind) -> Result<sea_orm::Value> {
    if json.is_null() {
        return Ok(nothing(kind));
    }
    let text = || json.as_str().context("is no text");
    let whole = || json.as_i64().context("is no whole number");
    Ok(match kind {
        Kind::Bool => match json {
            Json::Bool(yes) => (*yes).into(),
            _ => bail!("is neither true nor false"),
        },
        Kind::SmallInt => i16::try_from(whole()?)?.into(),
        Kind::Int => i32::try_from(whole()?)?.into(),
        Kind::BigInt => whole()?.into(),
        Kind::Text => text()?.into(),
        Kind::Double => text()?.parse::<f64>()?.into(),
        Kind::Uuid => text()?.parse::<Uuid>()?.into(),
        Kind::Bytes => HEXLOWER.decode(text()?.as_bytes()).context("is no hexadecimal text")?.into(),
    })
}

fn nothing(kind: Kind) -> sea_orm::Value {
    match kind {
        Kind::Bool => None::<bool>.into(),
        Kind::SmallInt => None::<i16>.into(),
        Kind::Int => None::<i32>.into(),
        Kind::BigInt => None::<i64>.into(),
        Kind::Text => None::<String>.into(),
        Kind::Double => None::<f64>.into(),
        Kind::Uuid => None::<Uuid>.into(),
        Kind::Bytes => None::<Vec<u8>>.into(),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Value;
    use serde_json::json;

    use super::*;

    #[test]
    fn values_come_back_as_they_were() {
        let id = Uuid::from_u128(7);
        assert_eq!(value(&json!(id.to_string()), Kind::Uuid).unwrap(), Value::from(id));
        for number in [0.1 + 0.2, -0.0, 1e300, 52.481_25] {
            assert_eq!(value(&json!(number.to_string()), Kind::Double).unwrap(), Value::from(number));
        }
        assert_eq!(value(&json!(i64::MIN), Kind::BigInt).unwrap(), Value::from(i64::MIN));
        assert_eq!(value(&json!("00ff"), Kind::Bytes).unwrap(), Value::from(vec![0_u8, 255]));
        assert_eq!(value(&Json::Null, Kind::Text).unwrap(), Value::from(None::<String>));
        for (wrong, kind) in [(json!("x"), Kind::Int), (json!(1), Kind::Bool), (json!(1_i64 << 40), Kind::Int)] {
            assert!(value(&wrong, kind).is_err());
        }
    }
}
