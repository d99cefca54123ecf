//! The commands, run as people run them.

use std::{
    path::PathBuf,
    process::{Command, Output},
};

use app::backend::entities::users;
use futures::future::join_all;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use tempfile::TempDir;

use crate::support::{Database, Site, TestDatabase, rows};

/// A place for the program to run in.
pub struct Machine {
    folder: TempDir,
    url: String,
}

impl Machine {
    pub fn new(url: &str) -> Self {
        Self { folder: TempDir::new().expect("a folder"), url: url.to_owned() }
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_soiree"));
        command.args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("SOIREE_DATABASE_URL", &self.url).env("SOIREE_DATA", "data").env("SOIREE_LOG", "error");
        // Where nobody listens.
        command.env("SOIREE_ADDRESS", "127.0.0.1:9");
        command
    }

    async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        tokio::task::spawn_blocking(move || command.output().expect("the program starts")).await.expect("no panic")
    }

    /// Runs a command that works, and gives what it prints.
    async fn works(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments).await;
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a command that does not work; gives what it prints, and the one line that says why.
    async fn fails(&self, arguments: &[&str]) -> (String, String) {
        let output = self.run(arguments).await;
        assert!(!output.status.success(), "{arguments:?} works: {output:?}");
        let why = String::from_utf8(output.stderr).expect("text");
        assert!(why.starts_with("soiree: ") && why.trim_end().lines().count() == 1, "{why:?} is one clear line");
        (String::from_utf8(output.stdout).expect("text"), why)
    }

    /// Where the program keeps what it keeps.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The browser's files, as a build would have left them.
    pub fn build_site(&self) {
        let pkg = self.folder.path().join("target/site/pkg");
        std::fs::create_dir_all(&pkg).expect("a folder");
        for name in ["soiree.css", "soiree.js", "soiree.wasm"] {
            std::fs::write(pkg.join(name), "x").expect("a file");
        }
    }
}

on_each_database! {
    async fn a_new_machine_becomes_healthy(site: Site) {
        let database = TestDatabase::empty(site.database.kind).await;
        let machine = Machine::new(&database.url);
        let (found, why) = machine.fails(&["doctor"]).await;
        assert!(why.contains("needs attention"), "{why}");
        for line in ["ok      settings", "ok      database", "PROBLEM schema: is not up to date", "ok      pictures", "PROBLEM site:"] {
            assert!(found.contains(line), "no {line:?} in:\n{found}");
        }
        assert!(machine.fails(&["serve"]).await.1.contains("SOIREE_SITE"));
        machine.build_site();
        assert!(machine.fails(&["serve"]).await.1.contains("soiree migrate up"));

        assert!(!machine.works(&["migrate", "status"]).await.contains("Applied"));
        assert!(!machine.works(&["migrate", "up"]).await.contains("Pending"));
        assert!(machine.works(&["doctor"]).await.lines().all(|line| line.starts_with("ok ")));

        assert_eq!(machine.works(&["migrate", "down"]).await.matches("Pending").count(), 1);
        assert!(machine.fails(&["doctor"]).await.0.contains("PROBLEM schema"));
    }

    async fn what_the_doctor_says(site: Site) {
        use std::os::unix::fs::PermissionsExt;
        let machine = Machine::new(&site.database.url);
        machine.build_site();
        assert!(machine.works(&["doctor"]).await.lines().all(|line| line.starts_with("ok ")));
        let key = machine.folder.path().join("data/secret.key");
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).expect("rights");
        let (found, _) = machine.fails(&["doctor"]).await;
        assert!(found.contains("PROBLEM secret: others may read it; run `chmod 600 data/secret.key`"), "{found}");
        let mut command = machine.command(&["doctor"]);
        command.env("SOIREE_SECRET", "07".repeat(32)).env("SOIREE_BASE_URL", "http://party.example.org");
        let found = command.output().expect("the program starts");
        let found = String::from_utf8(found.stdout).expect("text");
        assert!(found.contains("NOTE    settings: passwords travel unencrypted"), "{found}");
    }

    async fn a_backup_moves_a_site_to_another_machine(site: Site) {
        let machine = Machine::new(&site.database.url);
        machine.works(&["user", "create", "ana", "ana@example.org", "Ana Blum"]).await;
        assert!(machine.works(&["backup", "ana.tar"]).await.contains("ana.tar: "));
        assert!(machine.fails(&["backup", "ana.tar"]).await.1.contains("is there already"));
        let printed = machine.works(&["backup"]).await;
        let made = std::fs::read_dir(machine.data().join("backups")).expect("the folder").count();
        assert!(printed.starts_with("data/backups/soiree-2") && made == 1, "{printed}");
        assert!(machine.works(&["restore", "ana.tar", "--check"]).await.contains("is whole"));
        assert!(machine.fails(&["restore", "ana.tar"]).await.1.contains("--force"));

        let other = TestDatabase::empty(site.database.kind).await;
        let there = Machine::new(&other.url);
        std::fs::copy(machine.folder.path().join("ana.tar"), there.folder.path().join("ana.tar")).expect("a copy");
        assert!(there.works(&["restore", "ana.tar"]).await.contains("are back"));
        there.build_site();
        assert!(there.works(&["doctor"]).await.lines().all(|line| line.starts_with("ok ")));
        let key = |machine: &Machine| std::fs::read(machine.folder.path().join("data/secret.key")).expect("a secret");
        assert_eq!(key(&machine), key(&there));
        assert!(there.fails(&["user", "create", "ana", "x@example.org", "Ana"]).await.1.contains("username"));
        assert!(there.fails(&["health"]).await.1.contains("nobody listens"));
    }

    /// The first changes the schema, the others wait for it. A version that knows fewer steps goes on beside a newer one.
    async fn instances_start_at_the_same_time(site: Site) {
        let database = TestDatabase::empty(site.database.kind).await;
        let machine = Machine::new(&database.url);
        for printed in join_all((0..3).map(|_| machine.works(&["migrate", "up"]))).await {
            assert!(printed.contains("Applied") && !printed.contains("Pending"), "{printed}");
        }
        let newer = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99991231_000001_newer', 0)";
        database.db.write().execute_unprepared(newer).await.expect("a row");
        machine.build_site();
        assert!(!machine.works(&["migrate", "up"]).await.contains("Pending"));
        assert!(machine.works(&["doctor"]).await.contains("ok      schema"));
    }

    async fn accounts_from_the_command_line(site: Site) {
        let machine = Machine::new(&site.database.url);
        let password = |printed: String| printed.trim().strip_prefix("password: ").expect("a password").to_owned();
        let first = password(machine.works(&["user", "create", "ana", "ana@example.org", "Ana Blum"]).await);
        assert_eq!(rows::user(&site, "ana").await.display_name, "Ana Blum");
        let mut ana = site.visitor();
        let login = |password| [("_page", "/login"), ("login", "ana"), ("password", password)];
        ana.post("/api/accounts/log_in", &login(first.as_str())).await.is(303);
        ana.get("/settings").await.is(200);

        let second = password(machine.works(&["user", "reset-password", "ana"]).await);
        assert_ne!(first, second);
        ana.get("/settings").await.is(401);
        ana.post("/api/accounts/log_in", &login(first.as_str())).await.is(422);
        ana.post("/api/accounts/log_in", &login(second.as_str())).await.is(303);

        let id = rows::user(&site, "ana").await.id;
        let guarded = users::ActiveModel { id: Set(id), second_factor: Set(true), ..Default::default() };
        users::Entity::update(guarded).exec(site.database.db.write()).await.expect("a second step");
        machine.works(&["user", "reset-password", "ana"]).await;
        assert!(rows::user(&site, "ana").await.second_factor, "a new password alone gets nobody in");
        machine.works(&["user", "reset-password", "ana", "--no-second-step"]).await;
        assert!(!rows::user(&site, "ana").await.second_factor);

        assert!(machine.fails(&["user", "create", "ana", "other@example.org", "Ana"]).await.1.contains("username: Somebody already uses this."));
        assert!(machine.fails(&["user", "create", "ben", "ben@", "Ben"]).await.1.contains("email: "));
        assert!(machine.fails(&["user", "reset-password", "nobody"]).await.1.contains("Nobody here has that username."));
    }

    async fn who_looks_after_the_site(site: Site) {
        let machine = Machine::new(&site.database.url);
        machine.works(&["user", "create", "ana", "ana@example.org", "Ana Blum"]).await;
        assert!(!rows::user(&site, "ana").await.admin);
        for _ in 0..2 {
            assert_eq!(machine.works(&["user", "admin", "ana"]).await, "ana looks after the site\n");
            assert!(rows::user(&site, "ana").await.admin);
        }
        for _ in 0..2 {
            assert_eq!(machine.works(&["user", "admin", "ana", "--remove"]).await, "ana no longer looks after the site\n");
            assert!(!rows::user(&site, "ana").await.admin);
        }
        assert!(machine.fails(&["user", "admin", "nobody"]).await.1.contains("Nobody here has that username."));
    }

    async fn jobs_from_the_command_line(site: Site) {
        use app::{backend::jobs, domain::PictureId};
        let machine = Machine::new(&site.database.url);
        assert!(machine.works(&["jobs"]).await.contains("nothing is to be done"));
        let given_up = [PictureId::new().0, PictureId::new().0];
        jobs::discard(site.database.db.write(), given_up, site.clock.now()).await.expect("jobs");
        for _ in 0..jobs::ATTEMPTS {
            let claimed = jobs::next(&site.state.services).await.expect("a query").expect("a job");
            jobs::failed(&site.state.services, &claimed, "the disk\nis full").await.expect("noted");
            jobs::next(&site.state.services).await.expect("a query").expect("the other job");
            site.wait_hours(7);
        }
        let printed = machine.works(&["jobs"]).await;
        let dead = printed.lines().find(|line| line.ends_with("discard_picture: the disk is full")).expect("what went wrong");
        let id = dead.split(' ').next().expect("an identifier");
        assert!(machine.works(&["jobs", "retry", id]).await.contains("again"));
        assert!(machine.fails(&["jobs", "retry", id]).await.1.contains("was given up"));
        assert!(!machine.works(&["jobs"]).await.contains("full"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_setting_stops_the_start() {
    let database = TestDatabase::empty(Database::Sqlite).await;
    let machine = Machine::new(&database.url);
    machine.build_site();
    for (name, value) in [
        ("SOIREE_ADRESS", "127.0.0.1:3000"),
        ("SOIREE_UPLOAD_MB", "many"),
        ("SOIREE_SECRET", "short"),
        ("SOIREE_STORAGE", "s3"),
    ] {
        for command in ["serve", "doctor"] {
            let output = machine.command(&[command]).env(name, value).output().expect("the program starts");
            let why = String::from_utf8(output.stderr).expect("text");
            assert!(!output.status.success());
            assert!(why.starts_with("soiree: ") && why.trim_end().lines().count() == 1, "{why:?}");
            assert!(why.contains(name), "{name}: {why:?}");
        }
    }
}

/// A database that nobody answers for is told in a line, after a while; the doctor looks at everything else too.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_database_is_told() {
    let machine = Machine::new("postgres://soiree@127.0.0.1:9/soiree");
    assert!(machine.fails(&["jobs"]).await.1.contains("SOIREE_DATABASE_URL"));
    let (found, why) = machine.fails(&["doctor"]).await;
    assert!(why.contains("needs attention"), "{why}");
    let told = found.lines().find(|line| line.starts_with("PROBLEM database: ")).expect("the database");
    assert!(told.contains("check that the server of SOIREE_DATABASE_URL runs"), "{told}");
    for line in ["ok      settings", "ok      pictures", "ok      time zones", "PROBLEM site:"] {
        assert!(found.contains(line), "no {line:?} in:\n{found}");
    }
}
