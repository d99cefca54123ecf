//! Later steps keep what was written under an older schema.

mod album;
mod api;
mod boards;
mod calendars;
mod mails;
mod parties;
mod search;
mod ways_in;

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, Value,
    sea_query::{Asterisk, Expr, ExprTrait, Func, Query},
};
use uuid::Uuid;

use self::{
    album::album,
    api::api,
    boards::{board, report},
    calendars::calendar,
    mails::mail,
    parties::{invites, parties},
    search::search,
    ways_in::ways_in,
};
use crate::support::{Site, TestDatabase};

const NOW: i64 = 1_893_456_000_000;

/// A row without its entity, for those know only the newest schema.
struct Row {
    table: &'static str,
    columns: Vec<(&'static str, Value)>,
}

/// The identifiers that rows share.
#[derive(Clone, Copy)]
struct Ids {
    picture: Uuid,
    user: Uuid,
    party: Uuid,
    invite: Uuid,
    post: Uuid,
    photo: Uuid,
    /// Says who is on the photo.
    tagged: Uuid,
}

fn row<const N: usize>(table: &'static str, columns: [(&'static str, Value); N]) -> Row {
    Row { table, columns: columns.into() }
}

/// Rows in the tables that a step makes, with the columns that it gives them.
fn rows_of(step: &str, ids: Ids) -> Vec<Row> {
    match step.rsplit('_').next().unwrap_or_default() {
        "pictures" => vec![row(
            "pictures",
            [
                ("id", ids.picture.into()),
                ("purpose", "cover".into()),
                ("width", 2048.into()),
                ("height", 1365.into()),
                ("bytes", 5_000_000_000_i64.into()),
                ("used", true.into()),
                ("created_at", NOW.into()),
            ],
        )],
        "accounts" => accounts(ids),
        "parties" => parties(ids),
        "invites" => invites(ids),
        "requests" => {
            let columns = [("key_hash", "cafe".into()), ("answer", "\"ok\"".into()), ("created_at", NOW.into())];
            vec![row("requests", columns)]
        }
        "board" => board(ids),
        "people" => vec![
            pair("follows", ["follower_id", "followed_id"], ids.user),
            pair("blocks", ["blocker_id", "blocked_id"], ids.user),
        ],
        "live" => live(ids),
        "in" => ways_in(ids),
        "mail" => mail(ids),
        "api" => api(ids),
        "reports" => vec![report(ids, Some(ids.user), None), report(ids, None, Some(ids.invite))],
        "album" => album(ids),
        "calendar" => calendar(ids),
        "ops" => vec![task()],
        "search" => search(ids),
        "languages" => vec![row(
            "mail_languages",
            [
                ("address_mark", "beef".into()),
                ("language", "de".into()),
                ("chosen", true.into()),
                ("noted_at", NOW.into()),
            ],
        )],
        _ => Vec::new(),
    }
}

fn task() -> Row {
    row(
        "tasks",
        [
            ("name", "backup".into()),
            ("holder", Some(Uuid::now_v7()).into()),
            ("leased_until", Some(NOW).into()),
            ("done_at", None::<i64>.into()),
            ("last_error", Some("the disk is full".to_owned()).into()),
        ],
    )
}

fn live(Ids { user, party, .. }: Ids) -> Vec<Row> {
    vec![
        row(
            "jobs",
            [
                ("id", Uuid::now_v7().into()),
                ("kind", "notify".into()),
                ("payload", "{\"Notify\":{}}".into()),
                ("run_at", NOW.into()),
                ("attempts", 10.into()),
                ("leased_until", None::<i64>.into()),
                ("last_error", Some("it's \\ gone".to_owned()).into()),
                ("dead", true.into()),
                ("created_at", NOW.into()),
            ],
        ),
        row(
            "notifications",
            [
                ("id", Uuid::now_v7().into()),
                ("user_id", user.into()),
                ("kind", "answer".into()),
                ("party_id", Some(party).into()),
                ("post_id", None::<Uuid>.into()),
                ("actor_id", Some(user).into()),
                ("group_key", Some("answer x".to_owned()).into()),
                ("count", 3.into()),
                ("read_at", None::<i64>.into()),
                ("created_at", NOW.into()),
                ("updated_at", NOW.into()),
            ],
        ),
        row(
            "events",
            [
                ("id", 5_000_000_000_i64.into()),
                ("party_id", Some(party).into()),
                ("user_id", None::<Uuid>.into()),
                ("actor_id", Some(user).into()),
                ("topic", "answers".into()),
                ("created_at", NOW.into()),
            ],
        ),
    ]
}

fn accounts(Ids { picture, user, .. }: Ids) -> Vec<Row> {
    vec![
        row(
            "users",
            [
                ("id", user.into()),
                ("username", "zoë".into()),
                ("email", "zoe@example.org".into()),
                ("email_verified_at", None::<i64>.into()),
                ("display_name", "Zoë 🎉".into()),
                ("bio", "שלום\nthere's more".into()),
                ("password_hash", "$argon2id$…".into()),
                ("photo_id", Some(picture).into()),
                ("created_at", NOW.into()),
            ],
        ),
        row(
            "sessions",
            [
                ("id_hash", "beef".into()),
                ("user_id", Some(user).into()),
                ("data", "{\"user\":\"x\"}".into()),
                ("device", "Firefox/150".into()),
                ("created_at", NOW.into()),
                ("seen_at", NOW.into()),
                ("expires_at", (NOW + 1).into()),
            ],
        ),
        row("login_failures", [("subject", "dead".into()), ("failures", 3.into()), ("last_at", NOW.into())]),
    ]
}

/// Somebody with themselves; the schema does not mind.
fn pair(table: &'static str, [one, other]: [&'static str; 2], user: Uuid) -> Row {
    row(table, [(one, user.into()), (other, user.into()), ("created_at", NOW.into())])
}

async fn insert(db: &DatabaseConnection, row: &Row) {
    let columns = row.columns.iter().map(|(name, _)| *name);
    let values = row.columns.iter().map(|(_, value)| Expr::value(value.clone()));
    let insert = Query::insert().into_table(row.table).columns(columns).values_panic(values).to_owned();
    db.execute(&insert).await.unwrap_or_else(|error| panic!("{}: {error}", row.table));
}

/// How many rows hold exactly these values.
async fn count(db: &DatabaseConnection, row: &Row) -> i64 {
    let mut select = Query::select();
    select.expr(Func::count(Expr::col(Asterisk))).from(row.table);
    for (name, value) in &row.columns {
        let null = *value == value.as_null();
        let column = Expr::col(*name);
        select.and_where(if null { column.is_null() } else { column.eq(value.clone()) });
    }
    let found = db.query_one(&select).await.expect("a query").expect("a count");
    found.try_get_by_index(0).expect("a number")
}

on_each_database! {
    /// The rows of an older schema are written at each step in turn; all later steps are applied on top of them.
    async fn later_steps_keep_what_is_there(site: Site) {
        let steps: Vec<_> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
        for applied in 1..=steps.len() {
            let database = TestDatabase::empty(site.database.kind).await;
            let db = database.db.schema();
            Migrator::up(db, Some(applied as u32)).await.expect("the older schema");
            let [picture, user, party, invite, post, photo, tagged] = [(); 7].map(|()| Uuid::now_v7());
            let ids = Ids { picture, user, party, invite, post, photo, tagged };
            let rows: Vec<Row> = steps[..applied].iter().flat_map(|step| rows_of(step, ids)).collect();
            for row in &rows {
                insert(db, row).await;
            }
            Migrator::up(db, None).await.expect("the newest schema");
            for row in &rows {
                assert_eq!(count(db, row).await, 1, "{} after step {applied}", row.table);
            }
            // Nobody looks after the site who was not asked to.
            let nobody = [("id", user.into()), ("admin", false.into())];
            let there = i64::from(rows.iter().any(|row| row.table == "users"));
            assert_eq!(count(db, &row("users", nobody)).await, there, "after step {applied}");
            // Where nobody has decided it yet, all guests post on an open board, and add photos that all see at once.
            let open = [
                ("id", party.into()),
                ("posting", "invited".into()),
                ("board_closed", false.into()),
                ("album_uploads", "invited".into()),
                ("album_approval", false.into()),
                ("album_shown", "at_once".into()),
                ("album_closed", false.into()),
            ];
            let there = i64::from(rows.iter().any(|row| row.table == "parties"));
            assert_eq!(count(db, &row("parties", open)).await, there, "after step {applied}");
            // Nor has any guest forbidden to be tagged.
            let taggable = [("id", invite.into()), ("untaggable", false.into())];
            let listed = i64::from(rows.iter().any(|row| row.table == "invites"));
            assert_eq!(count(db, &row("invites", taggable)).await, listed, "after step {applied}");
            // And no party was changed yet, or repeats.
            let once = [
                ("id", party.into()),
                ("sequence", 0.into()),
                ("withdrawn", 0.into()),
                ("series_id", None::<Uuid>.into()),
            ];
            assert_eq!(count(db, &row("parties", once)).await, there, "after step {applied}");
        }
    }
}
