//! How many statements a page costs: a fixed number, however many guests there are.

use std::sync::{Arc, Mutex};

use app::domain::{PartyId, PostId, board::Reaction};

use crate::support::{
    Browser, Database, Site, a_guest, a_party, a_person, calendar_of, invite, jpeg, many_photos, many_posts, on_photo,
    on_post, post, posted, react, reply, rows, send_post_with,
};

/// A site that notes every statement.
struct Counted {
    site: Site,
    statements: Arc<Mutex<Vec<String>>>,
}

impl Counted {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    async fn with(settings: &[(&str, &str)]) -> Self {
        let statements = Arc::<Mutex<Vec<String>>>::default();
        let notes = statements.clone();
        let note = move |sql: &str| notes.lock().expect("a lock").push(sql.to_owned());
        Self { site: Site::watched_with(Database::Sqlite, settings, note).await, statements }
    }

    /// Shows the page and counts.
    async fn page(&self, browser: &mut Browser, path: &str) -> usize {
        browser.get(path).await.is(200);
        self.statements.lock().expect("a lock").clear();
        browser.get(path).await.is(200);
        self.statements.lock().expect("a lock").len()
    }

    /// No more than `most`, or the test fails and shows them.
    async fn at_most(&self, most: usize, who: &str, browser: &mut Browser, path: &str) {
        let count = self.page(browser, path).await;
        let statements = self.statements.lock().expect("a lock").join("\n");
        assert!((1..=most).contains(&count), "{path} for {who} takes {count} statements, not {most}:\n{statements}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_take_few_statements() {
    let counted = Counted::new().await;
    let site = &counted.site;
    let (mut ana, mut bo) = (a_person(site, "ana").await.browser, a_person(site, "bob").await.browser);
    let party = a_party().with("capacity", "1").with("guest_list", "everyone").by(&mut ana).await;
    let id = party.to_string();
    let tokens = invite(site, &mut ana, party, "Zoe\nCem\nDora").await;
    invite(site, &mut ana, party, "@bob").await;
    let (mut zoe, mut cem) = (a_guest(site, &tokens[0]).await, a_guest(site, &tokens[1]).await);
    for browser in [&mut zoe, &mut cem, &mut bo] {
        browser.post("/api/rsvps/answer", &[("party", &id), ("answer", "yes")]).await.is(303);
    }
    let guest = app::domain::InviteId(crate::support::rows::guest(site, party, "Zoe").await.id);
    let path = format!("/p/{party}");
    counted.at_most(3, "a stranger", &mut site.visitor(), &path).await;
    counted.at_most(5, "a guest", &mut zoe, &path).await;
    counted.at_most(5, "a guest who waits", &mut cem, &path).await;
    counted.at_most(6, "the host", &mut ana, &path).await;
    counted.at_most(6, "a guest with an account who waits", &mut bo, &path).await;
    counted.at_most(6, "the host", &mut ana, &format!("{path}/guests")).await;
    counted.at_most(6, "the host", &mut ana, &format!("{path}/guests?print=1")).await;
    counted.at_most(6, "the host", &mut ana, &format!("{path}/guests/{guest}")).await;
    counted.at_most(6, "the host", &mut ana, &format!("{path}/guests/add")).await;
    counted.at_most(5, "the host", &mut ana, &format!("{path}/guests.csv")).await;
    counted.at_most(4, "the host", &mut ana, &format!("{path}/hosts")).await;
    counted.at_most(4, "the host", &mut ana, &format!("{path}/edit")).await;
    counted.at_most(5, "the host", &mut ana, &format!("{path}/repeat")).await;
    ana.post("/api/people/follow", &[("username", "bob")]).await.is(303);
    for tab in ["friends", "following", "followers", "met", "blocked"] {
        counted.at_most(5, "somebody", &mut ana, &format!("/people?tab={tab}")).await;
    }
    counted.at_most(5, "somebody", &mut ana, "/u/bob").await;
    counted.at_most(3, "somebody", &mut ana, "/album").await;
    counted.at_most(12, "somebody", &mut ana, "/search?q=cake").await;
    counted.at_most(9, "somebody", &mut ana, "/map").await;
    for (who, browser) in [("the host", &mut ana), ("a guest", &mut zoe)] {
        counted.at_most(13, who, browser, &format!("{path}/search?q=cake&tag=dance")).await;
        counted.at_most(10, who, browser, &format!("{path}/map")).await;
    }
    for tab in ["invited", "confirmed", "hosting", "past"] {
        counted.at_most(3, "somebody", &mut ana, &format!("/parties?tab={tab}")).await;
    }
    counted.at_most(4, "somebody", &mut ana, "/").await;
    counted.at_most(3, "somebody", &mut ana, "/settings").await;
    counted.at_most(3, "somebody", &mut ana, "/settings/sessions").await;
    counted.at_most(3, "somebody", &mut ana, "/settings/address").await;
    counted.at_most(4, "somebody", &mut ana, "/settings/passkeys").await;
    counted.at_most(2, "somebody", &mut ana, "/settings/logins").await;
    counted.at_most(3, "somebody", &mut ana, "/settings/tokens").await;
    counted.at_most(4, "somebody", &mut ana, "/settings/webhooks").await;
    counted.at_most(2, "somebody", &mut ana, "/notifications").await;
    counted.at_most(2, "somebody", &mut ana, "/settings/notifications").await;
    counted.at_most(2, "somebody", &mut ana, "/settings/calendar").await;
    counted.at_most(3, "the host", &mut ana, &format!("{path}.ics")).await;
    counted.at_most(2, "a guest", &mut zoe, &format!("{path}.ics")).await;
    let feed = calendar_of(&mut ana).await;
    counted.at_most(3, "a calendar program", &mut site.visitor(), &feed).await;
}

/// However many mails there are.
#[tokio::test(flavor = "multi_thread")]
async fn pages_that_tell_of_mails_take_few_statements() {
    let counted = Counted::with(&[("SOIREE_MAIL", "outbox")]).await;
    let site = &counted.site;
    let mut ana = a_person(site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    let (path, id) = (format!("/p/{party}"), party.to_string());
    for round in 0..3 {
        let lines: Vec<_> = (0..60).map(|n| format!("Guest {round} {n} <guest{round}.{n}@example.org>")).collect();
        invite(site, &mut ana, party, &lines.join("\n")).await;
        ana.post("/api/mail/invite_all", &[("party", &id)]).await.is(303);
        let announce = [("party", id.as_str()), ("audience", "all"), ("message", "Bring shoes")];
        ana.post("/api/mail/announce", &announce).await.is(303);
        server::jobs::drain(&site.state).await.expect("jobs");
        let guest = app::domain::InviteId(rows::guests(site, party).await[0].id);
        counted.at_most(8, "the host", &mut ana, &format!("{path}/guests")).await;
        counted.at_most(6, "the host", &mut ana, &format!("{path}/guests?print=1")).await;
        counted.at_most(7, "the host", &mut ana, &format!("{path}/guests/{guest}")).await;
        counted.at_most(10, "the host", &mut ana, &format!("{path}/mail")).await;
        counted.at_most(6, "the host", &mut ana, &path).await;
    }
}

/// A board with something of everything, and a post of each kind: with pictures, pinned, removed.
async fn a_lively_board(party: PartyId, host: &mut Browser, guest: &mut Browser) -> [PostId; 3] {
    let file = jpeg(40, 30);
    let files = [("pictures[0][id]", file.as_slice()), ("pictures[1][id]", &file)];
    let shown = posted(&send_post_with(guest, party, &[("text", "Look")], &files).await);
    let (pinned, removed) = (post(host, party, "Bring shoes, @bob").await, post(guest, party, "Never mind").await);
    on_post(host, "pin", party, pinned, &[("on", "1")]).await.is(303);
    on_post(guest, "report", party, pinned, &[("reason", "other"), ("note", "Which ones?")]).await.is(303);
    for above in [shown, pinned, removed] {
        reply(host, party, above, "Yes").await;
        let below = reply(guest, party, above, "No").await;
        for post in [above, below] {
            for reaction in Reaction::ALL {
                react(host, party, post, reaction.code(), true).await.is(303);
                react(guest, party, post, reaction.code(), true).await.is(303);
            }
        }
    }
    on_post(guest, "delete", party, removed, &[]).await.is(303);
    [shown, pinned, removed]
}

#[tokio::test(flavor = "multi_thread")]
async fn boards_take_few_statements() {
    let counted = Counted::new().await;
    let site = &counted.site;
    let (mut ana, mut bo) = (a_person(site, "ana").await.browser, a_person(site, "bob").await.browser);
    let party = a_party().with("capacity", "1").with("guest_list", "everyone").by(&mut ana).await;
    let token = invite(site, &mut ana, party, "Zoe\n@bob").await.remove(0);
    let mut zoe = a_guest(site, &token).await;
    for browser in [&mut zoe, &mut bo] {
        browser.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", "yes")]).await.is(303);
    }
    let posts = a_lively_board(party, &mut ana, &mut zoe).await;
    let path = format!("/p/{party}");
    for (who, browser) in
        [("the host", &mut ana), ("a guest", &mut zoe), ("a guest with an account who waits", &mut bo)]
    {
        counted.at_most(6, who, browser, &path).await;
        counted.at_most(9, who, browser, &format!("{path}/board")).await;
        counted.at_most(9, who, browser, &format!("{path}/board?after={}", posts[2])).await;
        for post in posts {
            counted.at_most(9, who, browser, &format!("{path}/board/{post}")).await;
            counted.at_most(9, who, browser, &format!("{path}/board/{post}/delete")).await;
        }
    }
    counted.at_most(9, "the host", &mut ana, &format!("{path}/reports")).await;
    counted.at_most(4, "a guest", &mut zoe, &format!("{path}/board/{}/report", posts[1])).await;
    rows::make_admin(site, "bob").await;
    counted.at_most(7, "an admin", &mut bo, "/admin/reports").await;
    counted.at_most(8, "an admin", &mut bo, "/admin").await;
    counted.at_most(3, "a stranger", &mut site.visitor(), &path).await;
    counted.at_most(6, "the author", &mut zoe, &format!("{path}/board/{}/edit", posts[0])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_posts_cost_no_more_statements() {
    let counted = Counted::new().await;
    let site = &counted.site;
    let (mut ana, bo) = (a_person(site, "ana").await.browser, a_person(site, "bob").await.person);
    let party = a_party().by(&mut ana).await;
    let token = invite(site, &mut ana, party, "Zoe\n@bob").await.remove(0);
    let mut zoe = a_guest(site, &token).await;
    let posts = a_lively_board(party, &mut ana, &mut zoe).await;
    let paths =
        ["".to_owned(), "/board".to_owned(), format!("/board/{}", posts[0])].map(|page| format!("/p/{party}{page}"));
    let mut few = Vec::new();
    for path in &paths {
        few.push(counted.page(&mut ana, path).await);
    }
    for above in many_posts(site, party, &bo, None, 60).await.into_iter().chain([posts[0]]) {
        many_posts(site, party, &bo, Some(above), 10).await;
    }
    a_lively_board(party, &mut ana, &mut zoe).await;
    let mut many = Vec::new();
    for path in &paths {
        many.push(counted.page(&mut ana, path).await);
    }
    assert_eq!(few, many);
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_cost_nothing_where_nothing_is_asked() {
    let counted = Counted::new().await;
    for path in ["/", "/login", "/signup"] {
        assert_eq!(counted.page(&mut counted.site.visitor(), path).await, 0, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn more_guests_cost_no_more_statements() {
    let counted = Counted::new().await;
    let mut ana = a_person(&counted.site, "ana").await.browser;
    let party = a_party().with("guest_list", "everyone").by(&mut ana).await;
    let paths = ["", "/guests", "/guests?print=1", "/guests/add", "/guests.csv", "/hosts"]
        .map(|page| format!("/p/{party}{page}"));
    let mut few = Vec::new();
    for path in &paths {
        few.push(counted.page(&mut ana, path).await);
    }
    let lines: Vec<_> = (0..200).map(|n| format!("Guest {n}")).collect();
    for token in &invite(&counted.site, &mut ana, party, &lines.join("\n")).await[..30] {
        let mut guest = a_guest(&counted.site, token).await;
        guest.post("/api/rsvps/answer", &[("party", &party.to_string()), ("answer", "yes")]).await.is(303);
    }
    let mut many = Vec::new();
    for path in &paths {
        many.push(counted.page(&mut ana, path).await);
    }
    assert_eq!(few, many);
    let lines = |count: usize| (0..count).map(|n| format!("More {count} {n}")).collect::<Vec<_>>().join("\n");
    let mut writes = Vec::new();
    for count in [1, 100] {
        let lines = lines(count);
        let fields = [("party", party.to_string()), ("lines", lines), ("confirmed", "1".to_owned())];
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        counted.statements.lock().expect("a lock").clear();
        ana.post("/api/invites/add", &fields).await.is(303);
        writes.push(counted.statements.lock().expect("a lock").len());
    }
    assert_eq!(writes[0], writes[1], "inviting many is one insert");
}

/// Ten thousand photos open as fast as a few: with the same statements, each of which stops after a page.
#[tokio::test(flavor = "multi_thread")]
async fn more_photos_cost_no_more_statements() {
    let counted = Counted::new().await;
    let site = &counted.site;
    let (mut ana, bo) = (a_person(site, "ana").await.browser, a_person(site, "bob").await);
    let party = a_party().by(&mut ana).await;
    let token = invite(site, &mut ana, party, "Zoe\n@bob").await.remove(0);
    let mut zoe = a_guest(site, &token).await;
    let few = many_photos(site, party, &bo.person, 3).await;
    for browser in [&mut ana, &mut zoe] {
        for verb in ["like", "comment", "tag"] {
            on_photo(browser, verb, party, few[1], &[("on", "1"), ("text", "Yes")]).await.is(303);
        }
    }
    let path = format!("/p/{party}");
    let photo = format!("{path}/album/{}", few[1]);
    let paths = [path.clone(), format!("{path}/album"), photo.clone(), format!("{path}/wall")];
    let mut before = Vec::new();
    for path in &paths {
        before.push([counted.page(&mut ana, path).await, counted.page(&mut zoe, path).await]);
    }
    many_photos(site, party, &bo.person, 10_000).await;
    let mut after = Vec::new();
    let begun = std::time::Instant::now();
    for path in &paths {
        after.push([counted.page(&mut ana, path).await, counted.page(&mut zoe, path).await]);
    }
    assert_eq!(before, after);
    assert!(begun.elapsed() < std::time::Duration::from_secs(10), "{:?}", begun.elapsed());
    for (who, browser) in [("the host", &mut ana), ("a guest", &mut zoe)] {
        counted.at_most(8, who, browser, &format!("{path}/album")).await;
        counted.at_most(12, who, browser, &photo).await;
        counted.at_most(5, who, browser, &format!("{path}/wall")).await;
        counted.at_most(12, who, browser, &format!("{photo}/delete")).await;
    }
}
