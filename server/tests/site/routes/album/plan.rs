//! However long albums are, listing photos reads a range of an index and sorts nothing.

use std::sync::{Arc, Mutex};

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Scene;
use crate::support::{Database, Site, album_rules, many_photos};

#[tokio::test(flavor = "multi_thread")]
async fn in_sqlite() {
    let statements = Arc::<Mutex<Vec<String>>>::default();
    let notes = statements.clone();
    let note = move |sql: &str| notes.lock().expect("a lock").push(sql.to_owned());
    let mut scene = Scene::over(Site::watched(Database::Sqlite, note).await).await;
    let photos = many_photos(&scene.site, scene.party, &scene.person, 2_000).await;
    let (album, party) = (scene.album(), scene.party);
    let older = format!("{album}?after={}.{}", scene.site.clock.now(), photos[1_000]);
    statements.lock().expect("a lock").clear();
    for path in [album.clone(), older, format!("{album}/{}", photos[1_000]), format!("/p/{party}/wall")] {
        scene.zoe.get(&path).await.is(200);
        scene.ana.get(&path).await.is(200);
    }
    let listed = statements.lock().expect("a lock").len();
    album_rules(&mut scene.ana, party, &[("shown", "uploaders")]).await.is(303);
    scene.zoe.get(&album).await.is(200).reads_not("Photo by");
    let veiled: Vec<_> = statements.lock().expect("a lock").split_off(listed);
    let statements = statements.lock().expect("a lock").clone();
    let reads = |sql: &&String| sql.starts_with("SELECT") && sql.contains("FROM \"photos\"");
    let reads: Vec<_> = statements.iter().filter(reads).collect();
    assert!(reads.len() > 10, "{statements:#?}");
    let db = scene.site.database.db.read();
    for sql in reads {
        let steps = plan(db, sql).await;
        let scans = steps.iter().any(|step| step == "SCAN photos" || step.starts_with("SCAN photos "));
        // Few are not ready.
        let listing = sql.contains("\"sorted_at\" DESC") && !sql.contains("\"status\" IN (");
        let sorts = listing && steps.iter().any(|step| step.contains("ORDER BY"));
        assert!(!scans && !sorts, "{steps:#?}\n{sql}");
    }
    // Whoever sees only their own does not wait for those of others to be looked through.
    let own: Vec<_> = veiled.iter().filter(|sql| sql.contains("\"sorted_at\" DESC")).collect();
    assert!(!own.is_empty(), "{veiled:#?}");
    for sql in own {
        let steps = plan(db, sql).await;
        assert!(steps.iter().any(|step| step.contains("photos") && step.contains("invite_id=?")), "{steps:#?}\n{sql}");
    }
}

/// What is not bound is null; the plan is the same for all values.
async fn plan(db: &impl ConnectionTrait, sql: &str) -> Vec<String> {
    let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
    let steps = db.query_all_raw(explain).await.expect("a plan");
    steps.iter().map(|step| step.try_get("", "detail").expect("a step")).collect()
}
