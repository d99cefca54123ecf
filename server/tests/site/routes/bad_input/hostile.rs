//! Text that means to be more than text: it is kept as text, and shown as text.

use app::domain::PostId;

use super::Scene;
use crate::support::{
    Page, Site, a_guest, a_person, on_post, png, posted, react, reply, rows, send_post_with, unescape,
};

/// Shown raw in no page.
const SIGNS: [&str; 4] = ["<script>alert", "<img src=x", "<svg onload", "</title><h1>"];
const HOSTILE: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'\" onmouseover=\"alert(1)\" x='",
    "</textarea><script>alert(1)</script>",
    "</title><h1>x</h1><svg onload=alert(1)>",
    "[x](javascript:alert(1)) {{7*7}}<b>",
    "'); DROP TABLE parties; --",
    "\u{202e}أهلا\u{200f} 👩‍👩‍👧‍👦 Zoë\u{301}",
    "%s%n${jndi:ldap://x}\\x27\\u0000",
];

fn check(page: &Page, what: &str) {
    let text = page.text();
    for sign in SIGNS {
        assert!(!text.contains(sign), "{what} shows {sign:?} raw:\n{text}");
    }
    for tag in page.tags() {
        for (name, value) in &tag.attributes {
            let runs = name.starts_with("on") || value.trim_start().to_lowercase().starts_with("javascript:");
            assert!(!runs || name == "value" || name == "content", "{what} runs {name}={value:?} of {}", tag.name);
        }
    }
    assert!(page.status.as_u16() < 500, "{what}: {}", page.status);
}

/// Fills every text field of the host's and the guest's forms with the text, and gives the host's post.
async fn fill(scene: &mut Scene, text: &str) -> PostId {
    let (party, guest) = (scene.party.to_string(), scene.guest.to_string());
    let update = [
        ("party", party.as_str()),
        ("title", text),
        ("description", text),
        ("place", text),
        ("flat", text),
        ("address", text),
        ("cover_alt", text),
        ("time_zone", "UTC"),
        ("first_entry", "2099-07-10T20:00"),
        ("guest_list", "everyone"),
    ];
    scene.ana.post("/api/parties/update", &update).await.is(303);
    scene.ana.post("/api/accounts/change_profile", &[("display_name", text), ("bio", text)]).await.is(303);
    let of_guest = [("party", party.as_str()), ("invite", &guest)];
    for (verb, fields) in [
        ("rename", vec![("name", text)]),
        ("note", vec![("note", text)]),
        ("answer_for", vec![("answer", "yes"), ("message", text)]),
    ] {
        let fields: Vec<_> = of_guest.into_iter().chain(fields).collect();
        scene.ana.post(&format!("/api/invites/{verb}"), &fields).await.is(303);
    }
    let token = scene.token.clone();
    let answer = [("party", party.as_str()), ("answer", "yes"), ("message", text)];
    let mut zoe = a_guest(&scene.site, &token).await;
    zoe.post("/api/rsvps/answer", &answer).await.is(303);
    let join = [("party", party.as_str()), ("name", text), ("answer", "maybe"), ("message", text)];
    scene.site.visitor().post("/api/rsvps/join", &join).await.is(303);
    let (words, picture) = ([("text", text), ("pictures[0][alt]", text)], png(4, 4));
    let answer = send_post_with(&mut scene.ana, scene.party, &words, &[("pictures[0][id]", &picture)]).await;
    let post = posted(&answer);
    reply(&mut zoe, scene.party, post, text).await;
    react(&mut zoe, scene.party, post, "wow", true).await.is(303);
    on_post(&mut zoe, "report", scene.party, post, &[("reason", "other"), ("note", text)]).await.is(303);
    post
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_shows_it_as_text() {
    let mut scene = Scene::new().await;
    let mut zoe = a_guest(&scene.site, &scene.token).await;
    let (party, guest) = (scene.party, scene.guest);
    for text in HOSTILE {
        let post = fill(&mut scene, text).await;
        for path in [
            "",
            "/edit",
            "/guests",
            "/guests?print=1",
            "/guests/add",
            "/hosts",
            "/duplicate",
            "/cancel",
            "/delete",
            "/reports",
        ] {
            let page = scene.ana.get(&format!("/p/{party}{path}")).await;
            check(page.is(200), path);
        }
        for path in [
            "/",
            &format!("/p/{party}/guests/{guest}"),
            &format!("/p/{party}/board"),
            &format!("/p/{party}/board/{post}"),
            &format!("/p/{party}/board/{post}/edit"),
            &format!("/p/{party}/board/{post}/delete"),
            "/parties?tab=hosting",
            "/settings",
            "/settings/delete",
            "/u/ana",
            "/logout",
        ] {
            let page = scene.ana.get(path).await;
            check(page.is(200), path);
        }
        let page = zoe.get(&format!("/p/{party}")).await;
        check(page.is(200), "the guest's page");
        let page = zoe.get(&format!("/p/{party}/board")).await;
        check(page.is(200), "the guest's board");
        let page = zoe.get(&format!("/p/{party}/board/{post}/report")).await;
        check(page.is(200), "the guest's report");
        let page = scene.site.visitor().get(&format!("/p/{party}")).await;
        check(page.is(200), "the stranger's page");
        let kept: String = text.chars().filter(|c| *c != '\u{202e}').collect();
        let row = rows::party(&scene.site, party).await;
        assert_eq!([&row.title, &row.description, &row.address], [&kept, &kept, &kept]);
        let (words, shown) = (rows::post(&scene.site, post).await.text, rows::pictures_of(&scene.site, post).await);
        assert_eq!((&words, &shown[0].alt), (&kept, &kept));
        assert!(unescape(&page.text()).contains(&kept), "{kept} stands on the page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_forms_show_it_as_text() {
    let mut scene = Scene::new().await;
    let party = scene.party.to_string();
    let pages = ["/guests/add", "/hosts", "", "/board"].map(|page| format!("/p/{party}{page}"));
    for text in HOSTILE {
        for (action, page, fields) in [
            (
                "/api/parties/create",
                "/parties/new",
                vec![
                    ("title", ""),
                    ("place", text),
                    ("description", text),
                    ("time_zone", text),
                    ("theme", text),
                    ("capacity", text),
                ],
            ),
            ("/api/accounts/change_profile", "/settings", vec![("display_name", ""), ("bio", text), ("photo", text)]),
            ("/api/hosts/add", &pages[1], vec![("party", party.as_str()), ("username", text)]),
            ("/api/hosts/remove", &pages[1], vec![("party", party.as_str()), ("username", text), ("_subject", text)]),
            (
                "/api/board/add",
                &pages[3],
                vec![("party", party.as_str()), ("text", text), ("reply_to", text), ("pictures[0][alt]", text)],
            ),
            ("/api/board/rules", &pages[3], vec![("party", party.as_str()), ("posting", text), ("_subject", text)]),
        ] {
            let fields: Vec<_> = [("_page", page)].into_iter().chain(fields).collect();
            check(&scene.refused(action, &fields).await, action);
        }
        let lines = format!("{text}\n{text} <x>\n@{text}");
        let page =
            scene.ana.post("/api/invites/add", &[("_page", &pages[0]), ("party", &party), ("lines", &lines)]).await;
        check(&page, "/api/invites/add");
        let login = [("_page", "/login"), ("login", text), ("password", "x"), ("next", text), ("_held", text)];
        check(&scene.site.visitor().post("/api/accounts/log_in", &login).await, "log_in");
        let sign_up =
            [("_page", "/signup"), ("username", text), ("email", text), ("display_name", text), ("next", text)];
        check(scene.site.visitor().post("/api/accounts/sign_up", &sign_up).await.is(422), "sign_up");
        let join = [("_page", pages[2].as_str()), ("party", &party), ("name", text), ("answer", text)];
        check(scene.site.visitor().post("/api/rsvps/join", &join).await.is(422), "join");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn queries_show_it_as_text() {
    let mut scene = Scene::new().await;
    let party = scene.party;
    for text in HOSTILE {
        let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        for path in [
            format!("/login?next={text}"),
            format!("/signup?next={text}"),
            format!("/parties?tab={text}&after={text}"),
            format!("/people?tab={text}&after={text}"),
            format!("/u/{text}"),
            format!("/p/{party}/guests?q={text}&answer={text}"),
            format!("/p/{party}/reports?after={text}"),
            format!("/{text}"),
            format!("/i/{text}"),
        ] {
            check(&scene.ana.get(&path).await, &path);
            check(&scene.site.visitor().get(&path).await, &path);
        }
    }
}

on_each_database! {
    async fn null_bytes_and_other_controls(site: Site) {
        let mut scene = Scene::on(site).await;
        let before = rows::guests(&scene.site, scene.party).await;
        fill(&mut scene, "a\0b\u{7}c\u{1b}[31m").await;
        let row = rows::party(&scene.site, scene.party).await;
        assert_eq!((row.title.as_str(), row.description.as_str()), ("abc[31m", "abc[31m"));
        let party = scene.party.to_string();
        for (action, fields) in [
            ("/api/sessions/end", vec![("handle", "a\0b")]),
            ("/api/accounts/log_in", vec![("login", "a\0na"), ("password", "x\0y")]),
            ("/api/hosts/remove", vec![("party", party.as_str()), ("username", "a\0b")]),
            ("/api/hosts/promote", vec![("party", party.as_str()), ("username", "a\0b")]),
            ("/api/parties/delete", vec![("party", party.as_str()), ("title", "a\0b")]),
            ("/api/parties/list", vec![("tab", "Hosting"), ("after", "1.\0")]),
            ("/api/invites/list", vec![("party", party.as_str()), ("search", "\0")]),
            ("/api/accounts/change_profile", vec![("display_name", "Ana"), ("photo", "\0")]),
        ] {
            let page = scene.ana.clone().post(action, &fields).await;
            assert!(page.status.as_u16() < 500, "{action}: {}", page.status);
        }
        for path in ["/i/%00", &format!("/p/{party}/guests?q=%00"), &format!("/p/{party}/guests?after={}.%00", scene.guest)] {
            let page = scene.ana.clone().get(path).await;
            assert!(page.status.as_u16() < 500, "{path}: {}", page.status);
        }
        let mut visitor = scene.site.visitor();
        visitor.cookies.insert("session".to_owned(), "%00".to_owned());
        visitor.cookies.insert(format!("guest-{party}"), "%00".to_owned());
        visitor.get(&format!("/p/{party}")).await.is(200);
        assert_eq!(rows::guests(&scene.site, scene.party).await.len(), before.len() + 1);
    }

    async fn people_are_called_what_they_are_called(site: Site) {
        let mut ana = a_person(&site, "ana").await.browser;
        for name in ["Zoë 🎉", "عبد الله", "李小龍", "O'Brien-Smith", "Владимир", "N̈ḯ"] {
            ana.post("/api/accounts/change_profile", &[("display_name", name)]).await.is(303);
            assert_eq!(rows::user(&site, "ana").await.display_name, name);
            ana.get("/").await.is(200).reads(&format!("Hello, {name}"));
        }
    }
}
