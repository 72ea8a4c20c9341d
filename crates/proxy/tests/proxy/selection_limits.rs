//! What the operator allows holds for choices, too.

use serde_json::{Value, json};

use super::selection::choose;
use crate::support::receipts::{KeyFile, receipt};
use crate::support::sandbox::Sandbox;
use crate::support::{Proxy, post_json, send};

#[tokio::test]
async fn only_the_merchants_countries_and_carriers_can_be_chosen() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    for (setting, value, reason) in
        [("SPP_COUNTRIES", "DE,BE", "country_not_allowed"), ("SPP_CARRIERS", "postnl,bpost", "carrier_not_allowed")]
    {
        let proxy = sandbox.proxy(&file.settings(&[(setting, value)])).await;
        let reply = choose(&proxy, &json!({"id": "1000001"})).await;
        assert_eq!((reply.status, reply.reason().as_str()), (400, reason), "{value}");
        // The other point of the API's description is PostNL's, in the same town.
        assert_eq!(choose(&proxy, &json!({"id": "1000002"})).await.status == 200, setting == "SPP_CARRIERS");
    }
    let both = [("SPP_COUNTRIES", "BE,NL"), ("SPP_CARRIERS", "bpost,dhl")];
    let proxy = sandbox.proxy(&file.settings(&both)).await;
    assert!(!receipt(&choose(&proxy, &json!({"id": "1000001"})).await.json()).is_empty());
    assert_eq!(sandbox.statuses("/api/v3/service-points/1000001/check-availability").await.len(), 1);
}

#[tokio::test]
async fn a_point_that_the_api_answers_for_a_listed_carrier_can_be_chosen_whatever_its_own_code() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    // A superseded code, for which the API answers with its successor's points.
    let proxy = sandbox.proxy(&file.settings(&[("SPP_CARRIERS", "dhl_de")])).await;
    let reply = choose(&proxy, &json!({"id": "1000001"})).await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    sandbox.set("/sandbox/faults", &json!({"rules": [{"route": "list", "status": 503}]})).await;
    let reply = choose(&proxy, &json!({"id": "1000001"})).await;
    assert_eq!((reply.status, reply.json().pointer("/data/receipt")), (503, None), "who cannot tell does not sign");
}

#[tokio::test]
async fn choices_count_among_a_clients_requests() {
    let file = KeyFile::new();
    let behind = [("SPP_TRUSTED_PROXIES", "127.0.0.1"), ("SPP_CLIENT_RATE", "12")];
    let proxy = Proxy::with(&file.settings(&behind), |_| {}).await;
    let head = ["POST /api/selection HTTP/1.1", "X-Service-Point-Picker: 1", "X-Forwarded-For: 203.0.113.7"];
    let mut reasons = Vec::new();
    for _ in 0..4 {
        reasons.push(send(proxy.address, &head, "{}").await.reason());
    }
    assert_eq!(reasons, ["invalid_body", "invalid_body", "invalid_body", "rate_limited"]);
}

#[tokio::test]
async fn nothing_of_a_choice_shows_in_an_answer_but_the_receipt() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let body = json!({"id": "1000001", "post_number": "1234567"});
    let reply = post_json(proxy.address, "/api/selection", &body).await;
    let data = reply.json()["data"].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(data, ["is_available", "receipt"]);
    assert!(!Value::from(format!("{:?}", reply.headers)).to_string().contains("1234567"));
}
