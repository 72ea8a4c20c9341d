//! Tokens for the shop's own pages.

use std::time::Duration;

use serde_json::json;

use crate::support::sandbox::Sandbox;
use crate::support::{Answer, ORIGIN, Proxy, Reply, SEARCH, TOKEN, get, send};

const ON: [(&str, &str); 2] = [("SPP_TOKEN_MODE", "1"), ("SPP_AUTH", "oauth2")];

async fn start() -> Proxy {
    Proxy::with(&ON, |_| {}).await
}

async fn ask(proxy: &Proxy, headers: &[&str]) -> Reply {
    let head: Vec<_> = ["GET /api/token HTTP/1.1"].into_iter().chain(headers.iter().copied()).collect();
    send(proxy.address, &head, "").await
}

#[tokio::test]
async fn it_is_off_until_somebody_wants_it() {
    let proxy = Proxy::with(&[("SPP_AUTH", "oauth2")], |_| {}).await;
    let reply = ask(&proxy, &["Origin: https://shop.example"]).await;
    assert_eq!((reply.status, reply.reason().as_str()), (404, "not_found"));
    assert_eq!(proxy.fake.seen("/oauth2").len(), 0);
}

#[tokio::test]
async fn a_page_of_the_shop_is_given_a_token_that_nobody_keeps() {
    let proxy = start().await;
    let reply = ask(&proxy, &[&format!("Origin: {ORIGIN}")]).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json(), json!({"access_token": TOKEN, "token_type": "bearer", "expires_in": 3599}));
    assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(reply.header("cache-control"), Some("private, no-store"));
    assert_eq!(reply.header("vary"), Some("Origin"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    // Where the shop has put the proxy on its own origin, browsers send no Origin with a GET.
    assert_eq!(ask(&proxy, &["Sec-Fetch-Site: same-origin"]).await.status, 200);
    assert_eq!(proxy.fake.seen("/oauth2/token").len(), 1);
    // The proxy itself uses the same token.
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(proxy.fake.seen("/oauth2/token").len(), 1);
}

#[tokio::test]
async fn nobody_else_is_given_one() {
    let proxy = start().await;
    for headers in [
        &[][..],
        &["Origin: null"],
        &["Origin: https://evil.example"],
        &["Origin: https://shop.example.evil.example"],
        &["Origin: http://shop.example"],
        &["Origin: https://shop.example", "Origin: https://evil.example"],
        &["Origin: https://evil.example", "Sec-Fetch-Site: same-origin"],
        &["Sec-Fetch-Site: cross-site"],
        &["Sec-Fetch-Site: same-site"],
        &["Sec-Fetch-Site: none"],
        &["Referer: https://shop.example/checkout"],
        &["X-Service-Point-Picker: 1"],
    ] {
        let reply = ask(&proxy, headers).await;
        assert_eq!((reply.status, reply.reason().as_str()), (403, "forbidden_origin"), "{headers:?}");
    }
    for method in ["HEAD", "POST", "PUT"] {
        let line = format!("{method} /api/token HTTP/1.1");
        let reply =
            send(proxy.address, &[&line, "Origin: https://shop.example", "X-Service-Point-Picker: 1"], "").await;
        assert_eq!(reply.status, 405, "{method}");
    }
    assert_eq!(proxy.fake.seen("/oauth2").len(), 0);
}

#[tokio::test]
async fn a_token_is_good_for_a_while_when_it_is_handed_out() {
    let proxy = start().await;
    let token = |name: &str| Answer::json(200, &json!({"access_token": name, "expires_in": 3600}).to_string());
    proxy.fake.answer("/oauth2/token", [token("first"), token("second")]);
    let given = async || {
        let body = ask(&proxy, &["Origin: https://shop.example"]).await.json();
        (body["access_token"].as_str().unwrap().to_owned(), body["expires_in"].as_u64().unwrap())
    };
    assert_eq!(given().await, ("first".to_owned(), 3600));
    proxy.clock.advance(Duration::from_secs(3300));
    assert_eq!(given().await, ("first".to_owned(), 300));
    proxy.clock.advance(Duration::from_secs(1));
    assert_eq!(given().await, ("second".to_owned(), 3600));
}

#[tokio::test]
async fn a_page_whose_token_was_refused_is_given_another_one() {
    let proxy = start().await;
    let token = |name: &str| Answer::json(200, &json!({"access_token": name, "expires_in": 3600}).to_string());
    proxy.fake.answer("/oauth2/token", [token("first"), token("second"), token("third")]);
    let given = async |header: &str| {
        let headers = ["Origin: https://shop.example", header];
        ask(&proxy, &headers).await.json()["access_token"].as_str().unwrap().to_owned()
    };
    assert_eq!(given("Cache-Control: max-age=0").await, "first");
    assert_eq!(given("Cache-Control: no-cache").await, "first", "the next one would be refused, too");
    proxy.clock.advance(Duration::from_secs(11));
    assert_eq!(given("Cache-Control: no-cache").await, "second");
}

#[tokio::test]
async fn tokens_are_given_so_often_and_no_oftener() {
    // The tests' own address is this machine's, whose visitors nobody can tell apart: they share one measure.
    let proxy = start().await;
    for _ in 0..3 {
        assert_eq!(ask(&proxy, &["Origin: https://shop.example"]).await.status, 200);
    }
    let reply = ask(&proxy, &["Origin: https://shop.example"]).await;
    assert_eq!((reply.status, reply.reason().as_str()), (429, "rate_limited"));
    assert_eq!(reply.header("retry-after"), Some("10"));
    assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
    proxy.clock.advance(Duration::from_secs(10));
    assert_eq!(ask(&proxy, &["Origin: https://shop.example"]).await.status, 200);
}

#[tokio::test]
async fn a_page_learns_no_more_than_that_there_is_no_token() {
    let proxy = start().await;
    for (answer, expected) in [
        (Answer::json(401, r#"{"error":"invalid_client"}"#), (403, "credentials_refused")),
        (Answer::json(503, "{}"), (502, "upstream_unreachable")),
        (Answer::json(200, "{}"), (502, "upstream_malformed")),
    ] {
        proxy.fake.answer("/oauth2/token", [answer]);
        let reply = ask(&proxy, &["Origin: https://shop.example"]).await;
        assert_eq!((reply.status, reply.reason().as_str()), expected);
        proxy.clock.advance(Duration::from_secs(20));
    }
}

#[tokio::test]
async fn a_token_of_the_proxys_works_at_the_api() {
    let sandbox = Sandbox::with_oauth2().await;
    let proxy = sandbox.proxy(&ON).await;
    let token = ask(&proxy, &["Origin: https://shop.example"]).await.json();
    let authorization = format!("Authorization: Bearer {}", token["access_token"].as_str().unwrap());
    let reply = send(sandbox.address, &["GET /api/v3/service-points/1000001 HTTP/1.1", &authorization], "").await;
    assert_eq!(reply.status, 200);
}
