//! What differs between the databases when tables are made.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// A new table; in MariaDB with all of Unicode and, as elsewhere, text compared byte by byte.
pub fn table(manager: &SchemaManager, name: &'static str) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name);
    if manager.get_database_backend() == DbBackend::MySql {
        table.character_set("utf8mb4").collate("utf8mb4_bin");
    }
    table
}

/// An index over columns, called `idx_{table}_{columns}`.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("idx_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

/// A key from `table.column` to the `id` of another table, whose rows take these along when deleted.
pub fn belongs_to(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    key(table, column, other, ForeignKeyAction::Cascade)
}

/// The same, but these rows stay and forget the one that is deleted.
pub fn mentions(table: &'static str, column: &'static str, other: &'static str) -> ForeignKeyCreateStatement {
    key(table, column, other, ForeignKeyAction::SetNull)
}

fn key(
    table: &'static str,
    column: &'static str,
    other: &'static str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(other, "id")
        .on_delete(on_delete)
        .on_update(ForeignKeyAction::Cascade);
    key
}

/// Drops tables in the given order.
pub async fn drop_tables(manager: &SchemaManager<'_>, names: &[&'static str]) -> Result<(), DbErr> {
    for name in names {
        manager.drop_table(Table::drop().table(*name).to_owned()).await?;
    }
    Ok(())
}
