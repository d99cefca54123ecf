//! Filling the tables with rows that were read elsewhere: all of them, or none.

use anyhow::{Context, Result, ensure};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, Statement,
    sea_query::{Alias, Expr, InsertStatement, Query},
};
use serde_json::Value as Json;

use super::{
    Db,
    catalog::{self, Column, Table},
    snapshot::value,
    standstill,
};

/// Values that one statement writes; databases take 32,766 and more.
const VALUES_AT_ONCE: usize = 10_000;
/// Rows that one statement writes.
const ROWS_AT_ONCE: usize = 200;

/// A key from one table to another.
#[derive(FromQueryResult)]
struct Key {
    table_name: String,
    name: String,
    definition: String,
}

#[derive(FromQueryResult)]
struct Counter {
    table_name: String,
    column_name: String,
}

const KEYS: &str = "SELECT c.conrelid::regclass::text AS table_name, quote_ident(c.conname) AS name, \
        pg_get_constraintdef(c.oid) AS definition \
    FROM pg_constraint AS c JOIN pg_namespace AS n ON n.oid = c.connamespace \
    WHERE c.contype = 'f' AND n.nspname = current_schema()";

const COUNTERS: &str = "SELECT quote_ident(table_name) AS table_name, column_name::text AS column_name \
    FROM information_schema.columns \
    WHERE table_schema = current_schema() AND (is_identity = 'YES' OR column_default LIKE 'nextval(%')";

/// A transaction in which tables are filled in any order, for keys between them count only at its end.
pub struct Refill {
    txn: DatabaseTransaction,
    tables: Vec<Table>,
    keys: Vec<Key>,
}

/// The columns of a table whose rows follow.
pub struct Target {
    name: String,
    columns: Vec<Column>,
}

/// Whether any table holds a row (1 query for each).
pub async fn is_filled(db: &Db) -> Result<bool> {
    for table in catalog::tables(db.read()).await? {
        let any = Query::select().expr(Expr::value(1)).from(Alias::new(table.name)).limit(1).to_owned();
        if db.read().query_one(&any).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Refill {
    /// Begins, and empties these tables; others in the database are left alone.
    pub async fn begin(db: &Db, names: &[&str]) -> Result<Self> {
        let txn = db.begin().await?;
        // Between its statements the backup is read, from a slow disk perhaps.
        standstill::lengthen(&txn).await?;
        let mut tables = catalog::tables(&txn).await?;
        tables.retain(|table| names.contains(&table.name.as_str()));
        let keys = loosen(&txn).await?;
        for table in &tables {
            txn.execute(&Query::delete().from_table(Alias::new(table.name.as_str())).to_owned()).await?;
        }
        Ok(Self { txn, tables, keys })
    }

    /// Says which columns the rows of a table have. An error if there are no such ones.
    pub fn target(&self, name: &str, columns: &[String]) -> Result<Target> {
        let table = self.tables.iter().find(|table| table.name == name);
        let table = table.with_context(|| format!("there is no table {name}"))?;
        let known = |wanted: &String| {
            let column = table.columns.iter().find(|column| column.name == *wanted).cloned();
            column.with_context(|| format!("there is no column {name}.{wanted}"))
        };
        Ok(Target { name: name.to_owned(), columns: columns.iter().map(known).collect::<Result<_>>()? })
    }

    /// Writes rows (1 query for each 200).
    pub async fn write(&self, into: &Target, rows: &[Vec<Json>]) -> Result<()> {
        let at_once = (VALUES_AT_ONCE / into.columns.len().max(1)).clamp(1, ROWS_AT_ONCE);
        for some in rows.chunks(at_once) {
            self.txn.execute(&insert(into, some)?).await.with_context(|| format!("a row of {}", into.name))?;
        }
        Ok(())
    }

    /// Makes all of it last; an error if a key leads nowhere.
    pub async fn finish(self) -> Result<()> {
        fasten(&self.txn, &self.keys).await.context("a row names another one that is not there")?;
        standstill::shorten(&self.txn).await?;
        self.txn.commit().await.context("a row names another one that is not there")
    }
}

fn insert(into: &Target, rows: &[Vec<Json>]) -> Result<InsertStatement> {
    let mut insert = Query::insert();
    insert.into_table(Alias::new(into.name.as_str()));
    insert.columns(into.columns.iter().map(|column| Alias::new(column.name.as_str())));
    for row in rows {
        ensure!(row.len() == into.columns.len(), "a row of {} has {} values", into.name, row.len());
        let cell = |(column, json): (&Column, &Json)| {
            let cell = value(json, column.kind).with_context(|| format!("{}.{}", into.name, column.name))?;
            anyhow::Ok(Expr::value(cell))
        };
        let cells = into.columns.iter().zip(row).map(cell).collect::<Result<Vec<_>>>()?;
        insert.values(cells).context("a row with too many values")?;
    }
    Ok(insert)
}

/// Lets keys lead nowhere for now; PostgreSQL forgets them, and is told of them again at the end.
async fn loosen(txn: &DatabaseTransaction) -> Result<Vec<Key>, DbErr> {
    match txn.get_database_backend() {
        DbBackend::Sqlite => txn.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?,
        DbBackend::MySql => txn.execute_unprepared("SET foreign_key_checks = 0").await?,
        backend => {
            let keys = Key::find_by_statement(Statement::from_string(backend, KEYS)).all(txn).await?;
            for Key { table_name, name, .. } in &keys {
                txn.execute_unprepared(&format!("ALTER TABLE {table_name} DROP CONSTRAINT {name}")).await?;
            }
            return Ok(keys);
        }
    };
    Ok(Vec::new())
}

async fn fasten(txn: &DatabaseTransaction, keys: &[Key]) -> Result<(), DbErr> {
    let backend = txn.get_database_backend();
    match backend {
        DbBackend::Sqlite => return Ok(()),
        DbBackend::MySql => {
            txn.execute_unprepared("SET foreign_key_checks = 1").await?;
            return Ok(());
        }
        _ => {}
    }
    for Key { table_name, name, definition } in keys {
        txn.execute_unprepared(&format!("ALTER TABLE {table_name} ADD CONSTRAINT {name} {definition}")).await?;
    }
    for Counter { table_name, column_name } in
        Counter::find_by_statement(Statement::from_string(backend, COUNTERS)).all(txn).await?
    {
        let counter = format!("pg_get_serial_sequence('{table_name}', '{column_name}')");
        let last = format!("SELECT GREATEST(COALESCE(MAX({column_name}), 1), 1) FROM {table_name}");
        txn.execute_unprepared(&format!("SELECT setval({counter}, ({last}))")).await?;
    }
    Ok(())
}
