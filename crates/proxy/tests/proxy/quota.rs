//! The API's own limits, kept before it has to say so.

use std::time::Duration;

use serde_json::json;

use crate::support::sandbox::Sandbox;
use crate::support::{Answer, Proxy, get, post};

#[tokio::test]
async fn ten_times_the_quota_is_answered_and_the_api_never_refuses() {
    let sandbox = Sandbox::start().await;
    sandbox.set("/sandbox/faults", &json!({"quota": {"reads": 70, "writes": 14}})).await;
    let proxy = sandbox.proxy(&[("SPP_QUOTA_READS", "70"), ("SPP_QUOTA_WRITES", "14")]).await;
    let (mut served, mut limited) = (0, 0);
    // Twelve a second for a minute, each for a point of its own, with both clocks at the same time.
    for second in 0..60 {
        let clock = format!("2026-11-23T09:{:02}:{second:02}Z", 10);
        sandbox.set("/sandbox/clock", &json!({"clock": clock})).await;
        for number in 0..12 {
            let reply = get(proxy.address, &format!("/api/service-points/{}", 2_000_000 + second * 12 + number)).await;
            match reply.status {
                404 => served += 1,
                429 => {
                    limited += 1;
                    assert_eq!(reply.reason(), "upstream_quota");
                    let wait: u64 = reply.header("retry-after").unwrap().parse().unwrap();
                    assert!((1..=2).contains(&wait), "{wait}");
                }
                other => panic!("{other}"),
            }
        }
        proxy.clock.advance(Duration::from_secs(1));
    }
    let statuses = sandbox.statuses("/api/v3").await;
    assert!(statuses.iter().all(|status| *status == 404), "the API refused nothing");
    assert_eq!((statuses.len(), served + limited), (served, 720));
    assert!((60..=70).contains(&served), "{served} of 70 were used");
}

#[tokio::test]
async fn reads_and_writes_are_counted_apart() {
    let proxy = Proxy::with(&[("SPP_QUOTA_READS", "1"), ("SPP_QUOTA_WRITES", "1")], |_| {}).await;
    assert_eq!(get(proxy.address, "/api/service-points/1").await.status, 200);
    assert_eq!(get(proxy.address, "/api/service-points/2").await.reason(), "upstream_quota");
    let check = "/api/service-points/1/check-availability";
    assert_eq!(post(proxy.address, check).await.status, 200);
    let reply = post(proxy.address, check).await;
    assert_eq!((reply.reason().as_str(), reply.header("retry-after")), ("upstream_quota", Some("60")));
    assert_eq!(proxy.calls(), 2);
    proxy.clock.advance(Duration::from_secs(60));
    assert_eq!(get(proxy.address, "/api/service-points/2").await.status, 200);
}

#[tokio::test]
async fn what_is_kept_is_given_when_the_quota_is_used_up() {
    let settings = [("SPP_QUOTA_READS", "1"), ("SPP_CACHE_FRESH", "10"), ("SPP_CACHE_RENEW", "10")];
    let proxy = Proxy::with(&settings, |_| {}).await;
    let point = json!({"data": {"id": 1, "address": {"country_code": "NL"}}}).to_string();
    proxy
        .fake
        .answer("/api/v3/service-points", [Answer::json(200, &point).with("date", "Tue, 24 Nov 2026 10:00:00 GMT")]);
    assert_eq!(get(proxy.address, "/api/service-points/1").await.status, 200);
    proxy.clock.advance(Duration::from_secs(11));
    let old = get(proxy.address, "/api/service-points/1").await;
    assert_eq!((old.status, &old.json()["meta"]), (200, &json!({"stale": true, "reason": "upstream_quota"})));
}

#[tokio::test]
async fn an_api_that_is_down_is_not_asked_three_times_by_everybody() {
    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points", [Answer::json(503, r#"{"errors":[]}"#)]);
    for number in 0..100 {
        assert_eq!(get(proxy.address, &format!("/api/service-points/{}", 1 + number)).await.status, 503);
    }
    // A hundred calls, and repetitions: ten to begin with and a fifth of the requests.
    assert!((120..=131).contains(&proxy.calls()), "{}", proxy.calls());
}
