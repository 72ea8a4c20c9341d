use std::time::Duration;

use crate::support::{Answer, Proxy, SEARCH, SHORT, TOKEN, get};

const REFUSED: &str = r#"{"errors":[{"detail":"Invalid token.","status":"401","source":{"pointer":"/data"},"code":"authentication_failed"}]}"#;

async fn start() -> Proxy {
    Proxy::with(&[("SPP_AUTH", "oauth2")], |_| {}).await
}

fn token(name: &str, expires_in: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"access_token":"{name}","token_type":"bearer","expires_in":{expires_in}}}"#))
}

fn bearers(proxy: &Proxy) -> Vec<String> {
    let seen = proxy.fake.seen("/api/v3");
    seen.iter().map(|seen| seen.headers["authorization"].to_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_token_serves_many_searches_until_it_nears_its_end() {
    let proxy = start().await;
    proxy.fake.answer("/oauth2/token", [token("first", "3600"), token("second", "3600")]);
    for _ in 0..3 {
        assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    }
    let asked = proxy.fake.seen("/oauth2/token");
    assert_eq!(asked.len(), 1);
    assert_eq!(
        (asked[0].method.as_str(), &asked[0].body[..]),
        ("POST", b"grant_type=client_credentials&scope=api".as_slice())
    );
    assert_eq!(asked[0].headers["content-type"], "application/x-www-form-urlencoded");
    assert!(asked[0].headers["authorization"].to_str().unwrap().starts_with("Basic "));
    assert_eq!(bearers(&proxy), ["Bearer first"; 3]);

    proxy.clock.advance(Duration::from_secs(3600));
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(bearers(&proxy).last().unwrap(), "Bearer second");
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let proxy = start().await;
    proxy.fake.answer("/oauth2/token", [token("first", "3600"), token("second", "3600")]);
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    proxy.clock.advance(Duration::from_secs(600));
    let found = Answer::json(200, r#"{"data":{"results":[]}}"#);
    proxy.fake.answer("/api/v3/service-points", [Answer::json(401, REFUSED), found]);
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(bearers(&proxy), ["Bearer first", "Bearer first", "Bearer second"]);
}

#[tokio::test]
async fn an_api_that_refuses_every_token_causes_no_storm() {
    let proxy = start().await;
    proxy.fake.answer("/oauth2/token", [token("first", "3600"), token("second", "3600")]);
    proxy.fake.answer("/api/v3/service-points", [Answer::json(401, REFUSED)]);
    for _ in 0..20 {
        let reply = get(proxy.address, SEARCH).await;
        assert_eq!((reply.status, reply.header("www-authenticate")), (401, None));
        assert_eq!(reply.json(), serde_json::from_str::<serde_json::Value>(REFUSED).unwrap());
    }
    assert_eq!((proxy.fake.seen("/oauth2/token").len(), proxy.calls()), (1, 20));
    proxy.clock.advance(Duration::from_secs(10));
    for _ in 0..20 {
        assert_eq!(get(proxy.address, SEARCH).await.status, 401);
    }
    assert_eq!((proxy.fake.seen("/oauth2/token").len(), proxy.calls()), (2, 41));
}

#[tokio::test]
async fn a_shopper_learns_no_more_than_that_the_credentials_were_refused() {
    let proxy = start().await;
    for (answer, expected) in [
        (
            Answer::json(401, r#"{"error":"invalid_client","error_description":"d","error_hint":"h"}"#),
            (403, "credentials_refused"),
        ),
        (Answer::json(200, r#"{"error":"invalid_scope"}"#), (403, "credentials_refused")),
        (Answer::json(200, r#"{"access_token":""}"#), (502, "upstream_malformed")),
        (Answer::json(503, "{}"), (502, "upstream_unreachable")),
        (
            Answer::Whole(302, vec![("location", "/oauth2/elsewhere".to_owned())], "".into()),
            (502, "upstream_unreachable"),
        ),
        (Answer::Endless, (502, "upstream_malformed")),
    ] {
        proxy.fake.answer("/oauth2/token", [answer]);
        let reply = get(proxy.address, SEARCH).await;
        assert_eq!((reply.status, reply.reason().as_str()), expected);
        assert_eq!(get(proxy.address, "/readyz").await.status, 503);
        assert_eq!(get(proxy.address, "/healthz").await.status, 200);
        proxy.clock.advance(Duration::from_secs(10));
    }
    assert_eq!((proxy.calls(), proxy.fake.seen("/oauth2/elsewhere").len()), (0, 0));
    proxy.fake.answer("/oauth2/token", [token(TOKEN, "\"60\"")]);
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(get(proxy.address, "/readyz").await.status, 200);
}

#[tokio::test]
async fn a_token_endpoint_that_says_nothing_does_not_outlast_the_shopper() {
    let proxy = Proxy::with(&[("SPP_AUTH", "oauth2")], |config| config.upstream.retries.budget = SHORT).await;
    proxy.fake.answer("/oauth2/token", [Answer::Stall]);
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.reason().as_str()), (504, "upstream_timeout"));
}
