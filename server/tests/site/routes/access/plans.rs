//! What the routes ask of the database is found through indexes, however much there is.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use server::{housekeeping, jobs};

use super::{
    table::{Visibility, rows},
    world::{Maker, Viewer},
};
use crate::support::{Database, Site};

/// Reads a table from its beginning or end, and ends after one row.
const ENDS_SOON: [&str; 1] = ["FROM \"events\" ORDER BY \"events\".\"id\" DESC LIMIT"];

/// Looks at all there are, now and then and beside the requests: people who may want to hear what is new, and parties that
/// repeat.
const LOOKS_AT_ALL: [&str; 2] = ["FROM \"users\" LEFT JOIN \"digests\"", "DELETE FROM \"series\""];

/// Pages that ask for other things by what their address says.
const OTHERWISE: [&str; 21] = [
    "/parties?tab=invited",
    "/parties?tab=confirmed",
    "/parties?tab=past",
    "/parties?tab=hosting&after=1.{party}",
    "/parties?tab=past&after=1.{party}",
    "/people?tab=friends",
    "/people?tab=following",
    "/people?tab=followers",
    "/people?tab=met",
    "/people?tab=blocked",
    "/p/{party}/guests?q=an&answer=yes",
    "/p/{party}/album?after=1.{photo}",
    "/p/{party}/board?after={post}",
    "/notifications?after=1.{post}",
    "/search?q=an+other&tag=cake&from=2020-01-01&until=2030-01-01",
    "/search?q=an&after=1.{photo}",
    "/p/{party}/search?q=an+other&person=u1&place=berlin&camera=canon",
    "/p/{party}/search?after=1.{photo}",
    "/map?at=52.5,13.4&z=9",
    "/map?after=1.{photo}",
    "/p/{party}/map?at=52.5,13.4&z=9&after=1.{photo}",
];

/// Every route as those who make it do most, and what is done beside the requests.
async fn statements(site: &Site, noted: &Mutex<BTreeSet<String>>) -> BTreeSet<String> {
    let mut maker = Maker::new(site).await;
    for row in rows() {
        for viewer in [Viewer::Guest, Viewer::User, Viewer::Host] {
            let world = maker.world(site, row.visibility.unwrap_or(Visibility::Link)).await;
            world.ask(site, viewer, &row).await;
        }
    }
    let world = maker.world(site, Visibility::Link).await;
    for path in OTHERWISE {
        world.look(site, Viewer::Host, path).await;
    }
    jobs::drain(&site.state).await.expect("jobs are done");
    site.wait_hours(100);
    housekeeping::once(&site.state).await.expect("the sweep works");
    noted.lock().expect("a lock").clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_uses_an_index() {
    let noted = Arc::<Mutex<BTreeSet<String>>>::default();
    let notes = noted.clone();
    let note = move |sql: &str| {
        notes.lock().expect("a lock").insert(sql.to_owned());
    };
    let site = Site::watched_with(Database::Sqlite, &[("SOIREE_MAIL", "outbox")], note).await;
    let (mut asked, mut wrong) = (0, Vec::new());
    for sql in statements(&site, &noted).await {
        if !["SELECT", "UPDATE", "DELETE"].iter().any(|verb| sql.starts_with(verb)) {
            continue;
        }
        asked += 1;
        // What is not bound is null; the plan is the same for all values.
        let explain = Statement::from_string(DbBackend::Sqlite, format!("EXPLAIN QUERY PLAN {sql}"));
        let steps = site.database.db.read().query_all_raw(explain).await.expect("a plan");
        let steps: Vec<String> = steps.iter().map(|step| step.try_get("", "detail").expect("a step")).collect();
        // Asked for none of them, which the database sees before it looks.
        let none = sql.contains("WHERE ? = ?");
        let known = none || ENDS_SOON.iter().chain(&LOOKS_AT_ALL).any(|part| sql.contains(part));
        let made = made(&steps);
        if !known && steps.iter().any(|step| scans(step, &made)) {
            wrong.push(format!("{sql}\n    {}", steps.join("\n    ")));
        }
    }
    assert!(asked > 100, "only {asked} statements");
    assert!(wrong.is_empty(), "{} of {asked} read whole tables:\n{}", wrong.len(), wrong.join("\n"));
}

/// The names of what a query makes itself, which is small: the tables in it stand there with steps of their own.
fn made(steps: &[String]) -> Vec<&str> {
    let name = |step| str::strip_prefix(step, "CO-ROUTINE ").or_else(|| str::strip_prefix(step, "MATERIALIZE "));
    steps.iter().map(String::as_str).filter_map(name).collect()
}

/// Whether a step reads all of a table or of an index.
fn scans(step: &str, made: &[&str]) -> bool {
    let what = step.strip_prefix("SCAN ").unwrap_or("(").trim_end_matches(" LEFT-JOIN");
    !what.starts_with('(') && what != "CONSTANT ROW" && !made.contains(&what)
}
