//! However many photos there are, searching reads ranges of indexes.

use std::sync::{Arc, Mutex};

use app::{backend::search, domain::PhotoId};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Scene;
use crate::support::{Database, Site, a_person, many_photos};

/// So many that their party's title is common.
const PHOTOS: usize = 1_600;

/// The statements with which pages look into the index.
async fn statements(kind: Database) -> (Scene, Vec<String>) {
    let statements = Arc::<Mutex<Vec<String>>>::default();
    let notes = statements.clone();
    let note = move |sql: &str| notes.lock().expect("a lock").push(sql.to_owned());
    let mut scene = Scene::on(Site::watched(kind, note).await).await;
    let person = a_person(&scene.site, "dora").await.person;
    many_photos(&scene.site, scene.party, &person, PHOTOS).await;
    search::reindex(&scene.site.database.db).await.expect("an index");
    scene.photo("The cake", "sweet").await;
    statements.lock().expect("a lock").clear();
    for path in [
        "/search?q=roof".to_owned(),
        format!("/search?q=roof+summer&after=4000000000000.{}", PhotoId::new()),
        "/search?q=roof+cake&from=2020-01-01".to_owned(),
        format!("/p/{}/search?q=cake", scene.party),
        format!("/p/{}/search", scene.party),
    ] {
        scene.ana.get(&path).await.is(200);
    }
    let noted = statements.lock().expect("a lock").clone();
    let about: Vec<_> = noted.into_iter().filter(|sql| sql.contains("photo_terms")).collect();
    assert!(about.len() == 10, "{about:#?}");
    (scene, about)
}

#[tokio::test(flavor = "multi_thread")]
async fn in_sqlite() {
    let (scene, statements) = statements(Database::Sqlite).await;
    let db = scene.site.database.db.read();
    for sql in statements {
        // What is not bound is null; the plan is the same for all values.
        let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
        let steps = db.query_all_raw(explain).await.expect("a plan");
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").expect("a step")).collect();
        for table in ["photo_terms", "photos", "other", "photo_people", "photo_tags"] {
            let scan = format!("SCAN {table}");
            assert!(
                !steps.iter().any(|step| *step == scan || step.starts_with(&format!("{scan} "))),
                "{steps:#?}\n{sql}"
            );
        }
        let step = |begin: &str| steps.iter().position(|step| step.starts_with(begin));
        if sql.contains("\"other\"") {
            let beside = step("SEARCH other USING COVERING INDEX");
            assert!(beside.is_some() && beside < step("SEARCH photos "), "terms before photos: {steps:#?}\n{sql}");
        }
        let in_order = sql.contains("ORDER BY \"photo_terms\".\"at\" DESC");
        assert!(!in_order || !steps.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY")), "{steps:#?}\n{sql}");
    }
}

mod postgres {
    #[tokio::test(flavor = "multi_thread")]
    async fn searching_reads_ranges_of_indexes() {
        super::in_postgres().await;
    }
}

/// As many other words as there are in a large album.
const OTHER_WORDS: &str = "INSERT INTO photo_terms (photo_id, party_id, term, at, kind) \
    SELECT photo_id, party_id, 'word' || row_number() OVER (), at, kind FROM photo_terms";

/// As PostgreSQL plans them when it has seen them often, for values that it does not know.
async fn in_postgres() {
    let (scene, statements) = statements(Database::Postgres).await;
    let txn = scene.site.database.db.begin().await.expect("a transaction");
    for prepare in
        [OTHER_WORDS, "ANALYZE photo_terms", "ANALYZE photos", "SET LOCAL plan_cache_mode = force_generic_plan"]
    {
        txn.execute_unprepared(prepare).await.expect("statistics");
    }
    for (number, sql) in statements.iter().enumerate() {
        txn.execute_unprepared(&format!("PREPARE search_{number} AS {sql}")).await.expect("a statement");
        let values = (1..).take_while(|place| sql.contains(&format!("${place}"))).count();
        let values = if values == 0 { String::new() } else { format!("({})", vec!["NULL"; values].join(", ")) };
        let explain = format!("EXPLAIN EXECUTE search_{number}{values}");
        let steps = txn.query_all_raw(Statement::from_string(DbBackend::Postgres, explain)).await.expect("a plan");
        let steps: Vec<String> = steps.iter().map(|step| step.try_get_by_index(0).expect("a step")).collect();
        let plan = steps.join("\n");
        assert!(!plan.contains("Seq Scan on photo_terms"), "{plan}\n{sql}");
    }
}
