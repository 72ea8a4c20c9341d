//! Every fault as a client sees it, over a real connection. Time is tokio's, paused: it jumps to the next thing that
//! happens, so nobody waits.

use std::time::Duration;

use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};

use crate::server::{Server, read};

const POINT: &str = "/api/v3/service-points/1000001";
const CHECK: &str = "/api/v3/service-points/1000001/check-availability";

async fn rules(server: &Server, rules: Value) {
    server.set_faults(&json!({ "seed": 7, "rules": rules })).await;
}

/// Milliseconds until a whole answer is there.
async fn milliseconds(server: &Server) -> u128 {
    let start = Instant::now();
    assert_eq!(server.get(POINT).await.status, 200);
    start.elapsed().as_millis()
}

#[tokio::test(start_paused = true)]
async fn a_fixed_latency_is_waited_for() {
    let server = Server::start().await;
    rules(&server, json!([{ "route": "retrieve", "latency_ms": 1500 }])).await;
    let waited = milliseconds(&server).await;
    assert!((1500..1600).contains(&waited), "{waited}");
}

#[tokio::test(start_paused = true)]
async fn a_random_latency_is_another_each_time_and_the_same_for_the_same_seed() {
    let server = Server::start().await;
    let mut runs = Vec::new();
    for seed in [1, 1, 2] {
        let rule = json!([{ "route": "retrieve", "latency_ms": { "min": 100, "max": 90_000 } }]);
        server.set_faults(&json!({ "seed": seed, "rules": rule })).await;
        let mut run = Vec::new();
        for _ in 0..4 {
            // A timer of tokio's is at most a millisecond late.
            run.push(milliseconds(&server).await / 10);
        }
        assert!(run.iter().all(|waited| (10..9_002).contains(waited)), "{run:?}");
        runs.push(run);
    }
    let close = |a: &[u128], b: &[u128]| a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 1);
    assert!(close(&runs[0], &runs[1]), "{runs:?}");
    assert!(!close(&runs[0], &runs[2]) && runs[0].iter().any(|waited| waited.abs_diff(runs[0][0]) > 10), "{runs:?}");
}

#[tokio::test]
async fn a_status_comes_at_its_rate_with_the_apis_body() {
    let server = Server::start().await;
    rules(&server, json!([{ "route": "check", "status": 503, "retry_after": "2", "rate": 0.3 }])).await;
    let mut hit = 0;
    for _ in 0..60 {
        let answer = server.ask("POST", CHECK, "").await;
        if answer.status == 503 {
            hit += 1;
            assert_eq!((answer.header("retry-after"), &answer.json()["errors"][0]["code"]), ("2", &Value::Null));
        } else {
            assert_eq!(answer.status, 200);
        }
    }
    assert!((8..=28).contains(&hit), "{hit}");
}

#[tokio::test]
async fn bodies_arrive_truncated_swollen_empty_or_as_something_else() {
    let server = Server::start().await;
    let whole = server.get(POINT).await.bytes;
    for (body, content_type, check) in [
        ("truncated", "application/json", &|bytes: &[u8]| *bytes == whole[..whole.len() / 2]),
        ("oversized", "application/json", &|bytes| bytes.len() == whole.len() + 5_000_000 && bytes.starts_with(&whole)),
        ("empty", "application/json", &|bytes| bytes.is_empty()),
        ("html", "text/html; charset=utf-8", &|bytes| bytes.starts_with(b"<!doctype html>")),
        ("no_json", "application/json", &|bytes| serde_json::from_slice::<Value>(bytes).is_err()),
    ] as [(&str, &str, &dyn Fn(&[u8]) -> bool); 5]
    {
        rules(&server, json!([{ "route": "retrieve", "body": body }])).await;
        let answer = server.get(POINT).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, content_type), "{body}");
        assert!(check(&answer.bytes), "{body}: {} bytes", answer.bytes.len());
    }
}

#[tokio::test]
async fn a_connection_breaks_off_within_a_body() {
    let server = Server::start().await;
    rules(&server, json!([{ "route": "retrieve", "body": "aborted" }])).await;
    let answer = server.open("GET", POINT, "").await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.into_body().collect().await.is_err());
}

#[tokio::test]
async fn a_connection_is_reset_before_any_answer() {
    let server = Server::start().await;
    rules(&server, json!([{ "route": "retrieve", "body": "reset", "times": 1 }])).await;
    let error = server.open("GET", POINT, "").await.unwrap_err();
    let cause = std::error::Error::source(&error).and_then(|cause| cause.downcast_ref::<std::io::Error>());
    assert_eq!(cause.map(std::io::Error::kind), Some(std::io::ErrorKind::ConnectionReset), "{error:?}");
    assert_eq!(server.get(POINT).await.status, 200);
    let log = server.get("/sandbox/log").await.json();
    assert_eq!((&log[0]["status"], &log[1]["status"]), (&Value::Null, &json!(200)));
}

#[tokio::test(start_paused = true)]
async fn a_body_stalls_for_as_long_as_anyone_waits() {
    let server = Server::start().await;
    let whole = server.get(POINT).await.bytes;
    rules(&server, json!([{ "route": "retrieve", "body": "stalled" }])).await;
    let mut body = server.open("GET", POINT, "").await.unwrap().into_body();
    let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(first, whole[..whole.len() / 2]);
    assert!(timeout(Duration::from_secs(3600), body.frame()).await.is_err());
}

#[tokio::test]
async fn a_body_can_be_without_an_end() {
    let server = Server::start().await;
    rules(&server, json!([{ "route": "retrieve", "body": "endless" }])).await;
    let mut body = server.open("GET", POINT, "").await.unwrap().into_body();
    let mut length = 0;
    while length < 20_000_000 {
        length += body.frame().await.unwrap().unwrap().into_data().unwrap().len();
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_drips_in_small_pieces() {
    let server = Server::start().await;
    let whole = server.get(POINT).await.bytes;
    rules(&server, json!([{ "route": "retrieve", "drip": { "bytes": 100, "every_ms": 2000 } }])).await;
    let start = Instant::now();
    let answer = server.open("GET", POINT, "").await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(1), "the head comes at once");
    let answer = read(answer).await;
    assert_eq!(answer.bytes, whole);
    let pieces = whole.len().div_ceil(100) as u64;
    assert!(start.elapsed() >= Duration::from_millis(2000 * pieces), "{:?} for {pieces}", start.elapsed());
}

#[tokio::test]
async fn tokens_expire_early_and_are_refused() {
    let server = Server::start().await;
    server.set_faults(&json!({ "token": { "expires_in": 3599, "valid_for": 0 } })).await;
    let form = "grant_type=client_credentials&scope=api";
    let token = server.ask("POST", "/oauth2/token", form).await.json();
    assert_eq!(token["expires_in"], 3599, "what it says is not true");
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let answer = read(server.open_as(&bearer, "GET", POINT, "").await.unwrap()).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["errors"][0]["code"]), (401, &json!("authentication_failed")));
    server.set_faults(&json!({ "token": { "refuse": "invalid_client" } })).await;
    let refused = server.ask("POST", "/oauth2/token", form).await;
    assert_eq!((refused.status.as_u16(), &refused.json()["error"]), (401, &json!("invalid_client")));
}

#[tokio::test]
async fn points_are_unavailable_one_by_one_or_all() {
    let server = Server::start().await;
    let available = async |id: u32| {
        let path = format!("/api/v3/service-points/{id}/check-availability");
        let answer = server.ask("POST", &path, "").await;
        assert_eq!(answer.status, 200, "to be unavailable is no error");
        answer.json()["data"]["is_available"].as_bool().unwrap()
    };
    assert!(available(1_000_001).await && available(1_000_002).await);
    server.set_faults(&json!({ "unavailable": [1_000_001] })).await;
    assert!(!available(1_000_001).await && available(1_000_002).await);
    server.set_faults(&json!({ "unavailable": "all" })).await;
    assert!(!available(1_000_001).await && !available(1_000_002).await);
    assert_eq!(server.get(POINT).await.status, 200, "it can still be read");
}

#[tokio::test]
async fn the_quota_of_the_real_api_can_be_switched_on() {
    let server = Server::start().await;
    server.set_faults(&json!({ "quota": {} })).await;
    assert_eq!(
        server.get("/sandbox/faults").await.json()["quota"],
        json!({ "reads": 1000, "writes": 100, "burst": 15 })
    );
    for _ in 0..15 {
        assert_eq!(server.ask("POST", CHECK, "").await.status, 200);
    }
    let refused = server.ask("POST", CHECK, "").await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "1"), "too many in one second");
    for second in 1..=6 {
        server.ask("PUT", "/sandbox/clock", &format!("{{\"clock\":\"2026-11-22T10:00:0{second}Z\"}}")).await;
        for _ in 0..15 {
            server.ask("POST", CHECK, "").await;
        }
    }
    server.ask("PUT", "/sandbox/clock", r#"{"clock":"2026-11-22T10:00:30Z"}"#).await;
    let refused = server.ask("POST", CHECK, "").await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "30"), "100 in the minute");
    for _ in 0..1000 {
        assert_eq!(server.get(POINT).await.status, 200);
    }
    let refused = server.get(POINT).await;
    assert_eq!((refused.status.as_u16(), refused.header("retry-after")), (429, "30"));
    server.ask("PUT", "/sandbox/clock", r#"{"clock":"2026-11-22T10:01:00Z"}"#).await;
    assert_eq!(server.get(POINT).await.status, 200);
}

#[tokio::test]
async fn the_clock_shows_in_the_date_of_every_answer() {
    let server = Server::start().await;
    server.set_faults(&json!({ "clock": "2026-03-10T20:00:00Z" })).await;
    let answer = server.get(POINT).await;
    assert_eq!(answer.header("date"), "Tue, 10 Mar 2026 20:00:00 GMT");
    assert_eq!(answer.json()["data"]["next_open_at"], "2026-03-11T09:00:00+01:00");
}

#[tokio::test]
async fn a_wrong_set_of_faults_is_refused_and_the_old_one_stays() {
    let server = Server::start().await;
    server.set_faults(&json!({ "not_enabled": true })).await;
    for (body, reason) in [
        ("", "The body is no set of faults"),
        ("[]", "The body is no set of faults"),
        (r#"{"rules":[{"status":600}]}"#, "rules[0]: status must be 200 to 599"),
        (r#"{"rules":[{"status":500},{"body":"spoilt"}]}"#, "unknown variant `spoilt`, expected one of"),
        (r#"{"quotas":{}}"#, "unknown field `quotas`, expected one of"),
        (r#"{"clock":"noon"}"#, "clock must be \"system\" or an instant such as 2026-11-22T10:00:00Z, not \"noon\""),
    ] {
        let refused = server.ask("PUT", "/sandbox/faults", body).await;
        let error = refused.json()["errors"][0].clone();
        assert_eq!((refused.status.as_u16(), &error["status"]), (400, &json!("400")), "{body}");
        assert!(error["detail"].as_str().unwrap().contains(reason), "{body}: {error}");
    }
    assert_eq!(server.get("/sandbox/faults").await.json()["not_enabled"], true);
}
