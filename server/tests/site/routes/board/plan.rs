//! However long the boards are, listing posts reads a range of an index and sorts nothing.

use std::sync::{Arc, Mutex};

use app::domain::PostId;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::Scene;
use crate::support::{Database, Site, a_party, many_posts, on_post};

/// Of all boards together.
const POSTS: usize = 10_000;

/// Two boards with many posts, and the statements with which pages read the older one.
struct Boards {
    scene: Scene,
    statements: Vec<String>,
    cursor: PostId,
}

impl Boards {
    async fn on(kind: Database) -> Self {
        let statements = Arc::<Mutex<Vec<String>>>::default();
        let notes = statements.clone();
        let note = move |sql: &str| notes.lock().expect("a lock").push(sql.to_owned());
        let mut scene = Scene::on(Site::watched(kind, note).await, a_party()).await;
        let other = a_party().by(&mut scene.ana).await;
        let posts = many_posts(&scene.site, scene.party, &scene.person, None, POSTS / 5).await;
        many_posts(&scene.site, other, &scene.person, None, POSTS - POSTS / 5).await;
        on_post(&mut scene.ana, "pin", scene.party, posts[0], &[("on", "1")]).await.is(303);
        let cursor = posts[POSTS / 10];
        let board = scene.board();
        statements.lock().expect("a lock").clear();
        for path in [format!("/p/{}", scene.party), format!("{board}?after={cursor}"), board] {
            scene.zoe.get(&path).await.is(200);
        }
        let statements = statements.lock().expect("a lock").clone();
        Self { scene, statements, cursor }
    }

    /// All that read posts.
    fn reads(&self) -> impl Iterator<Item = &String> {
        self.statements.iter().filter(|sql| sql.starts_with("SELECT") && sql.contains("FROM \"posts\""))
    }

    /// Those that list posts which are no replies: of the party page and of two pages of the board.
    fn listings(&self) -> Vec<&String> {
        let listings: Vec<_> = self.reads().filter(|sql| is_listing(sql)).collect();
        assert_eq!(listings.len(), 3, "{:#?}", self.statements);
        listings
    }

    /// What stands for the placeholders of a listing, one after the other.
    fn values(&self, sql: &str) -> String {
        let before = (1..).map_while(|number| sql.split_once(&format!("${number}")).map(|(before, _)| before));
        let value = |before: &str| {
            let id = if before.ends_with("\"party_id\" = ") { self.scene.party.0 } else { self.cursor.0 };
            if before.ends_with("LIMIT ") { "21".to_owned() } else { format!("'{id}'") }
        };
        before.map(value).collect::<Vec<_>>().join(", ")
    }
}

fn is_listing(sql: &str) -> bool {
    sql.contains("\"parent_id\" IS NULL")
}

#[tokio::test(flavor = "multi_thread")]
async fn in_sqlite() {
    let boards = Boards::on(Database::Sqlite).await;
    boards.listings();
    let db = boards.scene.site.database.db.read();
    for sql in boards.reads() {
        // What is not bound is null; the plan is the same for all values.
        let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
        let steps = db.query_all_raw(explain).await.expect("a plan");
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").expect("a step")).collect();
        let scans = ["posts", "invites", "blocks"].iter().any(|table| {
            let scan = format!("SCAN {table}");
            steps.iter().any(|step| *step == scan || step.starts_with(&format!("{scan} ")))
        });
        let sorts = is_listing(sql) && steps.iter().any(|step| step.contains("ORDER BY"));
        assert!(!scans && !sorts, "{steps:#?}\n{sql}");
    }
}

mod postgres {
    #[tokio::test(flavor = "multi_thread")]
    async fn listings_are_ranges_of_an_index() {
        super::in_postgres().await;
    }
}

async fn in_postgres() {
    let boards = Boards::on(Database::Postgres).await;
    let txn = boards.scene.site.database.db.begin().await.expect("a transaction");
    txn.execute_unprepared("ANALYZE posts").await.expect("statistics");
    for (number, sql) in boards.listings().into_iter().enumerate() {
        txn.execute_unprepared(&format!("PREPARE listing_{number} AS {sql}")).await.expect("a statement");
        let explain = format!("EXPLAIN EXECUTE listing_{number}({})", boards.values(sql));
        let steps = txn.query_all_raw(Statement::from_string(DbBackend::Postgres, explain)).await.expect("a plan");
        let steps: Vec<String> = steps.iter().map(|step| step.try_get_by_index(0).expect("a step")).collect();
        let plan = steps.join("\n");
        assert!(!plan.contains("Seq Scan on posts") && !plan.contains("Sort"), "{plan}\n{sql}");
    }
}
