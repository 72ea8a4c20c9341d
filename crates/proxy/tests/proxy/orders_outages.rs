//! Sellercloud when it is slow, down, strict, or odd.

use std::time::Duration;

use serde_json::{Value, json};

use super::orders::{hand_over, orders, sign};
use crate::support::receipts::KeyFile;
use crate::support::sandbox::Sandbox;
use crate::support::{Answer, Fake, Proxy};

async fn start(faults: Value) -> (Sandbox, Proxy) {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    sandbox.set("/sandbox/faults", &faults).await;
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    (sandbox, proxy)
}

fn notes(orders: &Value) -> usize {
    orders["501"]["Notes"].as_array().map_or(0, Vec::len)
}

#[tokio::test]
async fn what_fails_is_tried_again() {
    let (sandbox, proxy) = start(json!({"rules": [
        {"route": "sellercloud_columns", "status": 503, "times": 2},
        {"route": "sellercloud_notes", "method": "GET", "body": "aborted", "times": 1},
        {"route": "sellercloud_notes", "method": "POST", "status": 429, "retry_after": "2", "times": 1},
    ]}))
    .await;
    assert_eq!(hand_over(&proxy, "501", &sign(None), "sellercloud").await.status, 200);
    let orders = orders(&sandbox).await;
    assert_eq!((notes(&orders), &orders["501"]["CustomColumns"]["ServicePointId"]), (1, &json!("1000001")));
    assert_eq!(sandbox.statuses("/rest/api/Orders/501/CustomColumns").await, [503, 503, 200]);
    assert!(proxy.clock.waits().contains(&Duration::from_secs(2)));
}

#[tokio::test]
async fn a_note_whose_answer_was_lost_is_not_written_twice() {
    let lost = json!({"rules": [{"route": "sellercloud_notes", "method": "POST", "body": "aborted", "times": 1}]});
    let (sandbox, proxy) = start(lost).await;
    assert_eq!(hand_over(&proxy, "501", &sign(None), "sellercloud").await.status, 200);
    assert_eq!(notes(&orders(&sandbox).await), 1);
    assert_eq!(sandbox.statuses("/rest/api/Orders/501/Notes").await, [200, 200, 200], "read, written, read again");
}

#[tokio::test]
async fn many_who_hand_over_the_same_write_one_note() {
    let (sandbox, proxy) = start(json!({})).await;
    let receipt = sign(None);
    let all = (0..8).map(|_| hand_over(&proxy, "501", &receipt, "sellercloud"));
    for reply in futures_util::future::join_all(all).await {
        assert_eq!(reply.status, 200);
    }
    assert_eq!(notes(&orders(&sandbox).await), 1);
}

#[tokio::test]
async fn columns_are_written_one_by_one_where_they_cannot_be_written_together() {
    let (sandbox, proxy) = start(json!({"sellercloud": {"single_columns_only": true}})).await;
    assert_eq!(hand_over(&proxy, "501", &sign(Some("1234567")), "sellercloud").await.status, 200);
    let columns = json!({
        "ServicePointId": "1000001", "ServicePointCarrier": "dhl", "ServicePointPostNumber": "1234567",
    });
    assert_eq!(orders(&sandbox).await["501"]["CustomColumns"], columns);
}

#[tokio::test]
async fn what_cannot_be_written_is_said_and_what_was_written_stays() {
    let missing = json!({"sellercloud": {"missing_orders": [501]}});
    let column = json!({"sellercloud": {"columns": ["ServicePointId"]}});
    let down = json!({"rules": [{"route": "sellercloud_notes", "status": 503}]});
    let reset = json!({"rules": [{"route": "sellercloud_columns", "body": "aborted"}]});
    let quota = json!({"sellercloud": {"calls_per_hour": 1}});
    let refused = json!({"sellercloud": {"login_refused": true}});
    for (faults, status, reason) in [
        (missing, 404, "order_not_found"),
        (column, 502, "sellercloud_refused"),
        (down, 502, "sellercloud_unreachable"),
        (reset, 502, "sellercloud_unreachable"),
        (quota, 503, "sellercloud_quota"),
        (refused, 502, "sellercloud_credentials_refused"),
    ] {
        let (sandbox, proxy) = start(faults).await;
        let receipt = sign(None);
        let reply = hand_over(&proxy, "501", &receipt, "sellercloud").await;
        assert_eq!((reply.status, reply.reason().as_str()), (status, reason));
        if reason == "sellercloud_refused" {
            let detail = reply.json()["errors"][0]["detail"].to_string();
            assert!(
                detail.contains("There is no custom column") && detail.contains("SELLERCLOUD_COLUMN_ID"),
                "{detail}"
            );
        }
        if reason == "sellercloud_quota" {
            assert_eq!(reply.header("retry-after"), Some("3600"));
        }
        sandbox.set("/sandbox/faults", &json!({})).await;
        proxy.clock.advance(Duration::from_secs(60));
        assert_eq!(hand_over(&proxy, "501", &receipt, "sellercloud").await.status, 200, "{reason}");
        assert_eq!(notes(&orders(&sandbox).await), 1, "{reason}");
    }
    for order in ["0", "abc", "-1", "1.5", "18446744073709551616"] {
        let (sandbox, proxy) = start(json!({})).await;
        assert_eq!(hand_over(&proxy, order, &sign(None), "sellercloud").await.reason(), "order_not_found", "{order}");
        assert_eq!(sandbox.statuses("/rest").await.len(), 0);
    }
}

#[tokio::test]
async fn a_token_that_has_died_unseen_is_replaced() {
    let (sandbox, proxy) = start(json!({"sellercloud": {"valid_for": 1800}})).await;
    assert_eq!(hand_over(&proxy, "501", &sign(None), "sellercloud").await.status, 200);
    // The API's half hour is over, and the proxy believes in the hour that it was told.
    sandbox.set("/sandbox/clock", &json!({"clock": "2026-11-23T09:45:00Z"})).await;
    proxy.clock.advance(Duration::from_secs(60));
    assert_eq!(hand_over(&proxy, "502", &sign(None), "sellercloud").await.status, 200);
    assert_eq!(sandbox.statuses("/rest/api/Orders/502/CustomColumns").await, [401, 200]);
}

#[tokio::test]
async fn without_the_service_points_api_an_order_is_written_all_the_same() {
    let (sandbox, proxy) = start(json!({"rules": [{"route": "retrieve", "status": 503}]})).await;
    let reply = hand_over(&proxy, "501", &sign(None), "sellercloud").await;
    assert_eq!(reply.status, 200);
    let note = reply.json()["data"]["note"].as_str().unwrap().to_owned();
    assert!(note.starts_with("Pickup point 1000001 of dhl. Chosen"), "{note}");
    sandbox.set("/sandbox/faults", &json!({})).await;
    assert_eq!(hand_over(&proxy, "501", &sign(None), "sellercloud").await.status, 200);
    assert_eq!(notes(&orders(&sandbox).await), 1, "the same note, though it would say more by now");
}

/// Sellercloud, whose notes can be written and not read.
#[tokio::test]
async fn where_notes_cannot_be_read_a_note_is_tried_once() {
    for (read, write, status) in [
        (Answer::json(405, "{}"), Answer::json(200, "{}"), 200),
        (Answer::json(200, "<html>"), Answer::json(200, ""), 200),
        (Answer::json(404, "{}"), Answer::json(503, "{}"), 502),
        (Answer::json(200, "<html>"), Answer::json(200, r#"{"Success":false,"Message":"no"}"#), 502),
    ] {
        let (fake, file) = (Fake::start().await, KeyFile::new());
        fake.answer("/rest/api/token", [Answer::json(200, r#"{"access_token":"eyJ.eyJ.x","expires_in":1800.0}"#)]);
        fake.answer("/rest/api/Orders/501/CustomColumns", [Answer::json(200, "")]);
        fake.answer("/rest/api/Orders/501/Notes", [read, write]);
        let endpoint = format!("http://{}/rest", fake.address);
        let sellercloud = [
            ("SELLERCLOUD_USERNAME", "robot"),
            ("SELLERCLOUD_PASSWORD", "secret"),
            ("SELLERCLOUD_ENDPOINT", endpoint.as_str()),
        ];
        let proxy = Proxy::with(&file.settings(&sellercloud), |_| {}).await;
        assert_eq!(hand_over(&proxy, "501", &sign(None), "sellercloud").await.status, status);
        let methods: Vec<_> =
            fake.seen("/rest/api/Orders/501/Notes").iter().map(|seen| seen.method.to_string()).collect();
        assert_eq!(methods, ["GET", "POST"]);
        let columns = &fake.seen("/rest/api/Orders/501/CustomColumns/Multiple")[0];
        assert_eq!(columns.headers["authorization"], "Bearer eyJ.eyJ.x");
        let body: Value = serde_json::from_slice(&columns.body).unwrap();
        assert_eq!(body[1], json!({"ColumnName": "ServicePointId", "Value": "1000001"}));
    }
}
