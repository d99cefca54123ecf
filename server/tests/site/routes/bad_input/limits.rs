//! Text that is too long, in every field that takes text.

use app::domain::invite::{MAX_LINES, MAX_PASTE};

use super::Scene;
use crate::support::{rows, value};

/// Where it is posted, what goes along, and the fields that are bounded.
type Form<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_characters() {
    let mut scene = Scene::new().await;
    let (party, guest) = (scene.party.to_string(), scene.guest.to_string());
    let new = [("title", "Supper"), ("time_zone", "UTC"), ("first_entry", "2099-07-10T20:00")];
    let changed: Vec<_> = [("party", party.as_str())].into_iter().chain(new).collect();
    let of_guest = [("party", party.as_str()), ("invite", &guest), ("name", "Zoe"), ("answer", "yes")];
    let words = [("party", party.as_str()), ("text", "Hello")];
    let post = app::domain::PostId::new().to_string();
    let report = [("party", party.as_str()), ("post", &post), ("reason", "spam")];
    let forms: [Form<'_>; 13] = [
        (
            "parties/create",
            &new,
            &[
                "title",
                "description",
                "place",
                "flat",
                "address",
                "cover_alt",
                "theme",
                "capacity",
                "first_entry",
                "time_zone",
                "latitude",
                "cover",
            ],
        ),
        (
            "parties/update",
            &changed,
            &["title", "description", "place", "flat", "address", "cover_alt", "guest_list", "plus_ones", "deadline"],
        ),
        ("parties/delete", &changed, &["title"]),
        ("hosts/add", &changed, &["username"]),
        ("invites/add", &changed, &["lines"]),
        ("invites/rename", &of_guest, &["name", "email"]),
        ("invites/note", &of_guest, &["note"]),
        ("invites/answer_for", &of_guest, &["answer", "plus_ones", "message"]),
        ("rsvps/join", &of_guest, &["message"]),
        ("accounts/change_profile", &[("display_name", "Ana")], &["display_name", "bio", "photo"]),
        ("board/add", &words, &["text", "reply_to", "pictures[0][id]", "pictures[9][alt]"]),
        ("board/rules", &words, &["posting"]),
        ("board/report", &report, &["reason", "note"]),
    ];
    for (action, fields, names) in forms {
        for name in names {
            for long in ["x".repeat(10_000), "é🎉".repeat(5_000), "\u{202e}عيد".repeat(2_500)] {
                let others = fields.iter().copied().filter(|(other, _)| other != name);
                let fields: Vec<_> = others.chain([(*name, long.as_str())]).collect();
                let page = scene.refused(&format!("/api/{action}"), &fields).await;
                assert!([409, 422].contains(&page.status.as_u16()), "{action} {name}: {}", page.status);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_characters_of_visitors() {
    let scene = Scene::new().await;
    let party = scene.party.to_string();
    let long = "x".repeat(10_000);
    let sign_up =
        [("username", "bob"), ("email", "bo@example.org"), ("display_name", "Bo"), ("password", "a long walk home 7")];
    for name in ["username", "email", "display_name", "password", "photo"] {
        let fields: Vec<_> =
            sign_up.into_iter().filter(|(other, _)| *other != name).chain([(name, long.as_str())]).collect();
        scene.site.visitor().post("/api/accounts/sign_up", &fields).await.is(422);
    }
    for fields in [[("login", long.as_str()), ("password", "x")], [("login", "ana"), ("password", long.as_str())]] {
        scene.site.visitor().post("/api/accounts/log_in", &fields).await.is(422);
    }
    for name in ["name", "message"] {
        let fields: Vec<_> = [("party", party.as_str()), ("answer", "yes"), (name, long.as_str())].to_vec();
        scene.site.visitor().post("/api/rsvps/join", &fields).await.is(422);
    }
    assert_eq!(rows::guests(&scene.site, scene.party).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_comes_back_whole() {
    let mut scene = Scene::new().await;
    let long = "long words ".repeat(500);
    let fields = [("_page", "/parties/new"), ("title", "Supper"), ("description", long.as_str())];
    let page = scene.refused("/api/parties/create", &fields).await;
    page.is(422).reads("Please use at most 5000 characters.");
    assert_eq!(value(&page.form("/api/parties/create"), "description"), Some(long.as_str()));
}

/// As a form, each byte of it is three.
#[tokio::test(flavor = "multi_thread")]
async fn the_longest_list_of_guests() {
    let mut scene = Scene::new().await;
    let party = scene.party.to_string();
    let lines: Vec<_> = (0..MAX_LINES).map(|number| format!("{}{number:04}", "🎉".repeat(31))).collect();
    let text = lines.join("\n");
    assert!((MAX_PASTE - 2_000..=MAX_PASTE).contains(&text.len()), "{}", text.len());
    let fields = [("party", party.as_str()), ("lines", &text), ("confirmed", "1")];
    scene.ana.post("/api/invites/add", &fields).await.is(303);
    assert_eq!(rows::guests(&scene.site, scene.party).await.len(), 1 + MAX_LINES);

    let page = format!("/p/{party}/guests/add");
    let longer = "🎉".repeat(MAX_PASTE / 4 + 1);
    let fields = [("_page", page.as_str()), ("party", &party), ("lines", &longer)];
    let page = scene.refused("/api/invites/add", &fields).await;
    assert_eq!(value(&page.is(422).form("/api/invites/add"), "lines"), Some(longer.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn long_addresses_and_queries() {
    let mut scene = Scene::new().await;
    let long = "x".repeat(20_000);
    for path in [
        format!("/{long}"),
        format!("/login?next=/{long}"),
        format!("/parties?tab={long}"),
        format!("/p/{}/guests?q={long}", scene.party),
        format!("/p/{}/board?after={long}", scene.party),
        format!("/p/{}/reports?after=1.{long}", scene.party),
        format!("/p/{}/guests?after={}.{long}", scene.party, scene.guest),
    ] {
        let page = scene.ana.get(&path).await;
        assert!(page.status.as_u16() < 500, "{}: {}", &path[..30], page.status);
    }
}
