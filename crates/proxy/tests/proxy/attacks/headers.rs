//! Headers with which a client would like to be somebody else, or leave something behind for others.

use crate::support::{Answer, ORIGIN, Proxy, SEARCH, get, send};

/// Sends a search with more headers; gives the names of those that went upstream.
async fn passed_on(headers: &[&str]) -> Vec<String> {
    let proxy = Proxy::start().await;
    let line = format!("GET {SEARCH} HTTP/1.1");
    let head: Vec<_> = [line.as_str()].into_iter().chain(headers.iter().copied()).collect();
    assert_eq!(send(proxy.address, &head, "").await.status, 200);
    let seen = &proxy.fake.seen("/api/v3")[0];
    assert_eq!(seen.headers["authorization"], "Basic cGstY2FuYXJ5LTZjMWYwYjpzay1jYW5hcnktOWQyN2Fl");
    let mut names: Vec<_> = seen.headers.keys().map(|name| name.as_str().to_owned()).collect();
    names.sort_unstable();
    names
}

const OWN: [&str; 4] = ["accept", "authorization", "host", "user-agent"];

#[tokio::test]
async fn a_clients_authorization_goes_nowhere() {
    assert_eq!(passed_on(&["Authorization: Bearer evil", "Proxy-Authorization: Basic ZXZpbA=="]).await, OWN);
}

#[tokio::test]
async fn a_clients_cookies_go_nowhere() {
    assert_eq!(passed_on(&["Cookie: session=visitor", "Cookie: admin=1"]).await, OWN);
}

#[tokio::test]
async fn what_a_client_says_of_its_way_goes_nowhere() {
    let headers = [
        "X-Forwarded-For: 127.0.0.1",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: https",
        "X-Real-IP: 127.0.0.1",
        "Forwarded: for=127.0.0.1",
        "Via: 1.1 evil",
    ];
    assert_eq!(passed_on(&headers).await, OWN);
}

#[tokio::test]
async fn a_connection_header_takes_no_header_away() {
    let headers =
        ["Connection: keep-alive, Authorization, X-Service-Point-Picker, Host", "Upgrade: h2c", "TE: trailers"];
    assert_eq!(passed_on(&headers).await, OWN);
    let proxy = Proxy::start().await;
    let check = "POST /api/service-points/1/check-availability HTTP/1.1";
    let head = [check, "X-Service-Point-Picker: 1", "Connection: X-Service-Point-Picker"];
    assert_eq!(send(proxy.address, &head, "").await.status, 200);
}

#[tokio::test]
async fn a_method_override_overrides_nothing() {
    let proxy = Proxy::start().await;
    for header in ["X-HTTP-Method-Override: DELETE", "X-Method-Override: POST", "X-HTTP-Method: PUT"] {
        assert_eq!(send(proxy.address, &["GET /api/service-points/1 HTTP/1.1", header], "").await.status, 200);
    }
    assert!(proxy.fake.seen("/").iter().all(|seen| seen.method == http::Method::GET));
}

#[tokio::test]
async fn nothing_that_one_client_sends_is_left_for_another() {
    let proxy = Proxy::start().await;
    proxy.fake.answer(
        "/api/v3/service-points",
        [Answer::json(200, r#"{"data":{"results":[],"geocoding":{"status":"found"}}}"#)],
    );
    let line = format!("GET {SEARCH} HTTP/1.1");
    let poison = [
        line.as_str(),
        &format!("Origin: {ORIGIN}"),
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Scheme: http",
        "X-Forwarded-Prefix: /evil",
        "Accept-Language: <script>",
        "X-Request-Id: evil",
        "If-None-Match: \"evil\"",
        "Range: bytes=0-1",
    ];
    let poisoned = send(proxy.address, &poison, "").await;
    assert_eq!((poisoned.status, poisoned.header("access-control-allow-origin")), (200, Some(ORIGIN)));
    let clean = get(proxy.address, SEARCH).await;
    assert_eq!((clean.status, &clean.body), (200, &poisoned.body));
    assert_eq!(clean.headers.get("access-control-allow-origin"), None);
    assert_eq!(clean.header("cache-control"), Some("private, no-store"));
    assert_eq!(clean.header("vary"), Some("Origin, Accept-Encoding"));
    assert!(!format!("{:?}", clean.headers).contains("evil"));
}

#[tokio::test]
async fn errors_of_one_client_are_not_anothers() {
    let proxy = Proxy::start().await;
    let evil = send(proxy.address, &[&format!("GET {SEARCH} HTTP/1.1"), "Origin: https://evil.example"], "").await;
    assert_eq!(evil.status, 403);
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(get(proxy.address, &format!("{SEARCH}&limit=1e9")).await.status, 400);
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
}
