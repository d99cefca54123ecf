//! Forms without fields, for every server function that there is.

use axum::{
    body::Body,
    http::{Method, header},
};
use server::router::api_routes;

use super::Scene;
use crate::support::rows;

/// Server functions that need no field: they read, or do all that they do without one.
const NEED_NOTHING: [&str; 27] = [
    "/api/accounts/account",
    "/api/accounts/deletion_preview",
    "/api/accounts/log_out",
    "/api/accounts/stay",
    "/api/address/keep",
    "/api/address/show",
    "/api/album/mine",
    "/api/album/tagging",
    "/api/api_tokens/list",
    "/api/calendar/address",
    "/api/calendar/renew",
    "/api/calendar/turn_off",
    "/api/logins/show",
    "/api/map/everywhere",
    "/api/notifications/change_settings",
    "/api/notifications/list",
    "/api/notifications/read_all",
    "/api/notifications/settings",
    "/api/parties/blank",
    "/api/passkeys/begin_login",
    "/api/passkeys/show",
    "/api/search/everywhere",
    "/api/sessions/end",
    "/api/sessions/end_others",
    "/api/sessions/list",
    "/api/webhooks/list",
    // Tells that there is nothing, whatever is asked.
    "/api/accounts/not_found",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_fields_at_all() {
    let mut scene = Scene::new().await;
    let routes = api_routes();
    assert!(NEED_NOTHING.iter().all(|route| routes.iter().any(|known| known == route)), "{routes:?}");
    for route in routes.iter().filter(|route| !NEED_NOTHING.contains(&route.as_str())) {
        scene.refused(route, &[]).await;
        scene.refused(route, &[("", ""), ("=", "&"), ("x", "y")]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_party_and_nothing_else() {
    let mut scene = Scene::new().await;
    let (party, guest) = (scene.party.to_string(), scene.guest.to_string());
    for action in [
        "parties/update",
        "parties/delete",
        "series/extend",
        "series/repeat",
        "hosts/add",
        "hosts/remove",
        "hosts/promote",
        "invites/add",
        "invites/note",
    ] {
        scene.refused(&format!("/api/{action}"), &[("party", &party)]).await;
    }
    for action in ["invites/rename", "invites/answer_for"] {
        scene.refused(&format!("/api/{action}"), &[("party", &party), ("invite", &guest)]).await;
    }
    scene.refused("/api/rsvps/join", &[("party", &party)]).await;
    scene.refused("/api/rsvps/answer", &[("party", &party)]).await;
    scene.refused("/api/invites/claim", &[("party", &party)]).await;
    for action in
        ["photo", "add", "edit", "delete", "again", "hide", "approve", "cover", "like", "comment", "uncomment"]
    {
        scene.refused(&format!("/api/album/{action}"), &[("party", &party)]).await;
    }
    for action in ["tag", "untag", "to_report", "report", "dismiss"] {
        scene.refused(&format!("/api/album/{action}"), &[("party", &party)]).await;
    }
    scene.refused("/api/map/position", &[("party", &party), ("exactness", "nothing")]).await;
    for action in ["add", "post", "to_edit", "edit", "delete", "react", "pin", "to_report", "report", "dismiss"] {
        scene.refused(&format!("/api/board/{action}"), &[("party", &party)]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_no_forms() {
    let scene = Scene::new().await;
    let before = rows::everything(&scene.site).await;
    for route in api_routes() {
        for (kind, body) in [
            ("application/json", "{\"party\":\"x\"}"),
            ("text/plain", "party=x"),
            ("", "party=x"),
            ("multipart/form-data", "no boundary"),
            ("multipart/form-data; boundary=x", "--y\r\nnonsense"),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"party\"\r\n\r\ncut off"),
            ("application/x-www-form-urlencoded; charset=utf-8", "%%%=%zz&&&=&%ff%fe=%00"),
        ] {
            // Where no field is needed, a form may hold any.
            if kind.starts_with("application/x-www") && NEED_NOTHING.contains(&route.as_str()) {
                continue;
            }
            let mut ana = scene.ana.clone();
            let request = ana.change(&route).header(header::CONTENT_TYPE, kind);
            let page = ana.send(request.body(Body::from(body)).expect("a request")).await;
            let status = page.status.as_u16();
            assert!((400..500).contains(&status), "{route} {kind:?}: {status}");
        }
        assert_eq!(rows::everything(&scene.site).await, before, "{route}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_answered_in_json() {
    let scene = Scene::new().await;
    for (fields, status, error) in [
        ("party=x", 400, "\"BadRequest\""),
        ("", 400, "\"BadRequest\""),
        (&*format!("party={}", app::domain::PartyId::new()), 404, "\"NotFound\""),
        (&*format!("party={}&username=1", scene.party), 422, "{\"Invalid\":[[\"username\",\"NotAUsername\"]]}"),
    ] {
        let mut ana = scene.ana.clone();
        let request = ana.request(Method::POST, "/api/hosts/add").header("origin", "http://soiree.test");
        let mut request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let headers = request.headers_mut().expect("a request");
        headers.insert(header::ACCEPT, header::HeaderValue::from_static("application/json"));
        let answer = ana.send(request.body(Body::from(fields.to_owned())).expect("a request")).await;
        assert_eq!(answer.is(status).text(), error);
        assert_eq!(answer.header("content-type"), "application/json");
    }
}
