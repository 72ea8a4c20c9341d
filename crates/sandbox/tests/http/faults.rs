use std::time::Duration;

use http_body_util::BodyExt as _;
use serde_json::json;
use tokio::time::Instant;

use crate::support::Client;

const POINT: &str = "/api/v3/service-points/1000001";

#[tokio::test]
async fn a_status_hits_its_route_so_many_times() {
    let client = Client::new();
    client.set_faults(r#"{"rules":[{"route":"retrieve","status":503,"retry_after":"2","times":2}]}"#).await;
    assert_eq!(client.check(1_000_001).await.status, 200, "another route");
    for _ in 0..2 {
        let answer = client.get(POINT).await;
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "2"));
    }
    assert_eq!(client.get(POINT).await.status, 200);
    assert_eq!(client.get("/sandbox/faults").await.json()["rules"], json!([]));
}

#[tokio::test]
async fn a_method_can_be_hit_alone() {
    let client = Client::new();
    client.set_faults(r#"{"rules":[{"method":"POST","status":503}]}"#).await;
    assert_eq!(client.get(POINT).await.status, 200);
    assert_eq!(client.check(1_000_001).await.status, 503);
    assert_eq!(client.get("/sandbox/faults").await.json()["rules"], json!([{"method": "POST", "status": 503}]));
}

#[tokio::test]
async fn a_rate_hits_the_same_requests_on_every_run() {
    let statuses = async |seed: u32| {
        let client = Client::new();
        client.set_faults(&format!(r#"{{"seed":{seed},"rules":[{{"status":500,"rate":0.5}}]}}"#)).await;
        let mut statuses = Vec::new();
        for _ in 0..40 {
            statuses.push(client.get("/carriers/dhl.svg").await.status.as_u16());
        }
        statuses
    };
    let first = statuses(1).await;
    assert_eq!(first, statuses(1).await);
    assert_ne!(first, statuses(2).await);
    let hit = first.iter().filter(|status| **status == 500).count();
    assert!((10..=30).contains(&hit), "{hit}");
}

#[tokio::test(start_paused = true)]
async fn latency_makes_requests_wait() {
    let client = Client::new();
    client.get(POINT).await;
    client
        .set_faults(r#"{"rules":[{"latency_ms":1500},{"route":"retrieve","latency_ms":{"min":100,"max":200}}]}"#)
        .await;
    let start = Instant::now();
    assert_eq!(client.get(POINT).await.status, 200);
    let waited = start.elapsed();
    assert!((Duration::from_millis(1600)..=Duration::from_millis(1750)).contains(&waited), "{waited:?}");
    let start = Instant::now();
    client.get("/sandbox/faults").await;
    assert_eq!(start.elapsed(), Duration::ZERO, "the switches themselves are never slow");
}

#[tokio::test]
async fn bodies_are_spoilt() {
    let client = Client::new();
    let whole = client.get(POINT).await.bytes;
    let rule = async |body: &str| {
        client.set_faults(&format!(r#"{{"rules":[{{"route":"retrieve","body":"{body}"}}]}}"#)).await;
    };
    rule("truncated").await;
    assert_eq!(client.get(POINT).await.bytes, whole[..whole.len() / 2]);
    rule("html").await;
    let html = client.get(POINT).await;
    assert_eq!((html.status.as_u16(), html.header("content-type")), (200, "text/html; charset=utf-8"));
    rule("oversized").await;
    let oversized = client.get(POINT).await;
    assert_eq!(oversized.bytes.len(), whole.len() + 5_000_000);
    assert!(oversized.json()["data"].is_object(), "still JSON");
    rule("empty").await;
    assert!(client.get(POINT).await.bytes.is_empty());
    rule("aborted").await;
    let answer = client.open("GET", POINT).await;
    assert_eq!(answer.status(), 200);
    assert!(answer.into_body().collect().await.is_err());
}

#[tokio::test]
async fn a_point_can_become_unavailable() {
    let client = Client::new();
    let available = async || client.check(1_000_001).await.json()["data"]["is_available"].clone();
    assert_eq!(available().await, true);
    client.set_faults(r#"{"unavailable":[1000001]}"#).await;
    assert_eq!(available().await, false);
    assert_eq!(client.check(1_000_002).await.json()["data"]["is_available"], true);
}

#[tokio::test]
async fn a_quota_ends_with_429_and_begins_again_with_the_minute() {
    let client = Client::new();
    client.set_faults(r#"{"clock":"2026-11-22T10:00:20Z","quota":{"reads":2,"writes":1}}"#).await;
    for _ in 0..2 {
        assert_eq!(client.get(POINT).await.status, 200);
    }
    let refused = client.get(POINT).await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "40"));
    assert_eq!(client.check(1_000_001).await.status, 200);
    assert_eq!(client.check(1_000_001).await.status, 429);
    client.set_clock("2026-11-22T10:01:00Z").await;
    assert_eq!(client.get(POINT).await.status, 200);
}

#[tokio::test]
async fn stacked_points_stand_where_the_first_of_them_does() {
    let client = Client::new();
    client.set_faults(r#"{"stacked":true}"#).await;
    let near = client.near("IT", "Via Romana 20, Firenze", &[("limit", "50")]).await;
    let first = &near.results()[0];
    for field in ["position", "distance"] {
        assert!(!first[field].is_null());
        assert!(near.results().iter().all(|point| point[field] == first[field]), "{field}");
    }
    assert_eq!(near.results().len(), 50);
}

#[tokio::test]
async fn faults_are_shown_replaced_and_reset() {
    let client = Client::new();
    let shown = client.set_faults(r#"{"geocoder_down":true,"clock":"2027-01-01T00:00:00Z"}"#).await.json();
    assert_eq!((&shown["geocoder_down"], &shown["clock"]), (&json!(true), &json!("2027-01-01T00:00:00Z")));
    let shown = client.set_faults("{}").await.json();
    assert_eq!((&shown["geocoder_down"], &shown["clock"]), (&json!(false), &json!("2027-01-01T00:00:00Z")));
    assert_eq!(client.ask("DELETE", "/sandbox/faults", "").await.status, 204);
    assert_eq!(client.get("/sandbox/faults").await.json()["clock"], "2026-11-22T10:00:00Z", "as it was started");
    let refused = client.ask("PUT", "/sandbox/faults", r#"{"geocoder":true}"#).await;
    assert_eq!(refused.status, 400);
    let detail = refused.json()["errors"][0]["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("unknown field `geocoder`, expected one of"), "{detail}");
}
