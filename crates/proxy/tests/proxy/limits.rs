//! What the operator allows: how often one client may ask, and for what.

use std::time::Duration;

use serde_json::json;

use crate::support::{Proxy, Reply, SEARCH, get, post, send};

/// The tests' own address plays the server in front.
const BEHIND: [(&str, &str); 2] = [("SPP_TRUSTED_PROXIES", "127.0.0.1"), ("SPP_CLIENT_RATE", "60")];
/// What comes at once of 60 a minute.
const AT_ONCE: usize = 15;

async fn from(proxy: &Proxy, forwarded_for: &str) -> Reply {
    let header = format!("X-Forwarded-For: {forwarded_for}");
    send(proxy.address, &["GET /api/service-points/1 HTTP/1.1", &header], "").await
}

#[tokio::test]
async fn a_client_that_asks_too_often_waits_and_the_others_do_not() {
    let proxy = Proxy::with(&BEHIND, |_| {}).await;
    for _ in 0..AT_ONCE {
        assert_eq!(from(&proxy, "203.0.113.7").await.status, 200);
    }
    let reply = from(&proxy, "203.0.113.7").await;
    assert_eq!((reply.status, reply.reason().as_str(), reply.header("retry-after")), (429, "rate_limited", Some("1")));
    assert_eq!(reply.header("vary"), Some("Origin"));
    assert_eq!(proxy.calls(), AT_ONCE, "nothing of it went upstream");
    assert_eq!(from(&proxy, "203.0.113.8").await.status, 200);
    proxy.clock.advance(Duration::from_secs(1));
    assert_eq!(from(&proxy, "203.0.113.7").await.status, 200);
    assert_eq!(from(&proxy, "203.0.113.7").await.status, 429);
}

#[tokio::test]
async fn a_client_cannot_pretend_to_be_many() {
    let proxy = Proxy::with(&BEHIND, |_| {}).await;
    for number in 0..AT_ONCE {
        assert_eq!(from(&proxy, &format!("198.51.100.{number}, 203.0.113.7")).await.status, 200);
    }
    assert_eq!(from(&proxy, "198.51.100.99, 203.0.113.7").await.status, 429);
    // Every address of one household's network is one client.
    for number in 0..AT_ONCE {
        assert_eq!(from(&proxy, &format!("2001:db8:1:1::{number}")).await.status, 200);
    }
    assert_eq!(from(&proxy, "2001:db8:1:1:ffff::1").await.status, 429);
}

#[tokio::test]
async fn visitors_of_a_server_that_does_not_say_who_they_are_are_not_counted_as_one() {
    for settings in [&BEHIND[1..], &BEHIND[..]] {
        let proxy = Proxy::with(settings, |_| {}).await;
        for _ in 0..2 * AT_ONCE {
            assert_eq!(get(proxy.address, "/api/service-points/1").await.status, 200);
        }
    }
}

#[tokio::test]
async fn health_icons_and_preflights_cost_nothing() {
    let proxy = Proxy::with(&BEHIND, |_| {}).await;
    for _ in 0..AT_ONCE {
        from(&proxy, "203.0.113.7").await;
    }
    for (line, status) in [
        ("GET /healthz HTTP/1.1", 200),
        ("GET /api/carriers/dhl.svg HTTP/1.1", 404),
        ("OPTIONS /api/service-points HTTP/1.1", 204),
        ("GET /api/service-points/1 HTTP/1.1", 429),
        ("POST /api/service-points/1/check-availability HTTP/1.1", 429),
    ] {
        let reply = send(proxy.address, &[line, "X-Forwarded-For: 203.0.113.7"], "").await;
        assert_eq!(reply.status, status, "{line}");
    }
}

async fn limited() -> Proxy {
    let settings = [("SPP_COUNTRIES", "NL,BE"), ("SPP_CARRIERS", "postnl,bpost"), ("SPP_MAX_LIMIT", "50")];
    Proxy::with(&settings, |_| {}).await
}

#[tokio::test]
async fn only_the_merchants_countries_and_carriers_are_searched() {
    let proxy = limited().await;
    for (query, reason, parameter) in [
        ("country_code=DE&carrier_code=postnl", "country_not_allowed", "country_code"),
        ("country_code=NL&carrier_code=dhl", "carrier_not_allowed", "carrier_code"),
        ("country_code=NL&carrier_code=postnl&carrier_code=dhl", "carrier_not_allowed", "carrier_code"),
        ("country_code=NL&use_integration_carriers=true", "carrier_not_allowed", "use_integration_carriers"),
    ] {
        let reply = get(proxy.address, &format!("/api/service-points?{query}")).await;
        assert_eq!((reply.status, reply.reason().as_str()), (400, reason), "{query}");
        assert_eq!(reply.json()["errors"][0]["source"], json!({"parameter": parameter}), "{query}");
    }
    assert_eq!(proxy.calls(), 0);
    let query = "country_code=BE&carrier_code=bpost&carrier_code=postnl&limit=50";
    assert_eq!(get(proxy.address, &format!("/api/service-points?{query}")).await.status, 200);
}

#[tokio::test]
async fn no_answer_has_more_points_than_the_merchant_wants() {
    let proxy = limited().await;
    let scope = "country_code=NL&carrier_code=postnl";
    let reply = get(proxy.address, &format!("/api/service-points?{scope}&limit=51")).await;
    let error = &reply.json()["errors"][0];
    assert_eq!(
        (reply.status, &error["code"], &error["source"]["parameter"]),
        (400, &json!("invalid"), &json!("limit"))
    );
    assert_eq!(error["detail"], "Input should be less than or equal to 50");
    get(proxy.address, &format!("/api/service-points?{scope}")).await;
    get(proxy.address, &format!("/api/service-points?{scope}&limit=20")).await;
    let asked: Vec<_> = proxy.fake.seen("/api/v3").into_iter().map(|seen| seen.target).collect();
    let target = |limit: u32| format!("/api/v3/service-points?{scope}&limit={limit}");
    assert_eq!(asked, [target(50), target(20)]);
}

#[tokio::test]
async fn without_limits_everything_that_the_api_answers_can_be_asked_for() {
    let proxy = Proxy::start().await;
    assert_eq!(get(proxy.address, &format!("{SEARCH}&limit=200")).await.status, 200);
    assert_eq!(post(proxy.address, "/api/service-points/1/check-availability").await.status, 200);
    assert!(proxy.fake.seen("/api/v3")[0].target.ends_with("&limit=200"));
}
