//! Names, addresses, passwords, tokens and what people write are in none of it.

use axum::{body::Body, http::Method};

use super::{TOKEN, Watched};
use crate::{
    pictures::files,
    support::{PASSWORD, Receiver, a_guest, a_party, a_person, a_photo, invite, on_photo, post},
};

#[tokio::test]
async fn nothing_personal_is_told() {
    let watched = Watched::start().await;
    let site = &watched.site;
    let mut host = a_person(site, "quirina").await.browser;
    let party = a_party().with("title", "Xyzzy supper").with("address", "Plugh street 7").by(&mut host).await;
    let token = invite(site, &mut host, party, "Zebedee <zebedee@example.net>").await.remove(0);
    let mut guest = a_guest(site, &token).await;
    post(&mut guest, party, "Abracadabra").await;
    // A webhook that does not take what it is told.
    let receiver = Receiver::new().await;
    receiver.answers(503);
    let hook = format!("{}/plover", receiver.url);
    host.post("/api/webhooks/add", &[("url", hook.as_str()), ("posts", "true")]).await.is(303);
    let photo = a_photo(site, &mut guest, party, &files::jpeg_with_secrets()).await;
    on_photo(&mut guest, "edit", party, photo, &[("caption", "Frobozz"), ("tags", "gnusto")]).await.is(303);
    on_photo(&mut host, "comment", party, photo, &[("text", "Rezrov!")]).await.is(303);
    let program = site.free_program("quirina").await;
    program.get("/api/v1/parties").await.is(200);
    program.get(&format!("/api/v1/parties/{party}/guests")).await.is(200);
    host.post("/api/mail/invite_all", &[("party", &party.to_string())]).await.is(303);
    let link = [("_page", "/login/link"), ("email", "quirina@example.org")];
    site.visitor().post("/api/links/ask_login", &link).await.is(303);
    server::jobs::drain(&site.state).await.expect("jobs");
    for path in ["/u/quirina", "/u/quirina/nothing", "/i/notatoken", "/people?q=quirina"] {
        host.get(path).await;
    }
    for path in ["/login/link/notatoken", "/login/reset/notatoken", "/verify/notatoken", "/address/notatoken"] {
        site.visitor().get(path).await;
    }
    for path in ["/unsubscribe/notatoken", "/calendar/notatoken.ics", "/login/with/none/back?code=notatoken"] {
        site.visitor().get(path).await;
    }
    guest.get(&format!("/i/{token}/nothing")).await;
    // Refused: a taken name, a wrong password.
    let mut stranger = site.visitor();
    let fields = [
        ("username", "quirina"),
        ("email", "quirina@example.org"),
        ("display_name", "Quirina"),
        ("password", PASSWORD),
        ("_page", "/signup"),
    ];
    stranger.post("/api/accounts/sign_up", &fields).await.is(422);
    let login = [("_page", "/login"), ("login", "quirina"), ("password", "wrong horse battery 9")];
    stranger.post("/api/accounts/log_in", &login).await.is(422);
    let request = stranger.request(Method::GET, "/metrics").header("authorization", format!("Bearer {TOKEN}"));
    let numbers = stranger.send(request.body(Body::empty()).expect("a request")).await.is(200).text();
    assert!(numbers.contains("soiree_mails_total{outcome=\"ok\"}"), "{numbers}");
    let session = host.cookies["session"].clone();
    assert!(!receiver.got().is_empty());
    let (logs, collector) = watched.end().await;

    assert!(logs.lines().count() > 10 && collector.spans().len() > 50);
    for line in logs.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        if line["fields"]["message"] == "answered" {
            let trace = line["span"]["trace_id"].as_str().unwrap_or_default();
            assert!(trace.len() == 32 && trace != "00000000000000000000000000000000", "{line}");
        }
    }
    let traces = collector.bytes();
    let traces = String::from_utf8_lossy(&traces).to_lowercase();
    let told = format!("{}\n{}\n{traces}", logs.to_lowercase(), numbers.to_lowercase());
    let words = ["quirina", "zebedee", "example.org", "xyzzy", "plugh", "abracadabra", "battery", "notatoken", TOKEN];
    let photo = ["frobozz", "gnusto", "rezrov", "secret camera", "my comment", "plover"];
    let keys = [PASSWORD, token.as_str(), session.as_str(), program.token.as_str()];
    for secret in words.into_iter().chain(photo).chain(keys) {
        let secret = secret.to_lowercase();
        let at = told.find(&secret).map(|at| told[..at].lines().last().unwrap_or_default().to_owned());
        assert_eq!(at, None, "{secret:?} is told");
    }
}
