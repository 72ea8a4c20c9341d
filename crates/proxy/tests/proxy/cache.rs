//! What is answered without asking the API, and what is asked of it only once.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{Answer, ORIGIN, Proxy, Reply, SEARCH, SHORT, get, post, send};

const KEPT: [(&str, &str); 1] = [("SPP_CACHE_FRESH", "300")];
/// A Tuesday, so that no week ends for a while.
const DATE: &str = "Tue, 24 Nov 2026 10:00:00 GMT";

async fn start() -> Proxy {
    with(&[]).await
}

async fn with(settings: &[(&str, &str)]) -> Proxy {
    let settings = [&KEPT[..], settings].concat();
    Proxy::with(&settings, |config| config.cache.as_mut().unwrap().patience = SHORT).await
}

fn list(name: &str) -> Answer {
    let body = json!({"data": {"results": [{"id": 1, "name": name}], "geocoding": null}});
    Answer::json(200, &body.to_string()).with("date", DATE)
}

fn name(reply: &Reply) -> Value {
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    reply.json()["data"]["results"][0]["name"].clone()
}

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// Waits until the API has been asked so often: a request that nobody waits for goes its own way.
async fn asked(proxy: &Proxy, calls: usize) {
    while proxy.calls() < calls {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn the_same_question_is_asked_once_while_its_answer_is_fresh() {
    let proxy = start().await;
    proxy.fake.answer("/api/v3/service-points", [list("first"), list("second")]);
    let first = get(proxy.address, SEARCH).await;
    assert_eq!((name(&first), first.header("age"), first.header("date")), (json!("first"), None, Some(DATE)));
    proxy.clock.advance(seconds(299));
    let kept = get(proxy.address, &SEARCH.replace("Stadhuisplein%20", "stadhuisplein++")).await;
    assert_eq!((&kept.body, kept.header("age"), kept.header("date")), (&first.body, Some("299"), Some(DATE)));
    assert_eq!(kept.header("cache-control"), Some("private, no-store"));
    assert_eq!(proxy.calls(), 1);
    assert_eq!(get(proxy.address, &format!("{SEARCH}&limit=99")).await.status, 200);
    assert_eq!(proxy.calls(), 2);
}

#[tokio::test]
async fn an_answer_past_its_best_is_given_once_more_while_the_next_comes() {
    let proxy = start().await;
    proxy.fake.answer("/api/v3/service-points", [list("first"), list("second")]);
    get(proxy.address, SEARCH).await;
    proxy.clock.advance(seconds(301));
    let old = get(proxy.address, SEARCH).await;
    assert_eq!((name(&old), old.header("age")), (json!("first"), Some("301")));
    assert_eq!(old.json().get("meta"), None, "that is as usual, and nothing to tell a shopper");
    asked(&proxy, 2).await;
    while name(&get(proxy.address, SEARCH).await) != "second" {
        tokio::task::yield_now().await;
    }
    assert_eq!(proxy.calls(), 2);
}

#[tokio::test]
async fn an_outage_hardly_shows_where_somebody_has_been_before() {
    let proxy = start().await;
    proxy.fake.answer("/api/v3/service-points", [list("first")]);
    get(proxy.address, SEARCH).await;
    proxy.fake.answer("/api/v3/service-points", [Answer::json(503, r#"{"errors":[{"status":"503","code":null}]}"#)]);
    proxy.clock.advance(seconds(3601));
    let old = get(proxy.address, SEARCH).await;
    assert_eq!(old.json()["meta"], json!({"stale": true, "reason": "upstream_error"}));
    assert_eq!(name(&old), "first");
    let age: u64 = old.header("age").unwrap().parse().unwrap();
    assert!((3601..3610).contains(&age), "{age}");
    // For a moment the API is not even asked.
    let calls = proxy.calls();
    assert_eq!(get(proxy.address, SEARCH).await.json()["meta"]["reason"], "upstream_down");
    assert_eq!(proxy.calls(), calls);
    // Where nobody has been, there is nothing.
    assert_eq!(get(proxy.address, &format!("{SEARCH}1")).await.status, 503);
    proxy.clock.advance(seconds(86_400));
    assert_eq!(get(proxy.address, SEARCH).await.status, 503, "a day is too old");

    proxy.fake.answer("/api/v3/service-points", [list("again")]);
    proxy.clock.advance(seconds(5));
    assert_eq!(name(&get(proxy.address, SEARCH).await), "again");
}

#[tokio::test]
async fn who_has_an_old_answer_does_not_wait_long_for_a_new_one() {
    let proxy = start().await;
    proxy.fake.answer("/api/v3/service-points", [list("first")]);
    get(proxy.address, SEARCH).await;
    proxy.fake.answer("/api/v3/service-points", [Answer::Stall]);
    proxy.clock.advance(seconds(3601));
    let old = get(proxy.address, SEARCH).await;
    assert_eq!((name(&old), &old.json()["meta"]["reason"]), (json!("first"), &json!("upstream_slow")));
}

#[tokio::test]
async fn refusals_are_told_and_not_papered_over() {
    for (status, code) in [(400, "validation_error"), (401, "authentication_failed"), (403, "forbidden")] {
        let proxy = start().await;
        proxy.fake.answer("/api/v3/service-points", [list("first")]);
        get(proxy.address, SEARCH).await;
        let refusal = json!({"errors": [{"status": status.to_string(), "code": code}]}).to_string();
        proxy.fake.answer("/api/v3/service-points", [Answer::json(status, &refusal)]);
        proxy.clock.advance(seconds(3601));
        for _ in 0..2 {
            assert_eq!(get(proxy.address, SEARCH).await.status, status);
        }
        assert_eq!(proxy.calls(), 3, "and not kept");
    }
}

#[tokio::test]
async fn what_is_not_found_is_asked_for_again_in_a_minute() {
    let proxy = start().await;
    let nothing = r#"{"data":{"results":[],"geocoding":{"status":"not_found"}}}"#;
    proxy.fake.answer("/api/v3/service-points", [Answer::json(200, nothing).with("date", DATE)]);
    let gone = Answer::json(404, r#"{"errors":[{"status":"404","code":"not_found"}]}"#);
    proxy.fake.answer("/api/v3/service-points/7", [gone]);
    for target in [SEARCH, "/api/service-points/7"] {
        let before = proxy.calls();
        for _ in 0..2 {
            get(proxy.address, target).await;
        }
        assert_eq!(proxy.calls(), before + 1, "{target}");
        proxy.clock.advance(seconds(60));
        get(proxy.address, target).await;
        assert_eq!(proxy.calls(), before + 2, "{target}");
    }
}

#[tokio::test]
async fn availability_is_asked_live_each_time() {
    let proxy = start().await;
    let answer = |available: bool| Answer::json(200, &json!({"data": {"is_available": available}}).to_string());
    proxy.fake.answer("/api/v3/service-points", [answer(true), answer(false)]);
    for available in [true, false, false] {
        let reply = post(proxy.address, "/api/service-points/1/check-availability").await;
        assert_eq!(reply.json()["data"]["is_available"], available);
    }
    assert_eq!(proxy.calls(), 3);
}

#[tokio::test]
async fn no_answer_outlives_its_week() {
    let proxy = start().await;
    // Ten minutes to Monday in Amsterdam.
    let sunday = |name: &str| {
        let body = json!({"data": {"results": [{"id": 1, "name": name}]}}).to_string();
        Answer::json(200, &body).with("date", "Sun, 22 Nov 2026 22:58:00 GMT")
    };
    proxy.fake.answer("/api/v3/service-points", [sunday("this week"), list("next week")]);
    get(proxy.address, SEARCH).await;
    proxy.clock.advance(seconds(119));
    assert_eq!(name(&get(proxy.address, SEARCH).await), "this week");
    proxy.clock.advance(seconds(1));
    assert_eq!(name(&get(proxy.address, SEARCH).await), "next week");

    // Not in an outage either, nor a single point, whose country is its own.
    let point = json!({"data": {"id": 7, "address": {"country_code": "GB"}}}).to_string();
    let point = Answer::json(200, &point).with("date", "Sun, 22 Nov 2026 23:59:00 GMT");
    proxy.fake.answer("/api/v3/service-points/7", [point, Answer::json(503, r#"{"errors":[]}"#)]);
    assert_eq!(get(proxy.address, "/api/service-points/7").await.status, 200);
    proxy.clock.advance(seconds(59));
    assert_eq!(get(proxy.address, "/api/service-points/7").await.status, 200);
    proxy.clock.advance(seconds(1));
    assert_eq!(get(proxy.address, "/api/service-points/7").await.status, 503);
}

#[tokio::test]
async fn a_thousand_shoppers_with_one_question_are_one_call() {
    let proxy = Arc::new(start().await);
    proxy.fake.answer("/api/v3/service-points", [list("one"), list("two")]);
    let waiting: Vec<_> = (0..1000)
        .map(|_| {
            let proxy = Arc::clone(&proxy);
            tokio::spawn(async move { name(&get(proxy.address, SEARCH).await) })
        })
        .collect();
    let mut answers = Vec::new();
    for reply in waiting {
        answers.push(reply.await.unwrap());
    }
    assert!(answers.len() == 1000 && answers.iter().all(|name| name == "one"));
    assert_eq!(proxy.calls(), 1);
}

fn at(points: &[(u32, f64, f64)]) -> Answer {
    let points: Vec<_> = points
        .iter()
        .map(|(id, latitude, longitude)| json!({"id": id, "position": {"latitude": latitude, "longitude": longitude}}))
        .collect();
    Answer::json(200, &json!({"data": {"results": points}}).to_string()).with("date", DATE)
}

fn boxed(south: f64, west: f64) -> String {
    let (north, east) = (south + 0.02, west + 0.03);
    format!(
        "/api/service-points?country_code=NL&use_integration_carriers=true&ne_latitude={north:.6}&ne_longitude={east:.6}\
         &sw_latitude={south:.6}&sw_longitude={west:.6}"
    )
}

fn ids(reply: &Reply) -> Vec<u64> {
    let body = reply.json();
    body["data"]["results"].as_array().unwrap().iter().map(|point| point["id"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn neighbours_on_the_map_share_a_call_and_see_no_more_than_their_own() {
    let proxy = start().await;
    proxy.fake.answer(
        "/api/v3/service-points",
        [at(&[(1, 52.0012, 4.3012), (2, 52.01, 4.31), (3, 52.0211, 4.331), (4, 52.03, 4.31)])],
    );
    assert_eq!(ids(&get(proxy.address, &boxed(52.001, 4.301)).await), [1, 2]);
    assert_eq!(ids(&get(proxy.address, &boxed(52.0015, 4.3015)).await), [2, 3]);
    assert_eq!(proxy.calls(), 1);
    let target = proxy.fake.seen("/api/v3")[0].target.clone();
    assert!(target.ends_with("&limit=200"), "{target}");
    let one = get(proxy.address, &format!("{}&limit=1", boxed(52.001, 4.301))).await;
    assert_eq!((ids(&one), proxy.calls()), (vec![1], 1));
}

#[tokio::test]
async fn a_crowded_cell_is_not_shared() {
    let proxy = start().await;
    let crowd: Vec<_> = (0..200).map(|id| (id, 52.002, 4.302)).collect();
    proxy.fake.answer("/api/v3/service-points", [at(&crowd), at(&[(7, 52.01, 4.31)])]);
    assert_eq!(ids(&get(proxy.address, &boxed(52.001, 4.301)).await), [7]);
    let asked: Vec<_> = proxy.fake.seen("/api/v3").into_iter().map(|seen| seen.target).collect();
    assert!(asked[0].ends_with("&limit=200") && asked[1].contains("sw_latitude=52.001000"), "{asked:?}");
    assert_eq!(ids(&get(proxy.address, &boxed(52.001, 4.301)).await), [7]);
    assert_eq!(proxy.calls(), 2, "that the cell is crowded is known now");
}

#[tokio::test]
async fn a_cell_that_fails_costs_no_second_call() {
    let proxy = start().await;
    let down = Answer::json(500, r#"{"errors":[]}"#);
    proxy.fake.answer("/api/v3/service-points", [down]);
    assert_eq!(get(proxy.address, &boxed(52.001, 4.301)).await.status, 500);
    assert_eq!(proxy.calls(), 1);
}

#[tokio::test]
async fn what_is_kept_is_nobodys_own() {
    let proxy = start().await;
    proxy.fake.answer("/api/v3/service-points", [list("first")]);
    let line = format!("GET {SEARCH} HTTP/1.1");
    let first = send(proxy.address, &[&line, &format!("Origin: {ORIGIN}"), "Cookie: session=1"], "").await;
    assert_eq!(first.header("access-control-allow-origin"), Some(ORIGIN));
    let second = get(proxy.address, SEARCH).await;
    assert_eq!((second.header("access-control-allow-origin"), proxy.calls()), (None, 1));
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    let evil = send(proxy.address, &[&line, "Origin: https://evil.example"], "").await;
    assert_eq!(evil.reason(), "forbidden_origin", "what is kept is given to listed pages only");
}

#[tokio::test]
async fn answers_are_small_and_come_once() {
    let proxy = start().await;
    proxy.fake.answer("/api/v3/service-points", [list(&"long ".repeat(1000))]);
    let line = format!("GET {SEARCH} HTTP/1.1");
    let with = async |header: &str| send(proxy.address, &[&line, header], "").await;
    let brotli = with("Accept-Encoding: gzip, deflate, br, zstd").await;
    assert_eq!(
        (brotli.header("content-encoding"), brotli.header("vary")),
        (Some("br"), Some("Origin, Accept-Encoding"))
    );
    let gzip = with("Accept-Encoding: gzip").await;
    assert_eq!((gzip.header("content-encoding"), &gzip.body[..2]), (Some("gzip"), b"\x1f\x8b".as_slice()));
    assert!(brotli.body.len() < 300 && gzip.body.len() < 300);
    let plain = get(proxy.address, SEARCH).await;
    assert_eq!((plain.header("content-encoding"), plain.header("etag")), (None, gzip.header("etag")));
    let known = with(&format!("If-None-Match: {}", plain.header("etag").unwrap())).await;
    assert_eq!((known.status, known.body.len(), known.header("date")), (304, 0, Some(DATE)));
    assert_eq!(proxy.calls(), 1);
}
