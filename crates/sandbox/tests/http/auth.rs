use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sendcloud_sandbox::{Config, Credentials, Secret};
use serde_json::json;

use crate::support::Client;

const POINT: &str = "/api/v3/service-points/1000001";

fn basic(pair: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(pair))
}

#[tokio::test]
async fn without_keys_the_answer_is_that_of_the_real_api() {
    let client = Client::new();
    let answer = client.as_(None).get(POINT).await;
    assert_eq!(answer.status, 401);
    let wanted = json!({ "errors": [{
        "detail": "Authentication credentials were not provided.",
        "status": "401",
        "source": { "pointer": "/data" },
        "code": "authentication_failed",
    }] });
    assert_eq!(answer.json(), wanted);
}

#[tokio::test]
async fn any_pair_is_let_in_unless_one_half_is_empty() {
    let client = Client::new();
    for (authorization, status) in [
        (basic("any:thing"), 200),
        (basic("a:b:c"), 200),
        (basic(":secret"), 401),
        (basic("key:"), 401),
        (basic("key"), 401),
        ("Basic ???".to_owned(), 401),
        ("Bearer unknown".to_owned(), 401),
        ("Digest x".to_owned(), 401),
        ("".to_owned(), 401),
    ] {
        assert_eq!(client.as_(Some(&authorization)).get(POINT).await.status, status, "{authorization}");
    }
}

#[tokio::test]
async fn a_configured_pair_is_the_only_one_that_is_let_in() {
    let credentials = Credentials { public_key: "public".to_owned(), secret_key: Secret::new("secret") };
    let client = Client::with(Config { credentials: Some(credentials), ..Config::default() });
    assert_eq!(client.as_(Some(&basic("public:secret"))).get(POINT).await.status, 200);
    for wrong in ["public:other", "other:secret", "public:secret ", "PUBLIC:secret"] {
        let answer = client.as_(Some(&basic(wrong))).get(POINT).await;
        assert_eq!(answer.status, 401, "{wrong}");
        assert!(!String::from_utf8_lossy(&answer.bytes).contains("secret"));
    }
}

#[tokio::test]
async fn an_integration_with_oauth2_refuses_basic() {
    let client = Client::with(Config { oauth2_only: true, ..Config::default() });
    let refused = client.get(POINT).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.json()["errors"][0]["code"], "authentication_failed");
}
