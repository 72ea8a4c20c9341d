//! The merchant's backend hands a receipt over.

use serde_json::{Value, json};

use crate::support::receipts::{KeyFile, NOW, ORDERS_KEY, claims, keys};
use crate::support::sandbox::Sandbox;
use crate::support::{ORIGIN, Proxy, Reply, get, send};

/// What the backend sends, with its key.
pub(crate) async fn hand_over(proxy: &Proxy, order: &str, receipt: &str, platform: &str) -> Reply {
    let body = json!({"receipt": receipt, "platform": platform}).to_string();
    send(proxy.address, &[&line(order), &format!("Authorization: Bearer {ORDERS_KEY}")], &body).await
}

fn line(order: &str) -> String {
    format!("POST /api/orders/{order}/service-point HTTP/1.1")
}

/// What the sandbox's orders hold.
pub(crate) async fn orders(sandbox: &Sandbox) -> Value {
    get(sandbox.address, "/sandbox/orders").await.json()
}

pub(crate) fn sign(post_number: Option<&str>) -> String {
    keys(&["first"]).sign(&claims(1_000_001, post_number))
}

#[tokio::test]
async fn a_choice_is_written_to_the_order_once_however_often_it_is_handed_over() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let receipt = sign(Some("0012345678"));
    let mut replies = Vec::new();
    for _ in 0..3 {
        replies.push(hand_over(&proxy, "501", &receipt, "sellercloud").await);
    }
    let data = replies[0].json()["data"].clone();
    let columns = json!({
        "ServicePointId": "1000001", "ServicePointCarrier": "dhl", "ServicePointPostNumber": "0012345678",
    });
    assert_eq!((replies[0].status, &data["columns"]), (200, &columns));
    let note = data["note"].as_str().unwrap();
    let place = "Pickup point 1000001 of dhl: Stadhuisplein Parcel Shop, Stadhuisplein 1, 5611 EM Eindhoven, NL.";
    let rest = " Post number 0012345678. Chosen 1994-11-06 08:49 UTC. [receipt ";
    assert!(note.starts_with(&[place, rest].concat()), "{note}");
    assert!(replies.iter().all(|reply| reply.body == replies[0].body));
    let written = json!({"501": {"CustomColumns": columns, "Notes": [{"Message": note, "Category": 0}]}});
    assert_eq!(orders(&sandbox).await, written);
}

#[tokio::test]
async fn another_choice_takes_the_place_of_the_one_before() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let settings = file.settings(&[("SELLERCLOUD_COLUMN_ID", "Pickup point"), ("SELLERCLOUD_COLUMN_CARRIER", "none")]);
    let proxy = sandbox.proxy(&settings).await;
    for receipt in [sign(Some("1234567")), sign(None)] {
        assert_eq!(hand_over(&proxy, "501", &receipt, "sellercloud").await.status, 200);
    }
    let order = orders(&sandbox).await["501"].clone();
    assert_eq!(order["CustomColumns"], json!({"Pickup point": "1000001", "ServicePointPostNumber": ""}));
    assert_eq!(order["Notes"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_receipt_forged_by_one_byte_is_refused() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let receipt = sign(None);
    for place in 0..receipt.len() {
        let mut forged = receipt.clone().into_bytes();
        forged[place] = if forged[place] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).unwrap();
        for platform in ["sellercloud", "sendcloud-parcel"] {
            let reply = hand_over(&proxy, "501", &forged, platform).await;
            assert_eq!((reply.status, reply.reason().as_str()), (400, "invalid_receipt"), "{place}: {forged}");
        }
    }
    for other in
        [keys(&["unknown"]).sign(&claims(1_000_001, None)), "eyJhbGciOiJub25lIn0.e30.".to_owned(), String::new()]
    {
        assert_eq!(hand_over(&proxy, "501", &other, "sellercloud").await.reason(), "invalid_receipt", "{other}");
    }
    assert_eq!(orders(&sandbox).await, json!({}));
    let older = keys(&["second"]).sign(&claims(1_000_001, None));
    for good in [receipt, older] {
        assert_eq!(hand_over(&proxy, "501", &good, "sellercloud").await.status, 200);
    }
}

#[tokio::test]
async fn a_receipt_is_good_until_it_expires() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let receipt = sign(None);
    proxy.clock.advance(std::time::Duration::from_secs(86_399));
    assert_eq!(hand_over(&proxy, "501", &receipt, "sendcloud-parcel").await.status, 200);
    proxy.clock.advance(std::time::Duration::from_secs(1));
    let reply = hand_over(&proxy, "501", &receipt, "sendcloud-parcel").await;
    assert_eq!((reply.status, reply.reason().as_str()), (400, "receipt_expired"));
    assert_eq!(reply.json()["errors"][0]["source"], json!({"pointer": "/receipt"}));
    assert_eq!(claims(1, None).exp, NOW + 86_400);
}

#[tokio::test]
async fn each_of_sendclouds_platforms_gets_its_own_json() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    let receipt = sign(Some("1234567"));
    let details = json!({
        "id": "1000001", "post_number": "1234567", "latitude": "51.438022", "longitude": "5.478543", "type": "servicepoint",
    });
    for (platform, expected) in [
        ("sendcloud-shipment", json!({"to_service_point": {"id": "1000001"}, "to_address": {"po_box": "1234567"}})),
        ("sendcloud-parcel", json!({"to_service_point": 1_000_001, "to_post_number": "1234567"})),
        ("sendcloud-order", json!({"service_point_details": details})),
    ] {
        let reply = hand_over(&proxy, "WEB-501", &receipt, platform).await;
        assert_eq!((reply.status, reply.json()), (200, json!({"data": expected})), "{platform}");
    }
    assert_eq!(sandbox.statuses("/rest").await.len(), 0);
    let gone = keys(&["first"]).sign(&claims(9_007_199_254_740_991, None));
    let reply = hand_over(&proxy, "WEB-501", &gone, "sendcloud-order").await;
    assert_eq!((reply.status, &reply.json()["errors"][0]["code"]), (404, &json!("not_found")));
}

#[tokio::test]
async fn nobody_without_the_key_learns_anything() {
    let file = KeyFile::new();
    let proxy = Proxy::with(&file.settings(&[]), |_| {}).await;
    let body = json!({"receipt": sign(None), "platform": "sendcloud-parcel"}).to_string();
    let mut bodies = Vec::new();
    for header in [
        "X-Nothing: 1".to_owned(),
        "Authorization: Bearer".to_owned(),
        "Authorization: Bearer wrong".to_owned(),
        format!("Authorization: Basic {ORDERS_KEY}"),
        format!("Authorization: Bearer {ORDERS_KEY}x"),
        format!("Authorization: Bearer {}", &ORDERS_KEY[1..]),
        format!("X-Service-Point-Picker: 1\r\nCookie: key={ORDERS_KEY}"),
    ] {
        for body in [body.as_str(), "not json", ""] {
            let reply = send(proxy.address, &[&line("501"), &header], body).await;
            assert_eq!((reply.status, reply.header("www-authenticate")), (401, Some("Bearer")), "{header}");
            bodies.push(reply.body);
        }
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "the same answer to all of them");
    assert!(String::from_utf8_lossy(&bodies[0]).contains(r#""detail":"Unauthorised""#));
}

#[tokio::test]
async fn no_page_may_ask_even_with_the_key() {
    let file = KeyFile::new();
    let proxy = Proxy::with(&file.settings(&[]), |_| {}).await;
    let body = json!({"receipt": sign(None), "platform": "sendcloud-parcel"}).to_string();
    let key = format!("Authorization: Bearer {ORDERS_KEY}");
    for (header, reason) in [
        (format!("Origin: {ORIGIN}"), "not_for_pages"),
        ("Origin: null".to_owned(), "forbidden_origin"),
        ("Sec-Fetch-Site: same-origin".to_owned(), "not_for_pages"),
        ("Sec-Fetch-Site: none".to_owned(), "not_for_pages"),
    ] {
        let reply = send(proxy.address, &[&line("501"), &key, &header], &body).await;
        assert_eq!((reply.status, reply.reason().as_str()), (403, reason), "{header}");
    }
    let shop = format!("Origin: {ORIGIN}");
    let preflight = ["OPTIONS /api/orders/501/service-point HTTP/1.1", &shop, "Access-Control-Request-Method: POST"];
    let reply = send(proxy.address, &preflight, "").await;
    assert!(reply.status >= 400 && reply.header("access-control-allow-headers").is_none());
    assert_eq!(send(proxy.address, &[&line("501"), &key], &body).await.status, 200);
}

#[tokio::test]
async fn it_is_off_until_the_backend_has_a_key() {
    let file = KeyFile::new();
    let settings = file.settings(&[]);
    let proxy = Proxy::with(&settings[..1], |_| {}).await;
    assert_eq!(hand_over(&proxy, "501", &sign(None), "sendcloud-parcel").await.reason(), "not_found");
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said() {
    let file = KeyFile::new();
    let proxy = Proxy::with(&file.settings(&[]), |_| {}).await;
    let key = format!("Authorization: Bearer {ORDERS_KEY}");
    for body in ["", "{}", r#"{"receipt":"a"}"#, r#"{"receipt":"a","platform":"shopify"}"#] {
        let reply = send(proxy.address, &[&line("501"), &key], body).await;
        assert_eq!((reply.status, reply.reason().as_str()), (400, "invalid_body"), "{body}");
    }
    let large = send(proxy.address, &[&line("501"), &key], &"x".repeat(5000)).await;
    assert_eq!((large.status, large.reason().as_str()), (413, "body_too_large"));
    let reply = hand_over(&proxy, "501", &sign(None), "sellercloud").await;
    assert_eq!((reply.status, reply.reason().as_str()), (400, "sellercloud_not_configured"));
}
