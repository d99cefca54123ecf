//! Which tables and columns there are, as the database itself tells: backups hold whatever the schema holds.

use anyhow::{Result, bail};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement};

/// The table in which the applied steps of the schema stand.
const STEPS: &str = "seaql_migrations";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Bool,
    Bytes,
    Double,
    /// At most 16 bits.
    SmallInt,
    /// At most 32 bits.
    Int,
    BigInt,
    Text,
    Uuid,
}

/// A column that is written to; those that the database computes are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// A table with its columns in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
}

#[derive(FromQueryResult)]
struct Row {
    table_name: String,
    column_name: String,
    kind: String,
}

const SQLITE: &str = "SELECT t.name AS table_name, c.name AS column_name, lower(c.type) AS kind \
    FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c \
    WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND c.hidden = 0 \
    ORDER BY t.name, c.cid";

const POSTGRES: &str = "SELECT c.table_name::text AS table_name, c.column_name::text AS column_name, \
        c.udt_name::text AS kind \
    FROM information_schema.columns AS c \
    JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name \
    WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.is_generated = 'NEVER' \
    ORDER BY c.table_name, c.ordinal_position";

const MARIADB: &str = "SELECT CAST(c.TABLE_NAME AS CHAR) AS table_name, CAST(c.COLUMN_NAME AS CHAR) AS column_name, \
        CAST(c.COLUMN_TYPE AS CHAR) AS kind \
    FROM information_schema.COLUMNS AS c \
    JOIN information_schema.TABLES AS t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME \
    WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE' AND COALESCE(c.GENERATION_EXPRESSION, '') = '' \
    ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION";

/// All tables but that of the schema's steps, by name (1 query). An error names a column whose type backups do not know.
pub async fn tables<C: ConnectionTrait>(db: &C) -> Result<Vec<Table>> {
    let sql = match db.get_database_backend() {
        DbBackend::Sqlite => SQLITE,
        DbBackend::MySql => MARIADB,
        _ => POSTGRES,
    };
    let statement = Statement::from_string(db.get_database_backend(), sql);
    let mut tables: Vec<Table> = Vec::new();
    for Row { table_name, column_name, kind } in Row::find_by_statement(statement).all(db).await? {
        if table_name == STEPS {
            continue;
        }
        let Some(kind) = kind_of(&kind) else {
            bail!("{table_name}.{column_name} is of type {kind:?}, which backups do not know");
        };
        if tables.last().is_none_or(|last| last.name != table_name) {
            tables.push(Table { name: table_name, columns: Vec::new() });
        }
        if let Some(last) = tables.last_mut() {
            last.columns.push(Column { name: column_name, kind });
        }
    }
    // Databases sort by rules of their own.
    tables.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(tables)
}

/// Of a type in the words of any of the databases: SQLite's as sea-query declares them, MariaDB's with their length.
fn kind_of(declared: &str) -> Option<Kind> {
    let name = declared.split(['(', ' ']).next().unwrap_or_default();
    Some(match (declared, name) {
        ("binary(16)", _) | (_, "uuid" | "uuid_text") => Kind::Uuid,
        ("tinyint(1)", _) | (_, "bool" | "boolean") => Kind::Bool,
        (_, "int2" | "smallint") => Kind::SmallInt,
        (_, "int4" | "int") => Kind::Int,
        // SQLite's integers are all of 64 bits.
        (_, "int8" | "bigint" | "integer") => Kind::BigInt,
        (_, "double" | "float8") => Kind::Double,
        (_, "varchar" | "bpchar" | "char" | "text" | "mediumtext" | "longtext") => Kind::Text,
        (_, "bytea" | "blob" | "mediumblob" | "longblob" | "binary" | "varbinary") => Kind::Bytes,
        _ => return None,
    })
}

/// The applied steps of the schema in their order; none where there is no schema (2 queries).
pub async fn steps<C: ConnectionTrait>(db: &C) -> Result<Vec<String>, DbErr> {
    let backend = db.get_database_backend();
    let there = match backend {
        DbBackend::Sqlite => "SELECT 1 FROM pragma_table_list WHERE schema = 'main' AND name = 'seaql_migrations'",
        DbBackend::MySql => {
            "SELECT 1 FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'seaql_migrations'"
        }
        _ => {
            "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() \
             AND table_name = 'seaql_migrations'"
        }
    };
    if db.query_one_raw(Statement::from_string(backend, there)).await?.is_none() {
        return Ok(Vec::new());
    }
    let select = Statement::from_string(backend, "SELECT version FROM seaql_migrations ORDER BY version");
    let rows = db.query_all_raw(select).await?;
    rows.iter().map(|row| row.try_get_by_index(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_all_databases() {
        for (kind, names) in [
            (Kind::Uuid, &["uuid", "uuid_text", "binary(16)"][..]),
            (Kind::Bool, &["bool", "boolean", "tinyint(1)"]),
            (Kind::Int, &["int4", "int(11)"]),
            (Kind::BigInt, &["int8", "bigint(20)", "integer"]),
            (Kind::Double, &["double", "float8"]),
            (Kind::Text, &["varchar", "varchar(80)", "text", "longtext"]),
            (Kind::Bytes, &["bytea", "blob", "varbinary(32)"]),
        ] {
            for name in names {
                assert_eq!(kind_of(name), Some(kind), "{name}");
            }
        }
        assert_eq!(kind_of("geometry"), None);
    }
}
