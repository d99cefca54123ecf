//! The schema: up, down and up again, with what people have kept in it, and as the entities see it.

pub mod entities;
mod older;

use migration::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::support::{Site, TestDatabase};

const TABLES: [&str; 40] = [
    "pictures",
    "users",
    "sessions",
    "login_failures",
    "parties",
    "hosts",
    "invites",
    "requests",
    "posts",
    "post_pictures",
    "reactions",
    "follows",
    "blocks",
    "jobs",
    "notifications",
    "events",
    "reports",
    "mailed_tokens",
    "address_changes",
    "passkeys",
    "recovery_codes",
    "identities",
    "mails",
    "unsubscribes",
    "reminders",
    "digests",
    "calendar_feeds",
    "series",
    "tasks",
    "photos",
    "photo_tags",
    "photo_comments",
    "photo_likes",
    "photo_people",
    "photo_reports",
    "photo_terms",
    "api_tokens",
    "webhooks",
    "webhook_deliveries",
    "mail_languages",
];

/// How many of the tables are there.
async fn tables(db: &DatabaseConnection) -> usize {
    let manager = SchemaManager::new(db);
    let mut count = 0;
    for table in TABLES {
        count += usize::from(manager.has_table(table).await.expect("an answer"));
    }
    count
}

/// Applied and pending steps, as `soiree migrate status` tells them.
async fn status(db: &DatabaseConnection) -> (usize, usize) {
    let steps = Migrator::get_migration_with_status(db).await.expect("a status");
    let applied = steps.iter().filter(|step| step.status().to_string() == "Applied").count();
    (applied, steps.len() - applied)
}

/// Otherwise whoever deletes a row reads all those that might belong to it.
#[tokio::test]
async fn keys_to_other_tables_have_an_index() {
    let site = Site::new().await;
    let names = async |sql: String| -> Vec<String> {
        let rows = site.database.db.read().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
        rows.expect("a query").iter().map(|row| row.try_get_by_index(0).expect("a name")).collect()
    };
    let mut keys = 0;
    for table in TABLES {
        let first = format!(
            "SELECT column.name FROM pragma_index_list('{table}') AS list, pragma_index_info(list.name) AS column \
             WHERE column.seqno = 0"
        );
        let indexed = names(first).await;
        for key in names(format!("SELECT \"from\" FROM pragma_foreign_key_list('{table}')")).await {
            assert!(indexed.contains(&key), "{table}.{key} has no index");
            keys += 1;
        }
    }
    assert!(keys > 20, "only {keys} keys");
}

on_each_database! {
    async fn up_down_and_up_again(site: Site) {
        let database = TestDatabase::empty(site.database.kind).await;
        let db = database.db.schema();
        let steps = Migrator::migrations().len();
        assert_eq!((status(db).await, tables(db).await), ((0, steps), 0));
        for _ in 0..2 {
            Migrator::up(db, None).await.expect("up");
            assert_eq!((status(db).await, tables(db).await), ((steps, 0), TABLES.len()));
            Migrator::up(db, None).await.expect("nothing to do is fine");
            for left in (0..steps).rev() {
                Migrator::down(db, Some(1)).await.expect("one step down");
                assert_eq!(status(db).await, (left, steps - left));
            }
            assert_eq!(tables(db).await, 0, "nothing stays behind");
        }
        Migrator::up(db, None).await.expect("up");
        Migrator::down(db, None).await.expect("all the way down");
        assert_eq!((status(db).await, tables(db).await), ((0, steps), 0));
    }
}
