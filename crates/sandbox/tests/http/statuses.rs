//! The answers outside 2xx that do not depend on a query: bodies as the documents show them or as they were seen, and in the
//! same shape where there is neither.

use serde_json::{Value, json};

use crate::schema::{ERRORS, assert_valid};
use crate::support::{Answer, Client};

const LIST: &str = "/api/v3/service-points?country_code=IT&use_integration_carriers=true";
const POINT: &str = "/api/v3/service-points/1000001";
const CHECK: &str = "/api/v3/service-points/1000001/check-availability";

/// The answer of each endpoint.
async fn all(client: &Client) -> [Answer; 3] {
    [client.get(LIST).await, client.get(POINT).await, client.ask("POST", CHECK, "").await]
}

fn body(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/json");
    assert_valid(&ERRORS, &answer.json());
    answer.json()
}

#[tokio::test]
async fn a_401_has_a_pointer_and_a_code() {
    let wanted = json!({ "errors": [{
        "detail": "Invalid username/password.",
        "status": "401",
        "source": { "pointer": "/data" },
        "code": "authentication_failed",
    }] });
    for answer in all(&Client::new().as_(Some("Basic OnNlY3JldA=="))).await {
        assert_eq!((answer.status.as_u16(), body(&answer)), (401, wanted.clone()));
        assert!(!answer.header("www-authenticate").is_empty(), "RFC 9110 asks for it");
    }
}

#[tokio::test]
async fn a_403_says_that_it_is_forbidden() {
    let client = Client::new();
    client.set_faults(r#"{"rules":[{"status":403}]}"#).await;
    let detail = "You do not have permission to perform this action.";
    let wanted = json!({ "errors": [{ "status": "403", "code": "forbidden", "detail": detail }] });
    for answer in all(&client).await {
        assert_eq!((answer.status.as_u16(), body(&answer)), (403, wanted.clone()));
    }
}

#[tokio::test]
async fn a_404_is_the_documented_one_for_what_is_no_id_too() {
    let client = Client::new();
    let detail = "The service point could not be found";
    let wanted = json!({ "errors": [{ "status": "404", "code": "not_found", "detail": detail }] });
    for id in ["5", "0", "-1", "abc", "1.5", "9223372036854775807", "9223372036854775808"] {
        let answers = [
            client.get(&format!("/api/v3/service-points/{id}")).await,
            client.ask("POST", &format!("/api/v3/service-points/{id}/check-availability"), "").await,
        ];
        for answer in answers {
            assert_eq!((answer.status.as_u16(), body(&answer)), (404, wanted.clone()), "{id}");
        }
    }
}

#[tokio::test]
async fn a_429_says_when_to_come_back() {
    let client = Client::new();
    client.set_faults(r#"{"clock":"2026-11-22T10:00:48Z","quota":{"reads":0,"writes":0}}"#).await;
    for answer in all(&client).await {
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "12"));
        let detail = "Request was throttled. Expected available in 12 seconds.";
        assert_eq!(body(&answer), json!({ "errors": [{ "status": "429", "code": null, "detail": detail }] }));
    }
    client.set_faults(r#"{"rules":[{"status":429,"retry_after":"Sun, 22 Nov 2026 10:01:00 GMT"}]}"#).await;
    for answer in all(&client).await {
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, "Sun, 22 Nov 2026 10:01:00 GMT"));
    }
    client.set_faults(r#"{"rules":[{"status":429}]}"#).await;
    for answer in all(&client).await {
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, ""), "or does not say");
    }
}

#[tokio::test]
async fn a_geocoders_outage_is_a_503_whose_code_is_null() {
    let client = Client::new();
    client.set_faults(r#"{"geocoder_down":true}"#).await;
    let answer = client.get(&format!("{LIST}&address=Firenze")).await;
    let detail = "The address could not be resolved at this time. Try again later.";
    let wanted = json!({ "errors": [{ "status": "503", "code": null, "detail": detail }] });
    assert_eq!((answer.status.as_u16(), body(&answer)), (503, wanted));
    assert_eq!(client.get(LIST).await.status, 200, "a search that needs no geocoder");
}

#[tokio::test]
async fn service_points_that_are_switched_off_are_a_400_without_a_source() {
    let client = Client::new();
    client.set_faults(r#"{"not_enabled":true}"#).await;
    let answer = client.get(LIST).await;
    let detail = "Service points are not enabled for the authenticated integration.";
    let wanted = json!({ "errors": [{ "status": "400", "code": "validation_error", "detail": detail }] });
    assert_eq!((answer.status.as_u16(), body(&answer)), (400, wanted));
}

#[tokio::test]
async fn every_error_is_an_array_whose_status_is_a_text() {
    let client = Client::new();
    for status in (400..=451).chain(500..=511) {
        client.set_faults(&format!("{{\"rules\":[{{\"status\":{status}}}]}}")).await;
        for answer in all(&client).await {
            assert_eq!(answer.status, status);
            assert_eq!(body(&answer)["errors"][0]["status"], status.to_string());
        }
    }
}
