//! The API: every operation that there is, with every kind of token.

use std::collections::BTreeSet;

use app::backend::entities::api_tokens;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use server::v1::{Operation, operations};

use super::{
    table::Visibility,
    world::{Maker, VIEWERS, Viewer},
};
use crate::support::{EVERYTHING, Site};

/// With all scopes. `user` has nothing to do with the party. The post and the photo are of a guest, who has answered
/// nothing yet.
const TABLE: &str = "
                                                                          user co-host host

GET    /api/v1/me                                                 -        200     200  200
GET    /api/v1/parties                                            -        200     200  200
POST   /api/v1/parties                                            -        201     201  201
GET    /api/v1/parties/{party}                                    link     200     200  200
GET    /api/v1/parties/{party}                                    invited  404     200  200
PATCH  /api/v1/parties/{party}                                    link     403     200  200
PATCH  /api/v1/parties/{party}                                    invited  404     200  200
DELETE /api/v1/parties/{party}                                    link     403     403  204
DELETE /api/v1/parties/{party}                                    invited  404     403  204
PUT    /api/v1/parties/{party}/cancellation                       link     403     204  204
PUT    /api/v1/parties/{party}/cancellation                       invited  404     204  204
DELETE /api/v1/parties/{party}/cancellation                       link     403     204  204
DELETE /api/v1/parties/{party}/cancellation                       invited  404     204  204
GET    /api/v1/parties/{party}/guests                             link     403     200  200
GET    /api/v1/parties/{party}/guests                             invited  404     200  200
POST   /api/v1/parties/{party}/guests                             link     403     200  200
POST   /api/v1/parties/{party}/guests                             invited  404     200  200
GET    /api/v1/parties/{party}/guests/{invite}                    link     403     200  200
GET    /api/v1/parties/{party}/guests/{invite}                    invited  404     200  200
PATCH  /api/v1/parties/{party}/guests/{invite}                    link     403     200  200
PATCH  /api/v1/parties/{party}/guests/{invite}                    invited  404     200  200
DELETE /api/v1/parties/{party}/guests/{invite}                    link     403     204  204
DELETE /api/v1/parties/{party}/guests/{invite}                    invited  404     204  204
PUT    /api/v1/parties/{party}/guests/{invite}/link               link     403     200  200
PUT    /api/v1/parties/{party}/guests/{invite}/link               invited  404     200  200
DELETE /api/v1/parties/{party}/guests/{invite}/link               link     403     204  204
DELETE /api/v1/parties/{party}/guests/{invite}/link               invited  404     204  204
PUT    /api/v1/parties/{party}/guests/{invite}/answer             link     403     200  200
PUT    /api/v1/parties/{party}/guests/{invite}/answer             invited  404     200  200
GET    /api/v1/parties/{party}/answer                             link     404     404  404
GET    /api/v1/parties/{party}/answer                             invited  404     404  404
PUT    /api/v1/parties/{party}/answer                             link     403     403  403
PUT    /api/v1/parties/{party}/answer                             invited  404     403  403
POST   /api/v1/parties/{party}/answer                             link     201     409  409
POST   /api/v1/parties/{party}/answer                             invited  404     409  409
GET    /api/v1/parties/{party}/posts                              link     403     200  200
GET    /api/v1/parties/{party}/posts                              invited  404     200  200
POST   /api/v1/parties/{party}/posts                              link     403     201  201
POST   /api/v1/parties/{party}/posts                              invited  404     201  201
GET    /api/v1/parties/{party}/posts/{post}                       link     403     200  200
GET    /api/v1/parties/{party}/posts/{post}                       invited  404     200  200
PATCH  /api/v1/parties/{party}/posts/{post}                       link     403     403  403
PATCH  /api/v1/parties/{party}/posts/{post}                       invited  404     403  403
DELETE /api/v1/parties/{party}/posts/{post}                       link     403     204  204
DELETE /api/v1/parties/{party}/posts/{post}                       invited  404     204  204
PUT    /api/v1/parties/{party}/posts/{post}/reactions/{reaction}  link     403     204  204
PUT    /api/v1/parties/{party}/posts/{post}/reactions/{reaction}  invited  404     204  204
DELETE /api/v1/parties/{party}/posts/{post}/reactions/{reaction}  link     403     204  204
DELETE /api/v1/parties/{party}/posts/{post}/reactions/{reaction}  invited  404     204  204
PUT    /api/v1/parties/{party}/posts/{post}/pin                   link     403     204  204
PUT    /api/v1/parties/{party}/posts/{post}/pin                   invited  404     204  204
DELETE /api/v1/parties/{party}/posts/{post}/pin                   link     403     204  204
DELETE /api/v1/parties/{party}/posts/{post}/pin                   invited  404     204  204
GET    /api/v1/parties/{party}/photos                             link     403     200  200
GET    /api/v1/parties/{party}/photos                             invited  404     200  200
POST   /api/v1/parties/{party}/photos                             link     403     201  201
POST   /api/v1/parties/{party}/photos                             invited  404     201  201
GET    /api/v1/parties/{party}/photos/{photo}                     link     403     200  200
GET    /api/v1/parties/{party}/photos/{photo}                     invited  404     200  200
PATCH  /api/v1/parties/{party}/photos/{photo}                     link     403     200  200
PATCH  /api/v1/parties/{party}/photos/{photo}                     invited  404     200  200
DELETE /api/v1/parties/{party}/photos/{photo}                     link     403     204  204
DELETE /api/v1/parties/{party}/photos/{photo}                     invited  404     204  204
PUT    /api/v1/parties/{party}/photos/{photo}/like                link     403     204  204
PUT    /api/v1/parties/{party}/photos/{photo}/like                invited  404     204  204
DELETE /api/v1/parties/{party}/photos/{photo}/like                link     403     204  204
DELETE /api/v1/parties/{party}/photos/{photo}/like                invited  404     204  204
GET    /api/v1/pictures/{picture}/{size}                          link     200     200  200
GET    /api/v1/pictures/{picture}/{size}                          invited  404     200  200
";

const CALLERS: [Viewer; 3] = [Viewer::User, Viewer::CoHost, Viewer::Host];

/// Method, path, visibility, and what each caller gets.
type Line = (String, String, Option<Visibility>, [u16; 3]);

fn lines() -> Vec<Line> {
    let line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [method, path, visibility, expected @ ..] = words.as_slice() else { panic!("{line}") };
        let visibility = match *visibility {
            "link" => Some(Visibility::Link),
            "invited" => Some(Visibility::Invited),
            _ => None,
        };
        let expected: Vec<u16> = expected.iter().map(|status| status.parse().expect("a status")).collect();
        let expected = expected.try_into().unwrap_or_else(|_| panic!("{line} has three columns"));
        ((*method).to_owned(), (*path).to_owned(), visibility, expected)
    };
    TABLE.lines().filter(|text| text.contains("/api/")).map(line).collect()
}

fn operation(method: &str, path: &str) -> Operation {
    let found = operations().into_iter().find(|known| known.method == method && known.path == path);
    found.unwrap_or_else(|| panic!("{method} {path} is an operation"))
}

#[test]
fn the_table_knows_every_operation_and_no_other() {
    let name = |method: &str, path: &str, visibility: &str| format!("{method} {path} {visibility}");
    let known: BTreeSet<String> =
        lines().iter().map(|(method, path, visibility, _)| name(method, path, &format!("{visibility:?}"))).collect();
    let there: BTreeSet<String> = operations()
        .iter()
        .flat_map(|Operation { method, path, .. }| {
            let about = path.contains("{party}") || path.contains("{picture}");
            let both: &[&str] = if about { &["Some(Link)", "Some(Invited)"] } else { &["None"] };
            both.iter().map(|visibility| name(method, path, visibility)).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(known, there);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_all_scopes() {
    let site = Site::new().await;
    let mut maker = Maker::new(&site).await;
    let mut wrong = Vec::new();
    for (method, path, visibility, expected) in lines() {
        let operation = operation(&method, &path);
        for (caller, expected) in CALLERS.into_iter().zip(expected) {
            let world = maker.world(&site, visibility.unwrap_or(Visibility::Link)).await;
            let token = world.token(&site, caller, EVERYTHING).await;
            let before = world.state(&site).await;
            let status = world.call(&site, caller, Some(&token), &operation).await.status.as_u16();
            let what = format!("{method} {path} ({visibility:?}) as {caller:?}");
            if status != expected {
                wrong.push(format!("{what}: {status} instead of {expected}"));
            }
            if status >= 400 && world.state(&site).await != before {
                wrong.push(format!("{what}: refused, but something has changed"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cells are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_needs_the_scope_that_is_told_and_no_other() {
    let site = Site::new().await;
    let mut maker = Maker::new(&site).await;
    for operation in operations() {
        let needed = operation.scope.clone().unwrap_or_default();
        let others: Vec<&str> = EVERYTHING.split(' ').filter(|scope| *scope != needed).collect();
        let world = maker.world(&site, Visibility::Link).await;
        let before = world.state(&site).await;
        let token = world.token(&site, Viewer::Host, &others.join(" ")).await;
        world.call(&site, Viewer::Host, Some(&token), &operation).await.is_problem(403, "no_scope").says(&needed);
        assert_eq!(world.state(&site).await, before, "{operation:?}");
        let token = world.token(&site, Viewer::Host, &needed).await;
        let page = world.call(&site, Viewer::Host, Some(&token), &operation).await;
        page.says_not("no_scope");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_that_works_nobody_gets_in() {
    let site = Site::new().await;
    let mut maker = Maker::new(&site).await;
    let expired = maker.world(&site, Visibility::Link).await.token(&site, Viewer::Host, EVERYTHING).await;
    site.wait_hours(31 * 24);
    let world = maker.world(&site, Visibility::Link).await;
    let removed = world.token(&site, Viewer::Host, EVERYTHING).await;
    let working = api_tokens::Column::ExpiresAt.gt(site.clock.now());
    let gone = api_tokens::Entity::delete_many().filter(working).exec(site.database.db.write()).await;
    assert_eq!(gone.expect("no tokens").rows_affected, 1);
    let before = world.state(&site).await;
    for operation in operations() {
        for viewer in VIEWERS {
            world.call(&site, viewer, None, &operation).await.is_problem(401, "no_token");
        }
        for token in [expired.as_str(), &removed, "soi_", "soi_x", "", "x", &"soi_z".repeat(1_000)] {
            let page = world.call(&site, Viewer::Host, Some(token), &operation).await;
            assert!(page.is_problem(401, "no_token").header("www-authenticate").starts_with("Bearer"));
        }
    }
    assert_eq!(world.state(&site).await, before);
}
