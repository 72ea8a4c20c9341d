use serde_json::{Value, json};

use crate::support::Client;

#[tokio::test]
async fn the_log_shows_requests_as_they_came_but_no_secret() {
    let client = Client::new();
    client.get("/api/v3/service-points?country_code=NL&carrier_code=dhl&carrier_code=postnl&address=a%20b%2Bc+d").await;
    client.as_(Some("Bearer ory_at_hidden")).get("/api/v3/service-points/1000001").await;
    client.get("/sandbox/faults").await;
    let answer = client.get("/sandbox/log").await;
    let text = String::from_utf8(answer.bytes.clone()).unwrap();
    assert!(!text.contains("a2V5OnNlY3JldA") && !text.contains("ory_at_hidden"), "{text}");
    let log = answer.json();
    let entries = log.as_array().unwrap();
    assert_eq!(entries.len(), 2, "the sandbox's own switches are not logged");
    let first = &entries[0];
    assert_eq!(first["query"], "country_code=NL&carrier_code=dhl&carrier_code=postnl&address=a%20b%2Bc+d");
    let wanted =
        json!([["country_code", "NL"], ["carrier_code", "dhl"], ["carrier_code", "postnl"], ["address", "a b+c d"]]);
    assert_eq!(first["parameters"], wanted);
    assert_eq!((&first["method"], &first["path"]), (&json!("GET"), &json!("/api/v3/service-points")));
    assert_eq!((&first["route"], &first["status"], &first["number"]), (&json!("list"), &json!(200), &json!(1)));
    assert_eq!(first["at"], "2026-11-22T10:00:00Z");
    assert_eq!(header(first, "authorization"), "Basic sha256:cc44db0f2bd2");
    assert_eq!(header(first, "host"), "sandbox.example:8082");
    assert!(header(&entries[1], "authorization").starts_with("Bearer sha256:"));
    assert_eq!((&entries[1]["route"], &entries[1]["status"]), (&json!("retrieve"), &json!(401)));
    assert_eq!(client.ask("DELETE", "/sandbox/log", "").await.status, 204);
    assert_eq!(client.get("/sandbox/log").await.json(), json!([]));
}

#[tokio::test]
async fn a_request_that_was_failed_on_purpose_is_logged_too() {
    let client = Client::new();
    client.set_faults(r#"{"rules":[{"status":502}]}"#).await;
    client.check(1_000_001).await;
    let log = client.get("/sandbox/log").await.json();
    assert_eq!((&log[0]["route"], &log[0]["status"]), (&json!("check"), &json!(502)));
}

fn header<'a>(entry: &'a Value, name: &str) -> &'a str {
    let headers = entry["headers"].as_array().unwrap();
    headers.iter().find(|header| header[0] == name).and_then(|header| header[1].as_str()).unwrap_or_default()
}
