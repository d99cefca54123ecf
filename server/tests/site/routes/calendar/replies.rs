//! Answers that mail programs give to `METHOD:REQUEST`: by HTTP and from a mailbox.

use app::{
    backend::{
        calendar::{self, Guest, Outcome},
        entities::invites,
    },
    domain::{PartyId, rsvp::Answer, time::Millis},
};
use axum::{body::Body, http::Method};
use server::{
    mail::{SIGNATURE, sign},
    mailbox::Mailbox,
    replies::{LARGEST, take},
};

use crate::support::{Browser, Database, Site, a_guest, a_party, a_person, invite, rows};

const SECRET: &str = "a secret between two servers";

/// A party with Zoe on its list, on a site that takes answers by mail.
struct Scene {
    site: Site,
    ana: Browser,
    zoe: Browser,
    party: PartyId,
}

impl Scene {
    async fn on(kind: Database, fields: &[(&'static str, &'static str)]) -> Self {
        let settings = [("SOIREE_REPLY_ADDRESS", "replies@soiree.test"), ("SOIREE_MAIL_HOOK_SECRET", SECRET)];
        let site = Site::with(kind, &settings).await;
        let mut ana = a_person(&site, "ana").await.browser;
        let plan = fields.iter().fold(a_party(), |plan, &(field, value)| plan.with(field, value));
        let party = plan.by(&mut ana).await;
        let token = invite(&site, &mut ana, party, "Zoe <zoe@example.org>\nBo <bo@example.org>").await.remove(0);
        let zoe = a_guest(&site, &token).await;
        Self { site, ana, zoe, party }
    }

    async fn zoe(&self) -> invites::Model {
        rows::guest(&self.site, self.party, "Zoe").await
    }

    /// What Zoe's mail program gets.
    async fn request(&self) -> String {
        let invite = self.zoe().await;
        let guest = Guest { invite: &invite, address: "zoe@example.org", host: "Ana" };
        calendar::request(&self.site.state.command_ctx(), &rows::party(&self.site, self.party).await, guest)
    }

    /// What it sends back when Zoe answers now.
    async fn reply(&self, partstat: &str) -> String {
        answered(&self.request().await, partstat, self.site.clock.now())
    }

    async fn take(&self, mail: &str) -> Outcome {
        take(&self.site.state, mail.as_bytes()).await.expect("the mail is taken")
    }

    /// It changes nothing.
    async fn passes_over(&self, mail: &str, what: &str) {
        let before = rows::everything(&self.site).await;
        assert!(matches!(self.take(mail).await, Outcome::Ignored(_)), "{what}");
        assert_eq!(rows::everything(&self.site).await, before, "{what}");
    }
}

/// A reply to a request, as mail programs make it, in a mail to the address of the organizer.
pub(super) fn answered(request: &str, partstat: &str, now: Millis) -> String {
    let unfolded = request.replace("\r\n ", "");
    let line =
        |name: &str| unfolded.lines().find(|line| line.starts_with(name)).unwrap_or_else(|| panic!("{unfolded}"));
    let organizer = line("ORGANIZER");
    let (_, to) = organizer.rsplit_once("mailto:").expect("an address");
    let stamp = jiff::Timestamp::from_millisecond(now).expect("a time").strftime("%Y%m%dT%H%M%SZ").to_string();
    let attendee = line("ATTENDEE").replace("NEEDS-ACTION", partstat).replace("TENTATIVE", partstat);
    let attendee = attendee.replace("DECLINED", partstat).replace("PARTSTAT=ACCEPTED", &format!("PARTSTAT={partstat}"));
    let lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Test//EN",
        "METHOD:REPLY",
        "BEGIN:VEVENT",
        line("UID:"),
        line("SEQUENCE:"),
        &format!("DTSTAMP:{stamp}"),
        organizer,
        &attendee,
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    format!(
        "From: Zoe <zoe@example.org>\r\nTo: Ana <{to}>\r\nMIME-Version: 1.0\r\nSubject: Re\r\n\
         Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n{}\r\n",
        lines.join("\r\n")
    )
}

/// The mail as it lies in the body, with the headers of another.
fn to(mail: &str, address: &str) -> String {
    let (_, rest) = mail.split_once("\r\nMIME-Version").expect("headers");
    format!("From: Zoe <zoe@example.org>\r\nTo: {address}\r\nMIME-Version{rest}")
}

async fn answers(kind: Database) {
    let scene = Scene::on(kind, &[]).await;
    let request = scene.request().await.replace("\r\n ", "");
    for line in ["METHOD:REQUEST", "SEQUENCE:0"] {
        assert!(request.contains(&format!("{line}\r\n")), "{request}");
    }
    assert!(request.contains(":mailto:zoe@example.org\r\n") && request.contains("http://soiree.test/i/"), "{request}");
    for (partstat, answer) in [("ACCEPTED", Answer::Yes), ("TENTATIVE", Answer::Maybe), ("DECLINED", Answer::No)] {
        let mail = scene.reply(partstat).await;
        assert_eq!(scene.take(&mail).await, Outcome::Answered(answer));
        assert_eq!(scene.zoe().await.answer(), answer);
        assert_eq!(scene.take(&mail).await, Outcome::Answered(answer), "the same mail again");
        scene.site.clock.advance(jiff::SignedDuration::from_secs(5));
    }
    let mut ana = scene.ana.clone();
    server::jobs::drain(&scene.site.state).await.expect("jobs are done");
    ana.get("/notifications").await.is(200).reads("Summer on the roof");
}

async fn forged_ones_change_nothing(kind: Database) {
    let scene = Scene::on(kind, &[]).await;
    let mail = scene.reply("ACCEPTED").await;
    let links = &scene.site.state.services.links;
    let bo = rows::guest(&scene.site, scene.party, "Bo").await;
    let (mine, theirs) = (links.reply_tag(scene.zoe().await.id.into(), 0), links.reply_tag(bo.id.into(), 0));
    let other = links.reply_tag(scene.zoe().await.id.into(), 1);
    let mut guessed = mine.clone();
    guessed.replace_range(40.., if mine.ends_with("aa") { "ie" } else { "aa" });
    let uid = format!("UID:{}", scene.party.0.hyphenated());
    for (what, mail) in [
        ("no tag", mail.replace(&format!("replies+{mine}"), "replies")),
        ("the tag of another guest", mail.replace(&mine, &theirs)),
        ("the tag of an older link", mail.replace(&mine, &other)),
        ("a guessed tag", mail.replace(&mine, &guessed)),
        ("another sender", mail.replace("mailto:zoe@", "mailto:eve@")),
        ("another party", mail.replace(&uid, "UID:018f0000-0000-7000-8000-000000000000")),
        ("an earlier state of the party", mail.replace("SEQUENCE:0", "SEQUENCE:-1")),
        ("a later state of the party", mail.replace("SEQUENCE:0", "SEQUENCE:7")),
        ("no reply", mail.replace("METHOD:REPLY", "METHOD:REQUEST")),
        ("no calendar", mail.replace("text/calendar", "text/plain")),
        ("two guests", mail.replace("END:VEVENT", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.org\r\nEND:VEVENT")),
        ("nonsense", mail.replace("BEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\nBEGIN:VCALENDAR")),
    ] {
        scene.passes_over(&mail, what).await;
    }
    let by_header = to(&mail, &format!("replies+{mine}@soiree.test")).replace("ORGANIZER", "X-ORGANIZER");
    assert_eq!(scene.take(&by_header).await, Outcome::Answered(Answer::Yes), "it was well formed");
}

async fn old_ones_change_nothing(kind: Database) {
    let mut scene = Scene::on(kind, &[]).await;
    let id = scene.party.to_string();
    let first = scene.reply("ACCEPTED").await;
    scene.site.clock.advance(jiff::SignedDuration::from_secs(60));
    scene.zoe.post("/api/rsvps/answer", &[("party", &id), ("answer", "no")]).await.is(303);
    scene.passes_over(&first, "the guest has said something else since").await;
    scene.site.clock.advance(jiff::SignedDuration::from_secs(60));
    let second = scene.reply("ACCEPTED").await;
    let fields = [
        ("party", id.as_str()),
        ("title", "Summer on the roof"),
        ("time_zone", "Europe/Berlin"),
        ("first_entry", "2099-08-10T20:00"),
        ("place", "The roof"),
        ("plus_ones", "2"),
    ];
    scene.ana.post("/api/parties/update", &fields).await.is(303);
    scene.passes_over(&second, "it is on another day now").await;
    let third = scene.reply("ACCEPTED").await;
    assert!(scene.request().await.contains("SEQUENCE:1\r\n"));
    scene.ana.post("/api/parties/cancel", &[("party", &id)]).await.is(303);
    scene.passes_over(&third, "it is cancelled").await;
    scene.passes_over(&scene.reply("ACCEPTED").await, "there is nothing to answer").await;
    scene.ana.post("/api/parties/revive", &[("party", &id)]).await.is(303);
    let last = scene.reply("ACCEPTED").await;
    let zoe = app::domain::InviteId(scene.zoe().await.id).to_string();
    let guest = [("party", id.as_str()), ("invite", zoe.as_str())];
    scene.ana.post("/api/invites/revoke", &guest).await.is(303);
    scene.passes_over(&last, "the link is revoked").await;
    scene.ana.post("/api/invites/remove", &guest).await.is(303);
    scene.passes_over(&last, "the guest is off the list").await;
}

async fn the_rules_of_the_page_hold(kind: Database) {
    let mut scene = Scene::on(kind, &[("capacity", "1"), ("deadline", "2099-07-01T20:00")]).await;
    let id = scene.party.to_string();
    let bo = app::domain::InviteId(rows::guest(&scene.site, scene.party, "Bo").await.id).to_string();
    let yes = [("party", id.as_str()), ("invite", bo.as_str()), ("answer", "yes")];
    scene.ana.post("/api/invites/answer_for", &yes).await.is(303);
    let mail = scene.reply("ACCEPTED").await;
    assert_eq!(scene.take(&mail).await, Outcome::Answered(Answer::Waiting), "the party is full");
    let no = [("party", id.as_str()), ("invite", bo.as_str()), ("answer", "no")];
    scene.ana.post("/api/invites/answer_for", &no).await.is(303);
    assert_eq!(scene.zoe().await.answer(), Answer::Yes, "the waitlist moves up");
    let late = jiff::SignedDuration::from_hours(24 * 365 * 100);
    scene.site.clock.advance(late);
    scene.passes_over(&scene.reply("DECLINED").await, "the deadline has passed").await;
}

macro_rules! on_each {
    ($($name:ident),+) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::Database::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::Database::Postgres).await;
            })+
        }
        mod mariadb {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(super::Database::MariaDb).await;
            })+
        }
    };
}

on_each!(answers, forged_ones_change_nothing, old_ones_change_nothing, the_rules_of_the_page_hold);

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_signs_what_it_hands_over() {
    let scene = Scene::on(Database::Sqlite, &[]).await;
    let mail = scene.reply("ACCEPTED").await;
    let send = async |signature: String| {
        let mut server = scene.site.visitor();
        let request = server.request(Method::POST, "/hooks/mail/replies").header(SIGNATURE, signature);
        server.send(request.body(Body::from(mail.clone())).expect("a request")).await.status.as_u16()
    };
    let now = scene.site.clock.now() / 1_000;
    assert_eq!(send(sign("another secret of two", now, mail.as_bytes())).await, 401);
    assert_eq!(send(String::new()).await, 401);
    assert_eq!(send(sign(SECRET, now, b"another mail")).await, 401);
    assert_eq!(send(sign(SECRET, now - 400, mail.as_bytes())).await, 401, "long ago");
    assert_eq!(scene.zoe().await.answer(), Answer::Pending);
    assert_eq!(send(sign(SECRET, now, mail.as_bytes())).await, 204);
    assert_eq!(scene.zoe().await.answer(), Answer::Yes);
    let without = Site::new().await;
    let mut server = without.visitor();
    let request =
        server.request(Method::POST, "/hooks/mail/replies").body(Body::from(mail.clone())).expect("a request");
    assert_eq!(server.send(request).await.status.as_u16(), 404, "no secret, no way in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maildir_is_emptied() {
    let scene = Scene::on(Database::Sqlite, &[]).await;
    let folder = tempfile::TempDir::new().expect("a folder");
    for name in ["new", "cur", "tmp"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    let put = |name: &str, mail: &str| std::fs::write(folder.path().join("new").join(name), mail).expect("a mail");
    put("1.host", &scene.reply("ACCEPTED").await);
    put("2.host", "no mail at all");
    let state = &scene.site.state;
    let take = |mail: Vec<u8>| async move { take(state, &mail).await.map(|_| ()) };
    let mut mailbox = Mailbox::new(folder.path().to_owned(), LARGEST);
    mailbox.look(&take).await.expect("it is read");
    assert_eq!(scene.zoe().await.answer(), Answer::Yes);
    let names = |name: &str| std::fs::read_dir(folder.path().join(name)).expect("a folder").count();
    assert_eq!((names("new"), names("cur")), (0, 2));
    assert!(Mailbox::new("/nowhere/at/all".into(), LARGEST).look(&take).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_address_for_answers_none_is_asked_for() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().by(&mut ana).await;
    invite(&site, &mut ana, party, "Zoe <zoe@example.org>").await;
    let invite = rows::guest(&site, party, "Zoe").await;
    let guest = Guest { invite: &invite, address: "zoe@example.org", host: "Ana" };
    let (ctx, party) = (site.state.command_ctx(), rows::party(&site, party).await);
    let text = calendar::request(&ctx, &party, guest);
    assert!(text.contains("METHOD:PUBLISH\r\n") && !text.contains("ATTENDEE"), "{text}");
    let text = calendar::cancel(&ctx, &party, guest);
    assert!(text.contains("METHOD:CANCEL\r\n") && text.contains("STATUS:CANCELLED\r\n"), "{text}");
}
