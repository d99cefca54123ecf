//! `/dev/outbox`: only where it is switched on.

use crate::support::{Database, Mailing, Site, a_party, a_person, invite};

#[tokio::test(flavor = "multi_thread")]
async fn mails_are_shown_as_they_would_look() {
    let site = Site::with(Database::Sqlite, &[("SOIREE_MAIL", "outbox")]).await;
    let mut ana = a_person(&site, "ana").await.browser;
    ana.get("/dev/outbox").await.is(200).reads("No mail yet");
    let party = a_party().with("title", "Supper & <b>song</b>").by(&mut ana).await;
    let token = invite(&site, &mut ana, party, "Zoe <zoe@example.org>").await.remove(0);
    ana.post("/api/mail/invite_all", &[("party", &party.to_string())]).await.is(303);
    server::jobs::drain(&site.state).await.expect("jobs");

    let list = site.visitor().get("/dev/outbox").await;
    list.is(200).reads("Ana invites you: Supper & <b>song</b>").reads("Invitation");
    let path = list.links("/dev/outbox/").into_iter().find(|path| path.len() > 13).expect("a mail");
    let page = site.visitor().get(&path).await;
    page.is(200).reads("Hello Zoe,").reads(&format!("http://soiree.test/i/{token}")).reads("Message-ID:");
    assert!(page.header("content-security-policy").contains("frame-src 'self'"));
    let frame = page.tags().into_iter().find(|tag| tag.name == "iframe").expect("a frame");
    assert_eq!(
        (frame.get("src"), frame.get("sandbox")),
        (Some(format!("{path}/html").as_str()), Some("allow-popups allow-popups-to-escape-sandbox allow-scripts"))
    );
    let html = site.visitor().get(&format!("{path}/html")).await;
    html.is(200).says("Supper &amp; &lt;b&gt;song&lt;/b&gt;").says("lang=\"en\"");
    assert_eq!(html.header("x-frame-options"), "SAMEORIGIN");
    let policy = html.header("content-security-policy");
    assert!(
        policy.contains("sandbox") && policy.starts_with("default-src 'none'") && !policy.contains("script-src"),
        "{policy}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn elsewhere_there_is_none() {
    let mut mailing = Mailing::new().await;
    mailing.invite_by_mail("Zoe <zoe@example.org>").await;
    let id = app::domain::MailId::new();
    for site in [&mailing.site, &Site::new().await] {
        for path in ["/dev/outbox".to_owned(), format!("/dev/outbox/{id}"), format!("/dev/outbox/{id}/html")] {
            let page = site.visitor().get(&path).await;
            page.is(404);
            assert!(!page.header("content-security-policy").contains("frame-src"));
        }
    }
}
