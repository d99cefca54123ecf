//! A backup of an older version is brought up to date as it is restored.

use std::sync::Arc;

use app::backend::{db::catalog, entities::parties};
use migration::{Migrator, MigratorTrait, up_with};
use sea_orm::{
    ConnectionTrait, EntityTrait,
    sea_query::{Expr, Query},
};
use server::{
    backup::{self, How},
    storage::{MemoryStorage, Storage},
};
use uuid::Uuid;

use super::{config, secret};
use crate::support::{Site, TestDatabase};

/// The schema before there were boards.
const OLD: u32 = 5;
/// That of the first version that made backups: photos were found by words only in the next one.
const FIRST: [&str; 17] = [
    "m20261101_000001_pictures",
    "m20261101_000002_accounts",
    "m20261101_000003_parties",
    "m20261101_000004_invites",
    "m20261101_000005_requests",
    "m20261121_000006_board",
    "m20261121_000007_people",
    "m20261121_000008_live",
    "m20261121_000009_reports",
    "m20261121_000010_mail",
    "m20261121_000011_ways_in",
    "m20261121_000012_calendar",
    "m20261121_000013_album",
    "m20261121_000014_ops",
    "m20261121_000015_scale",
    "m20261121_000016_api",
    "m20261121_000018_languages",
];

async fn insert(db: &TestDatabase, table: &'static str, columns: Vec<(&'static str, sea_orm::Value)>) {
    let names = columns.iter().map(|(name, _)| *name);
    let values = columns.iter().map(|(_, value)| Expr::value(value.clone()));
    let insert = Query::insert().into_table(table).columns(names).values_panic(values).to_owned();
    db.db.write().execute(&insert).await.expect("a row");
}

async fn an_old_party(db: &TestDatabase, id: Uuid) {
    let mut columns: Vec<(&'static str, sea_orm::Value)> = vec![
        ("id", id.into()),
        ("latitude", Some(52.481_25_f64).into()),
        ("longitude", None::<f64>.into()),
        ("capacity", None::<i64>.into()),
        ("plus_ones", 2.into()),
        ("paused", true.into()),
    ];
    let texts = ["title", "description", "place", "flat", "address", "time_zone", "cover_alt", "theme", "visibility"];
    columns.extend(texts.map(|name| (name, sea_orm::Value::from("ö \\ 'x'"))));
    columns.extend(["guest_list", "address_shown"].map(|name| (name, sea_orm::Value::from("hosts"))));
    columns.extend(
        ["first_entry", "last_entry", "created_at", "updated_at"].map(|name| (name, sea_orm::Value::from(i64::MAX))),
    );
    insert(db, "parties", columns).await;
}

/// Restores a backup of the old database, in which a party is written, over that of the site, and looks for the party.
async fn comes_back(site: &Site, old: &TestDatabase) {
    let id = Uuid::now_v7();
    an_old_party(old, id).await;
    let folder = tempfile::tempdir().expect("a folder");
    let settings = config(folder.path(), &[("SOIREE_SECRET", &secret())]);
    let storage: Arc<dyn Storage> = Arc::new(MemoryStorage::default());
    let file = folder.path().join("old.tar");
    backup::make(&settings, &old.db, &storage, &file, site.clock.now()).await.expect("a backup");

    // The database of the site is up to date and empty.
    backup::restore(&settings, &site.database.db, &storage, &file, How::default()).await.expect("it is restored");
    let pending = Migrator::get_pending_migrations(site.database.db.schema()).await.expect("a status");
    assert!(pending.is_empty());
    let party = parties::Entity::find_by_id(id).one(site.database.db.read()).await.expect("a query").expect("a party");
    assert_eq!((party.latitude, party.paused, party.last_entry), (Some(52.481_25), true, i64::MAX));
    assert_eq!((party.title.as_str(), party.posting.as_str()), ("ö \\ 'x'", "invited"));
}

on_each_database! {
    async fn it_is_restored_and_brought_up_to_date(site: Site) {
        let old = TestDatabase::empty(site.database.kind).await;
        Migrator::up(old.db.schema(), Some(OLD)).await.expect("the old schema");
        comes_back(&site, &old).await;
    }

    /// The first version that made them lacked a step before its last one.
    async fn those_of_the_first_version_that_made_them(site: Site) {
        let old = TestDatabase::empty(site.database.kind).await;
        up_with(old.db.schema(), &FIRST.map(str::to_owned)).await.expect("the old schema");
        assert_eq!(catalog::steps(old.db.read()).await.expect("steps"), FIRST);
        comes_back(&site, &old).await;
    }
}
