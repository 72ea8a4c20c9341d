//! An API that misbehaves.

use std::time::Duration;

use serde_json::json;

use crate::support::{Answer, Proxy, SEARCH, SHORT, get, post};

const FOUND: &str = r#"{"data":{"results":[]}}"#;
const GEOCODER_DOWN: &str = r#"{"errors":[{"status":"503","code":null,"detail":"The address could not be resolved at this time. Try again later."}]}"#;

fn milliseconds(waits: &[u64]) -> Vec<Duration> {
    waits.iter().copied().map(Duration::from_millis).collect()
}

#[tokio::test]
async fn errors_keep_their_status_and_words() {
    let proxy = Proxy::start().await;
    for (status, body) in [
        (
            400,
            r#"{"errors":[{"status":"400","code":"validation_error","detail":"Service points are not enabled for the authenticated integration."}]}"#,
        ),
        (
            401,
            r#"{"errors":[{"detail":"Invalid username/password.","status":"401","source":{"pointer":"/data"},"code":"authentication_failed"}]}"#,
        ),
        (403, r#"{"errors":{"status":"403","code":"forbidden","detail":"?"}}"#),
        (404, r#"{"errors":[{"status":"404","code":"not_found","detail":"The service point could not be found"}]}"#),
        (500, r#"{"errors":[]}"#),
    ] {
        let answer = Answer::json(status, body).with("www-authenticate", "Basic realm=\"api\"");
        proxy.fake.answer("/api/v3/service-points", [answer]);
        let reply = get(proxy.address, SEARCH).await;
        assert_eq!((reply.status, reply.json()), (status, serde_json::from_str(body).unwrap()));
        assert_eq!(reply.header("www-authenticate"), None);
    }
    assert_eq!(proxy.calls(), 5);
}

#[tokio::test]
async fn what_may_pass_is_tried_again_with_growing_waits() {
    for status in [408, 429, 502, 503, 504] {
        let proxy = Proxy::start().await;
        let down = Answer::json(status, GEOCODER_DOWN);
        proxy.fake.answer("/api/v3/service-points", [down.clone(), down, Answer::json(200, FOUND)]);
        assert_eq!(get(proxy.address, SEARCH).await.status, 200, "{status}");
        assert_eq!((proxy.calls(), proxy.clock.waits()), (3, milliseconds(&[100, 200])), "{status}");
    }
}

#[tokio::test]
async fn an_availability_check_is_tried_again_too() {
    let proxy = Proxy::start().await;
    let yes = Answer::json(200, r#"{"data":{"is_available":true}}"#);
    proxy.fake.answer("/api/v3/service-points", [Answer::json(503, "{}"), yes]);
    let reply = post(proxy.address, "/api/service-points/1/check-availability").await;
    assert_eq!((reply.status, proxy.calls()), (200, 2));
}

#[tokio::test]
async fn an_outage_that_stays_is_answered_as_it_is() {
    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points", [Answer::json(503, GEOCODER_DOWN)]);
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.json()), (503, serde_json::from_str(GEOCODER_DOWN).unwrap()));
    assert_eq!(proxy.calls(), 3);
}

#[tokio::test]
async fn a_short_retry_after_is_waited_for_and_a_long_one_passed_on() {
    let limited = r#"{"errors":[{"status":"429","code":null,"detail":"Request was throttled."}]}"#;
    let answer = |wait: &str| Answer::json(429, limited).with("retry-after", wait);

    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points", [answer("2"), Answer::json(200, FOUND)]);
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(proxy.clock.waits(), milliseconds(&[2000]));

    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points", [answer("Sun, 06 Nov 1994 08:49:40 GMT"), Answer::json(200, FOUND)]);
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(proxy.clock.waits(), milliseconds(&[3000]));

    for wait in ["30", "Sun, 06 Nov 1994 09:00:00 GMT"] {
        let proxy = Proxy::start().await;
        proxy.fake.answer("/api/v3/service-points", [answer(wait)]);
        let reply = get(proxy.address, SEARCH).await;
        assert_eq!((reply.status, reply.header("retry-after"), proxy.calls()), (429, Some(wait), 1));
    }

    // Two waits of five seconds are more than a shopper's ten.
    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points", [answer("5")]);
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.header("retry-after"), proxy.calls()), (429, Some("5"), 2));
}

#[tokio::test]
async fn answers_that_are_not_the_apis_are_named() {
    let proxy = Proxy::start().await;
    let html =
        |status: u16| Answer::Whole(status, vec![("content-type", "text/html".to_owned())], "<html>no</html>".into());
    let own = |status: u16| (status, "upstream_malformed".to_owned());
    for (answer, expected) in [
        (html(200), own(502)),
        (html(404), own(404)),
        (html(500), own(500)),
        (Answer::json(200, r#"{"data":{"results":["#), own(502)),
        (Answer::json(200, ""), own(502)),
        (Answer::json(204, ""), own(502)),
        (Answer::json(200, "[1]"), own(502)),
        (Answer::json(403, r#"{"detail":"Forbidden"}"#), own(403)),
        (Answer::json(200, &format!(r#"{{"data":"{}"}}"#, "x".repeat(4_000_000))), own(502)),
        (Answer::Endless, own(502)),
        (
            Answer::Whole(302, vec![("location", "https://evil.example/".to_owned())], "".into()),
            (502, "upstream_redirect".to_owned()),
        ),
        (
            Answer::Whole(307, vec![("location", "/api/v3/service-points/1".to_owned())], "".into()),
            (502, "upstream_redirect".to_owned()),
        ),
    ] {
        let before = proxy.calls();
        proxy.fake.answer("/api/v3/service-points", [answer.clone()]);
        let reply = get(proxy.address, SEARCH).await;
        assert_eq!((reply.status, reply.reason()), expected);
        assert_eq!(proxy.calls() - before, 1, "{expected:?}");
        assert!(reply.header("location").is_none());
    }
}

#[tokio::test]
async fn an_unexplained_outage_keeps_its_retry_after() {
    let proxy = Proxy::start().await;
    let answer = Answer::Whole(503, vec![("retry-after", "60".to_owned())], "<html>".into());
    proxy.fake.answer("/api/v3/service-points", [answer]);
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("60")));
    assert_eq!(reply.json()["errors"][0]["meta"], json!({"reason": "upstream_malformed"}));
}

#[tokio::test]
async fn an_api_that_breaks_off_or_is_not_there_cannot_be_reached() {
    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points", [Answer::BrokenOff]);
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.reason(), proxy.calls()), (502, "upstream_unreachable".to_owned(), 3));

    // A port that was free a moment ago and refuses connections, as the listener is gone.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let proxy = Proxy::with(&[("SPP_UPSTREAM", &format!("http://{nobody}/api/v3"))], |_| {}).await;
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.reason()), (502, "upstream_unreachable".to_owned()));
    assert_eq!(proxy.clock.waits().len(), 2);
}

#[tokio::test]
async fn an_api_that_says_nothing_is_not_waited_for_for_ever() {
    let proxy = Proxy::with(&[], |config| {
        config.upstream.retries.budget = SHORT;
        config.upstream.retries.calls = 1;
    })
    .await;
    proxy.fake.answer("/api/v3/service-points", [Answer::Stall]);
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.reason()), (504, "upstream_timeout".to_owned()));
}
