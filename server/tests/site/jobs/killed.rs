//! A server that is killed between the steps of its jobs, again and again: nothing is lost, and nothing is done twice.

use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use app::{
    backend::{
        entities::{jobs as table, pictures},
        jobs,
    },
    domain::{PictureId, picture::Size},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};
use server::uploads::key;
use tokio::time::sleep;

use super::{a_hosted_party, left, to_be_told, told};
use crate::{
    doctor::Machine,
    support::{Site, rows},
};

/// Lives that end too early.
const KILLS: u64 = 5;
/// Jobs that each of them does at least.
const A_FEW: u64 = 5;
/// So often pictures are given up and hosts are to be told …
const TIMES: usize = 10;
/// … so many of each.
const PICTURES: usize = 6;
const ANSWERS: usize = 20;

/// The program as people run it; it dies with the test.
struct Server(Child);

impl Server {
    fn on(machine: &Machine) -> Self {
        let mut command = machine.command(&["serve"]);
        command.env("SOIREE_ADDRESS", "127.0.0.1:0").stdout(Stdio::null());
        Self(command.spawn().expect("the program starts"))
    }

    /// Stops it in the midst of jobs, once there are at most so many left.
    async fn freeze_at_work(&self, site: &Site, most: u64) {
        for _ in 0..2_000 {
            self.signal("STOP");
            sleep(Duration::from_millis(2)).await;
            if left(site).await <= most && leased(site).await > 0 {
                return;
            }
            self.signal("CONT");
            sleep(Duration::from_millis(5)).await;
        }
        panic!("it does no jobs: {} are left, {} of them begun", left(site).await, leased(site).await);
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.0.id())]).status();
        assert!(sent.expect("a shell").success(), "the server is alive");
    }
}

/// SIGKILL: it can do nothing about it.
impl Drop for Server {
    fn drop(&mut self) {
        if let Err(error) = self.0.kill().and_then(|()| self.0.wait()) {
            eprintln!("the server stays behind: {error}");
        }
    }
}

/// Jobs that belong to somebody.
async fn leased(site: &Site) -> u64 {
    let leased = table::Entity::find().filter(table::Column::LeasedUntil.is_not_null());
    leased.count(site.database.db.read()).await.expect("a query")
}

/// The leases of the dead end, without the wait.
async fn a_minute_passes(site: &Site) {
    let earlier = Expr::col(table::Column::LeasedUntil).sub(61_000_i64);
    let moved = table::Entity::update_many().col_expr(table::Column::LeasedUntil, earlier);
    moved.exec(site.database.db.write()).await.expect("leases that are over");
}

fn files(machine: &Machine, picture: PictureId) -> Vec<PathBuf> {
    let file = |size| machine.data().join("pictures").join(key(picture, size).expect("a key").as_str());
    Size::ALL.into_iter().map(file).collect()
}

/// Stored pictures that were given up, but for those that somebody shows.
async fn pictures_to_go(site: &Site, machine: &Machine, count: usize, shown: bool) -> Vec<PictureId> {
    let ids: Vec<_> = (0..count).map(|_| PictureId::new()).collect();
    for file in ids.iter().flat_map(|id| files(machine, *id)) {
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, "a picture").expect("a file");
    }
    let rows = ids.iter().map(|id| pictures::ActiveModel {
        id: Set(id.0),
        purpose: Set("cover".to_owned()),
        width: Set(1),
        height: Set(1),
        bytes: Set(9),
        format: Set("jpg".to_owned()),
        used: Set(shown),
        created_at: Set(site.clock.now()),
    });
    pictures::Entity::insert_many(rows).exec_without_returning(site.database.db.write()).await.expect("pictures");
    let given_up = ids.iter().map(|id| id.0);
    jobs::discard(site.database.db.write(), given_up, site.clock.now()).await.expect("jobs");
    ids
}

async fn until_nothing_is_left(site: &Site) {
    for _ in 0..600 {
        if left(site).await == 0 {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("{} jobs are left", left(site).await);
}

on_each_database! {
    async fn nothing_is_lost_and_nothing_is_done_twice(site: Site) {
        let party = a_hosted_party(&site).await;
        let machine = Machine::new(&site.database.url);
        machine.build_site();
        let shown = pictures_to_go(&site, &machine, 1, true).await;
        let mut gone = Vec::new();
        for _ in 0..TIMES {
            gone.extend(pictures_to_go(&site, &machine, PICTURES, false).await);
            to_be_told(&site, party, ANSWERS).await;
        }

        let mut interrupted = 0;
        for _ in 0..KILLS {
            let server = Server::on(&machine);
            server.freeze_at_work(&site, left(&site).await - A_FEW).await;
            drop(server);
            interrupted += leased(&site).await;
            a_minute_passes(&site).await;
        }
        assert!(interrupted > 0, "it was never at work when it died");
        assert!(left(&site).await > 0, "there was always something left to do");

        let _server = Server::on(&machine);
        until_nothing_is_left(&site).await;
        assert_eq!(usize::try_from(told(&site).await), Ok(TIMES * ANSWERS));
        assert_eq!(rows::pictures(&site).await.iter().map(|row| row.id).collect::<Vec<_>>(), [shown[0].0]);
        assert!(gone.iter().flat_map(|id| files(&machine, *id)).all(|file| !file.exists()), "files stay behind");
        assert!(files(&machine, shown[0]).iter().all(|file| file.exists()), "what somebody shows stays");
    }
}
