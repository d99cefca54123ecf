//! `/p/{party}/guests.csv`

use crate::support::{Site, a_guest, a_party, a_person, invite, rows};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_spreadsheets_read_and_do_not_run() {
    let site = Site::new().await;
    let mut ana = a_person(&site, "ana").await.browser;
    let party = a_party().with("time_zone", "Asia/Kolkata").by(&mut ana).await;
    let id = party.to_string();
    let names = ["=HYPERLINK(\"https://evil.example\";\"x\")", "+1+1", "-2+3", "'quoted'", "Zoë, \"the\" best"];
    let tokens = invite(&site, &mut ana, party, &names.join("\n")).await;
    let mut zoe = a_guest(&site, &tokens[4]).await;
    let fields = [("party", id.as_str()), ("answer", "yes"), ("plus_ones", "2"), ("message", "=1+1\n\"two\"")];
    zoe.post("/api/rsvps/answer", &fields).await.is(303);
    let zoe = app::domain::InviteId(rows::guest(&site, party, names[4]).await.id).to_string();
    let note = [("party", id.as_str()), ("invite", &zoe), ("note", "@cmd|' /C calc'!A0")];
    ana.post("/api/invites/note", &note).await.is(303);
    let file = ana.get(&format!("/p/{party}/guests.csv")).await;
    file.is(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"guests.csv\"");
    let text = file.text();
    assert!(
        text.starts_with("\u{FEFF}Name,E-mail,Answer,Plus-ones,People,Message,Note,Answered,Checked in\r\n"),
        "{text}"
    );
    file.says("\"'=HYPERLINK(\"\"https://evil.example\"\";\"\"x\"\")\",,No answer yet,0,0,,,,\r\n");
    file.says("\r\n'+1+1,,").says("\r\n'-2+3,,");
    file.says("\"Zoë, \"\"the\"\" best\",,Coming,2,3,\"'=1+1\n\"\"two\"\"\",'@cmd|' /C calc'!A0,20");
    for cell in text.split([',', '\n']).map(|cell| cell.trim_start_matches('"')) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell} would be run");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_hosts_get_it() {
    let site = Site::new().await;
    let (mut ana, mut bo) = (a_person(&site, "ana").await.browser, a_person(&site, "bob").await.browser);
    let party = a_party().by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe <zoe@example.org>").await.remove(0);
    let path = format!("/p/{party}/guests.csv");
    bo.get(&path).await.is(403).says_not("zoe@example.org");
    a_guest(&site, &token).await.get(&path).await.is(401).says_not("zoe@example.org");
    ana.get("/p/x/guests.csv").await.is(404);
}
