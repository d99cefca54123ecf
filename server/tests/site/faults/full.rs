//! A database without room: whoever writes is told, nothing half-written stays, and reading goes on.

use app::{domain::PartyId, error::AppError};
use sea_orm::ConnectionTrait;

use crate::support::{Browser, Database, Page, Site, a_party, a_person, post, rows, send_post, value};

const NO_ROOM: &str = "There is no room left to store this. Please tell the person who runs this site.";
/// More than fits onto a page of the database.
const LONG: usize = 4_500;

/// Lets SQLite's file grow to so many pages, but not less than it has. A connection that found no room is not used again,
/// and the next one knows nothing of this.
async fn pages(site: &Site, most: u32) {
    let sql = format!("PRAGMA max_page_count = {most}");
    site.database.db.write().execute_unprepared(&sql).await.expect("a limit");
}

/// Posts until there is no room, and gives the answer that says so.
async fn fill(site: &Site, host: &mut Browser, party: PartyId, text: &str) -> Page {
    pages(site, 1).await;
    for _ in 0..40 {
        let before = rows::everything(site).await;
        let answer = send_post(host, party, &[("text", text)]).await;
        if answer.status != 303 {
            assert_eq!(rows::everything(site).await, before, "nothing half-written stays");
            return answer;
        }
    }
    panic!("there is always room");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_room() {
    let site = Site::new().await;
    let mut host = a_person(&site, "hanna").await.browser;
    let party = a_party().by(&mut host).await;
    let text = "x".repeat(LONG);
    host.get("/readyz").await.is(200);
    for _ in 0..2 {
        let page = fill(&site, &mut host, party, &text).await;
        let forms = page.is(507).reads(NO_ROOM).forms("/api/board/add");
        assert!(forms.iter().any(|form| value(form, "text") == Some(text.as_str())), "what was written is not lost");
        pages(&site, 1).await;
        host.get("/readyz").await.is(503).says("database full").says("storage ok");
        host.get("/readyz/self").await.is(200);
        host.get(&format!("/p/{party}/board")).await.is(200);
    }
    pages(&site, u32::MAX / 4).await;
    host.get("/readyz").await.is(200).says("database ok");
    let last = post(&mut host, party, "There is room again").await;
    assert_eq!(rows::post(&site, last).await.text, "There is room again", "others read it too");
}

/// The server says so itself: nobody fills its disk here.
async fn says(kind: Database, statement: &str) {
    let site = Site::on(kind).await;
    let error = site.database.db.write().execute_unprepared(statement).await.expect_err("an error");
    assert_eq!(AppError::from(error), AppError::StorageFull, "{statement}");
}

mod postgres {
    #[tokio::test(flavor = "multi_thread")]
    async fn a_full_disk() {
        let statement = "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$";
        super::says(super::Database::Postgres, statement).await;
    }
}

mod mariadb {
    #[tokio::test(flavor = "multi_thread")]
    async fn a_full_table_and_a_full_disk() {
        for number in [1114, 1021] {
            let statement = format!("SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = 'full'");
            super::says(super::Database::MariaDb, &statement).await;
        }
    }
}
