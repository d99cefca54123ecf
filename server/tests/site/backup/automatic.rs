//! Backups that are made by themselves.

use app::backend::tasks;
use server::{
    backup::{Outcome, TASK, make_if_due},
    config::Config,
    state::AppState,
};
use tempfile::TempDir;

use super::config;
use crate::support::Site;

fn names(config: &Config) -> Vec<String> {
    let entries = std::fs::read_dir(&config.backups.folder).expect("the folder");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

on_each_database! {
    async fn one_instance_makes_them_and_a_few_are_kept(site: Site) {
        let folder = TempDir::new().expect("a folder");
        let config = config(folder.path(), &[("SOIREE_BACKUP_HOURS", "6"), ("SOIREE_BACKUP_KEEP", "2")]);
        let look = |state: AppState| {
            let config = config.clone();
            async move { make_if_due(&config, &state).await.expect("it works") }
        };
        for round in 1..=4 {
            let made = futures::future::join_all((0..3).map(|_| look(site.instance()))).await;
            let count = made.iter().filter(|outcome| matches!(outcome, Outcome::Made(..))).count();
            assert_eq!(count, 1, "{made:?}");
            assert_eq!(look(site.instance()).await, Outcome::NotDue);
            assert_eq!(names(&config).len(), round.min(2));
            site.wait_hours(7);
        }
        let all = names(&config);
        assert!(all.iter().all(|name| name.starts_with("soiree-auto-2") && name.ends_with("Z.tar")), "{all:?}");
    }

    async fn what_fails_is_noted_and_tried_again(site: Site) {
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("backups"), "in the way").expect("a file");
        let config = config(folder.path(), &[("SOIREE_BACKUP_HOURS", "6")]);
        assert!(make_if_due(&config, &site.state).await.is_err());
        let task = tasks::last(&site.state.services, TASK).await.expect("a query").expect("it was begun");
        assert!(task.done_at.is_none() && task.last_error.is_some_and(|error| error.contains("backups")));
        std::fs::remove_file(folder.path().join("backups")).expect("the way is free");
        assert_eq!(make_if_due(&config, &site.state).await.expect("an answer"), Outcome::NotDue);
        site.wait_hours(1);
        // A process that died while it wrote has left this.
        std::fs::create_dir(folder.path().join("backups")).expect("a folder");
        std::fs::write(folder.path().join("backups/soiree-auto-20200101T000000Z.tar.part"), "half").expect("a file");
        std::fs::write(folder.path().join("backups/mine.tar"), "kept").expect("a file");
        assert!(matches!(make_if_due(&config, &site.state).await.expect("it works"), Outcome::Made(..)));
        let all = names(&config);
        assert!(all.len() == 2 && all[0] == "mine.tar", "{all:?}");
        let task = tasks::last(&site.state.services, TASK).await.expect("a query").expect("it is done");
        assert!(task.done_at.is_some() && task.last_error.is_none());
    }
}

/// Alone on a machine there is nobody else who makes them.
#[test]
fn when_they_are_made() {
    let folder = TempDir::new().expect("a folder");
    let hours = |settings: &[(&str, &str)]| config(folder.path(), settings).backups.hours;
    assert_eq!(hours(&[]), 24);
    assert_eq!(hours(&[("SOIREE_BACKUP_HOURS", "0")]), 0);
    assert_eq!(hours(&[("SOIREE_DATABASE_URL", "postgres://x@127.0.0.1/x")]), 0);
    assert_eq!(hours(&[("SOIREE_STORAGE", "s3"), ("SOIREE_S3_BUCKET", "x")]), 0);
}
