//! Two writes that wait for each other: one of them is told to try again.

use app::{backend::rsvps, error::AppError};

use crate::support::{Database, Site, a_party, a_person};

async fn one_of_two_is_turned_away(kind: Database) {
    let site = Site::on(kind).await;
    let mut host = a_person(&site, "hanna").await.browser;
    let (first, second) = (a_party().by(&mut host).await, a_party().by(&mut host).await);
    let begin = || async { site.database.db.begin().await.expect("a transaction") };
    let (one, other) = (begin().await, begin().await);
    rsvps::lock(&one, first).await.expect("a lock");
    rsvps::lock(&other, second).await.expect("a lock");
    let (across, back) = tokio::join!(rsvps::lock(&one, second), rsvps::lock(&other, first));
    let refused: Vec<_> = [across.err(), back.err()].into_iter().flatten().collect();
    assert_eq!(refused, [AppError::Busy]);
}

mod postgres {
    #[tokio::test(flavor = "multi_thread")]
    async fn one_of_two_is_turned_away() {
        super::one_of_two_is_turned_away(super::Database::Postgres).await;
    }
}

mod mariadb {
    #[tokio::test(flavor = "multi_thread")]
    async fn one_of_two_is_turned_away() {
        super::one_of_two_is_turned_away(super::Database::MariaDb).await;
    }
}
