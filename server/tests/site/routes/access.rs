//! Who may do what: every route that there is, for every kind of viewer, as one table says.

mod plans;
mod table;
mod v1;
mod world;

use std::collections::BTreeSet;

use server::router::{OTHER_ROUTES, api_routes, page_routes};

use self::{
    table::{Row, Visibility, rows},
    world::{Maker, VIEWERS, Viewer},
};
use crate::support::{Database, Site, rows::forget_counts};

/// All routes of the router, as the table names them.
fn routes() -> BTreeSet<String> {
    let others = OTHER_ROUTES.iter().map(|route| (*route).to_owned());
    page_routes().into_iter().chain(api_routes()).chain(others).collect()
}

#[test]
fn the_table_knows_every_route_and_no_other() {
    let table: BTreeSet<String> = rows().into_iter().map(|row| row.route).collect();
    let (unknown, gone): (Vec<_>, Vec<_>) =
        (routes().difference(&table).cloned().collect(), table.difference(&routes()).cloned().collect());
    assert!(unknown.is_empty(), "routes that the table does not know: {unknown:#?}");
    assert!(gone.is_empty(), "rows of the table without a route: {gone:#?}");
    for health in ["/healthz", "/readyz"] {
        assert!(table.contains(health));
    }
}

#[test]
fn what_is_about_a_party_is_said_for_both_visibilities() {
    for route in routes() {
        let said: BTreeSet<_> = rows().into_iter().filter(|row| row.route == route).map(|row| row.visibility).collect();
        let both = BTreeSet::from([Some(Visibility::Link), Some(Visibility::Invited)]);
        assert!(said == both || said == BTreeSet::from([None]), "{route}: {said:?}");
        assert!(!route.contains("{party}") || said == both, "{route} is about a party");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_files() {
    walk(rows().into_iter().filter(|row| !row.is_change())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn server_functions_of_parties_and_accounts() {
    let others = |row: &Row| of_guests(row) || of_the_board(row) || of_the_album(row);
    walk(rows().into_iter().filter(|row| row.is_change() && !others(row))).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn server_functions_of_guests() {
    walk(rows().into_iter().filter(of_guests)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn server_functions_of_the_board() {
    walk(rows().into_iter().filter(of_the_board)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn server_functions_of_the_album() {
    walk(rows().into_iter().filter(of_the_album)).await;
}

/// Whoever looks after the site is on no party more than others, but for what was reported.
#[tokio::test(flavor = "multi_thread")]
async fn admins_are_strangers_but_for_reports() {
    let site = with_mail().await;
    let mut maker = Maker::new(&site).await;
    let mut wrong = Vec::new();
    for row in rows() {
        let world = maker.world(&site, row.visibility.unwrap_or(Visibility::Link)).await;
        world.stranger_looks_after_the_site(&site).await;
        let status = world.ask(&site, Viewer::User, &row).await;
        if status != row.for_admin() {
            wrong.push(format!("{} ({:?}): {status} instead of {}", row.route, row.visibility, row.for_admin()));
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn of_the_album(row: &Row) -> bool {
    row.route.starts_with("/api/album/")
}

/// A site on which everything is switched on.
async fn with_mail() -> Site {
    Site::with(Database::Sqlite, &[("SOIREE_MAIL", "outbox")]).await
}

fn of_the_board(row: &Row) -> bool {
    row.route.starts_with("/api/board/")
}

fn of_guests(row: &Row) -> bool {
    row.route.starts_with("/api/invites/") || row.route.starts_with("/api/rsvps/")
}

/// Asks for each row as each viewer, each time in a world of its own, and compares. What is refused changes nothing.
async fn walk(rows: impl Iterator<Item = Row>) {
    let site = with_mail().await;
    let mut maker = Maker::new(&site).await;
    let mut wrong = Vec::new();
    for row in rows {
        let both = [Visibility::Link, Visibility::Invited];
        for visibility in both.into_iter().filter(|shown| row.visibility.is_none_or(|only| only == *shown)) {
            for (viewer, expected) in VIEWERS.into_iter().zip(row.expected) {
                let world = maker.world(&site, visibility).await;
                let before = world.state(&site).await;
                // All of them ask from the same address.
                forget_counts(&site).await;
                let status = world.ask(&site, viewer, &row).await;
                let what = format!("{} ({visibility:?}) as {viewer:?}", row.route);
                if status != expected {
                    wrong.push(format!("{what}: {status} instead of {expected}"));
                }
                if status >= 400 && world.state(&site).await != before {
                    wrong.push(format!("{what}: refused, but something has changed"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
