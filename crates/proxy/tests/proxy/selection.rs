//! A shopper's choice, checked and signed.

use serde_json::{Value, json};

use crate::support::receipts::{KeyFile, NOW, keys, receipt};
use crate::support::sandbox::Sandbox;
use crate::support::{Answer, ORIGIN, Proxy, Reply, get, post_json, send};

const SELECTION: &str = "/api/selection";

pub(crate) async fn choose(proxy: &Proxy, body: &Value) -> Reply {
    post_json(proxy.address, SELECTION, body).await
}

/// What a receipt says, as anybody with the keys reads it.
fn read(receipt: &str) -> Value {
    let claims = keys(&["first"]).verify(receipt, NOW).unwrap();
    let post_number = claims.post_number.map(|number| number.as_str().to_owned());
    json!([claims.id.to_string(), claims.carrier, post_number, claims.iat, claims.exp])
}

/// A Packstation in Berlin.
async fn packstation(proxy: &Proxy) -> Value {
    let search =
        "/api/service-points?country_code=DE&carrier_code=dhl&carrier_shop_type=packstation&address=Berlin&limit=1";
    let found = get(proxy.address, search).await.json();
    found["data"]["results"][0]["id"].clone()
}

#[tokio::test]
async fn a_point_that_is_available_is_signed() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let reply = choose(&proxy, &json!({"id": "1000001"})).await;
    assert_eq!((reply.status, reply.header("date")), (200, Some("Mon, 23 Nov 2026 09:00:00 GMT")));
    assert_eq!(reply.header("cache-control"), Some("private, no-store"));
    assert_eq!(service_points::read_availability(&&reply.json()), Ok(true), "as an availability check answers");
    let receipt = receipt(&reply.json());
    assert_eq!(reply.json(), json!({"data": {"is_available": true, "receipt": receipt}}));
    assert_eq!(read(&receipt), json!(["1000001", "dhl", null, NOW, NOW + 86_400]));
    assert_eq!(sandbox.statuses("/api/v3/service-points/1000001").await, [200, 200], "read, and checked");
}

#[tokio::test]
async fn how_long_it_is_good_is_the_operators_to_say() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[("SPP_RECEIPT_LIFETIME", "600")])).await;
    let reply = choose(&proxy, &json!({"id": 1_000_001})).await;
    assert_eq!(read(&receipt(&reply.json())), json!(["1000001", "dhl", null, NOW, NOW + 600]));
}

#[tokio::test]
async fn a_point_that_is_not_available_is_answered_and_not_signed() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    sandbox.set("/sandbox/faults", &json!({"unavailable": [1_000_001]})).await;
    let reply = choose(&proxy, &json!({"id": "1000001"})).await;
    assert_eq!((reply.status, reply.json()), (200, json!({"data": {"is_available": false}})));
}

#[tokio::test]
async fn a_point_that_has_expired_is_not_available() {
    let file = KeyFile::new();
    let proxy = Proxy::with(&file.settings(&[]), |_| {}).await;
    let point = json!({"data": {
        "id": 7, "name": "x", "carrier": {"code": "dhl"}, "position": {"latitude": 52.5, "longitude": 13.4}, "is_expired": true,
    }});
    proxy.fake.answer("/api/v3/service-points/7", [Answer::json(200, &point.to_string())]);
    let reply = choose(&proxy, &json!({"id": "7"})).await;
    assert_eq!((reply.status, reply.json()), (200, json!({"data": {"is_available": false}})));
    assert_eq!(proxy.calls(), 1, "that spares a check");
}

#[tokio::test]
async fn only_what_has_been_checked_is_signed() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[("SPP_CACHE_FRESH", "300")])).await;
    let missing = choose(&proxy, &json!({"id": "9007199254740991"})).await;
    assert_eq!((missing.status, &missing.json()["errors"][0]["code"]), (404, &json!("not_found")));
    assert_eq!(choose(&proxy, &json!({"id": "1000001"})).await.status, 200);
    // The point is kept by now, and its availability never is.
    sandbox.set("/sandbox/faults", &json!({"rules": [{"status": 503}]})).await;
    let down = choose(&proxy, &json!({"id": "1000001"})).await;
    assert_eq!((down.status, down.json().pointer("/data/receipt")), (503, None));
    sandbox.set("/sandbox/faults", &json!({"rules": [{"route": "check", "body": "html"}]})).await;
    assert_eq!(choose(&proxy, &json!({"id": "1000001"})).await.reason(), "upstream_malformed");
    let proxy = Proxy::with(&file.settings(&[]), |_| {}).await;
    proxy.fake.answer("/api/v3/service-points/7", [Answer::json(200, r#"{"data":{"is_available":true}}"#)]);
    assert_eq!(choose(&proxy, &json!({"id": "7"})).await.reason(), "upstream_malformed", "that is no point");
}

#[tokio::test]
async fn a_packstation_needs_a_post_number_which_is_signed_with_it() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let id = packstation(&proxy).await;
    for (body, reason) in [
        (json!({"id": id}), "post_number_required"),
        (json!({"id": id, "post_number": ""}), "post_number_required"),
        (json!({"id": id, "post_number": "12345"}), "invalid_post_number"),
    ] {
        let reply = choose(&proxy, &body).await;
        assert_eq!((reply.status, reply.reason().as_str()), (400, reason));
        assert_eq!(reply.json()["errors"][0]["source"], json!({"pointer": "/post_number"}));
    }
    assert_eq!(sandbox.statuses(&format!("/api/v3/service-points/{id}/check")).await.len(), 0, "no check is spent");
    let reply = choose(&proxy, &json!({"id": id, "post_number": "0012345678"})).await;
    assert_eq!(read(&receipt(&reply.json()))[2], "0012345678");
}

#[tokio::test]
async fn it_is_off_until_there_are_keys() {
    let proxy = Proxy::start().await;
    assert_eq!(choose(&proxy, &json!({"id": "1000001"})).await.reason(), "not_found");
}

#[tokio::test]
async fn a_body_that_is_no_choice_is_refused_before_anything_is_asked() {
    let file = KeyFile::new();
    let proxy = Proxy::with(&file.settings(&[]), |_| {}).await;
    for body in [json!({}), json!("1000001"), json!({"id": "0"}), json!({"id": "1", "postNumber": "1234567"})] {
        let reply = choose(&proxy, &body).await;
        assert_eq!((reply.status, reply.reason().as_str()), (400, "invalid_body"), "{body}");
    }
    let large = choose(&proxy, &json!({"id": "1", "post_number": "1".repeat(1024)})).await;
    assert_eq!((large.status, large.reason().as_str()), (413, "body_too_large"));
    assert_eq!(get(proxy.address, SELECTION).await.reason(), "method_not_allowed");
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn only_pages_of_the_shop_have_choices_signed() {
    let file = KeyFile::new();
    let proxy = Proxy::with(&file.settings(&[]), |_| {}).await;
    let line = format!("POST {SELECTION} HTTP/1.1");
    let form = "Content-Type: application/x-www-form-urlencoded";
    assert_eq!(send(proxy.address, &[&line, form], "id=1").await.reason(), "missing_header");
    let elsewhere = [line.as_str(), "X-Service-Point-Picker: 1", "Origin: https://evil.example"];
    assert_eq!(send(proxy.address, &elsewhere, r#"{"id":"1"}"#).await.reason(), "forbidden_origin");
    let shop = format!("Origin: {ORIGIN}");
    let line = format!("OPTIONS {SELECTION} HTTP/1.1");
    let preflight = send(proxy.address, &[&line, &shop, "Access-Control-Request-Method: POST"], "").await;
    assert_eq!((preflight.status, preflight.header("access-control-allow-methods")), (204, Some("POST, OPTIONS")));
    let allowed = preflight.header("access-control-allow-headers");
    assert_eq!(allowed, Some("x-service-point-picker, content-type"));
    assert_eq!(proxy.calls(), 0);
}
