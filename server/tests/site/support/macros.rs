//! A test on every database.

/// Makes each `async fn name(site: Site)` a test on SQLite, PostgreSQL and MariaDB: `sqlite::name`, `postgres::name`, …
macro_rules! on_each_database {
    ($($(#[$note:meta])* async fn $name:ident($site:ident: Site) $body:block)+) => {
        mod on_any {
            #[allow(unused_imports)]
            use super::*;
            $($(#[$note])* pub async fn $name($site: Site) $body)+
        }
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::on_any::$name(crate::support::Site::on(crate::support::Database::Sqlite).await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::on_any::$name(crate::support::Site::on(crate::support::Database::Postgres).await).await;
            })+
        }
        mod mariadb {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::on_any::$name(crate::support::Site::on(crate::support::Database::MariaDb).await).await;
            })+
        }
    };
}
