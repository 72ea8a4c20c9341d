use axum::http::Request;
use sendcloud_sandbox::{Config, Credentials, Secret};
use serde_json::{Value, json};

use crate::support::{Answer, BASIC, Client};

const POINT: &str = "/api/v3/service-points/1000001";

async fn token_at(client: &Client, path: &str, form: &str) -> Answer {
    let mut request = client.request("POST", path, form);
    request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    client.send(request).await
}

async fn token(client: &Client, form: &str) -> Answer {
    token_at(client, "/oauth2/token", form).await
}

fn bearer(answer: &Value) -> String {
    format!("Bearer {}", answer["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn client_credentials_give_a_token_for_an_hour() {
    let client = Client::new();
    for path in ["/oauth2/token", "/oauth2/token/"] {
        let answer = token_at(&client, path, "grant_type=client_credentials&scope=api").await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"));
        let body = answer.json();
        assert!(body["access_token"].as_str().unwrap().starts_with("ory_at_"));
        assert_eq!(
            (&body["expires_in"], &body["scope"], &body["token_type"]),
            (&json!(3599), &json!("api"), &json!("bearer"))
        );
        assert!(body.get("refresh_token").is_none());
        let asks = client.as_(Some(&bearer(&body)));
        assert_eq!(asks.get(POINT).await.status, 200);
    }
}

#[tokio::test]
async fn a_token_expires_by_the_sandboxs_clock() {
    let client = Client::new();
    let body = token(&client, "grant_type=client_credentials&scope=api").await.json();
    let asks = client.as_(Some(&bearer(&body)));
    client.set_clock("2026-11-22T10:59:58Z").await;
    assert_eq!(asks.get(POINT).await.status, 200);
    client.set_clock("2026-11-22T10:59:59Z").await;
    assert_eq!(asks.get(POINT).await.status, 401);
}

#[tokio::test]
async fn oauth2_only_still_takes_tokens() {
    let client = Client::with(Config { oauth2_only: true, ..Config::default() });
    let body = token(&client, "grant_type=client_credentials&scope=api").await.json();
    assert_eq!(client.as_(Some(&bearer(&body))).get(POINT).await.status, 200);
}

#[tokio::test]
async fn wrong_requests_get_the_documented_error() {
    let credentials = Credentials { public_key: "key".to_owned(), secret_key: Secret::new("secret") };
    let client = Client::with(Config { credentials: Some(credentials), ..Config::default() });
    assert_eq!(client.authorization.as_deref(), Some(BASIC), "the right pair");
    let stranger = client.as_(Some("Basic eDp5"));
    for (client, form, error, status) in [
        (&client, "", "invalid_request", 400),
        (&client, "grant_type=password", "unsupported_grant_type", 400),
        (&client, "grant_type=client_credentials&scope=admin", "invalid_scope", 400),
        (&client, "grant_type=authorization_code&code=x", "invalid_request", 400),
        (&client, "grant_type=authorization_code&code=x&redirect_uri=y", "invalid_grant", 400),
        (&client, "grant_type=refresh_token&refresh_token=x", "invalid_grant", 400),
        (&stranger, "grant_type=client_credentials&scope=api", "invalid_client", 401),
        (&client.as_(None), "grant_type=client_credentials", "invalid_client", 401),
        (&client.as_(None), "grant_type=client_credentials&client_id=key&client_secret=no", "invalid_client", 401),
    ] {
        let answer = token(client, form).await;
        let body = answer.json();
        assert_eq!((answer.status.as_u16(), body["error"].as_str()), (status, Some(error)), "{form}");
        assert_eq!(body["status_code"], status);
        for field in ["error_description", "error_hint", "error_debug"] {
            assert!(body[field].is_string(), "{field}");
        }
    }
    let in_form = "grant_type=client_credentials&client_id=key&client_secret=secret";
    assert_eq!(token(&client.as_(None), in_form).await.status, 200);
    let json = Request::post("/oauth2/token").header("content-type", "application/json");
    let answer = client.send(json.body(r#"{"grant_type":"client_credentials"}"#.into()).unwrap()).await;
    assert_eq!(answer.json()["error"], "invalid_request");
}

#[tokio::test]
async fn a_code_is_exchanged_once_and_its_token_renewed() {
    let client = Client::new();
    let (_, first) = consented(&client).await;
    assert_eq!(first["scope"], "api offline");
    assert_eq!(client.as_(Some(&bearer(&first))).get(POINT).await.status, 200);
    let renew = format!("grant_type=refresh_token&refresh_token={}", first["refresh_token"].as_str().unwrap());
    let stranger = client.as_(Some("Basic eDp5"));
    assert_eq!(token(&stranger, &renew).await.json()["error"], "invalid_grant", "not another client's");
    let second = token(&client, &renew).await.json();
    assert_eq!(client.as_(Some(&bearer(&second))).get(POINT).await.status, 200);
    assert_ne!(second["refresh_token"], first["refresh_token"]);
}

#[tokio::test]
async fn whoever_shows_a_used_code_or_refresh_token_ends_all_that_came_of_it() {
    let client = Client::new();
    for reuse_the_code in [true, false] {
        let (form, first) = consented(&client).await;
        let renew = format!("grant_type=refresh_token&refresh_token={}", first["refresh_token"].as_str().unwrap());
        let second = token(&client, &renew).await.json();
        let stranger = token(&client, "grant_type=client_credentials").await.json();
        let again = if reuse_the_code { &form } else { &renew };
        assert_eq!(token(&client, again).await.json()["error"], "invalid_grant", "good once");
        for body in [&first, &second] {
            assert_eq!(client.as_(Some(&bearer(body))).get(POINT).await.status, 401);
        }
        let last = format!("grant_type=refresh_token&refresh_token={}", second["refresh_token"].as_str().unwrap());
        assert_eq!(token(&client, &last).await.json()["error"], "invalid_grant");
        assert_eq!(client.as_(Some(&bearer(&stranger))).get(POINT).await.status, 200, "others live on");
    }
}

/// The form that exchanged a code, and what it was exchanged for.
async fn consented(client: &Client) -> (String, Value) {
    let consent = r#"{"client_id":"key","redirect_uri":"https://shop.example/back","scope":"api offline"}"#;
    let code = client.ask("POST", "/sandbox/authorization-codes", consent).await.json()["code"].clone();
    let code = code.as_str().unwrap();
    let form = format!("grant_type=authorization_code&code={code}&redirect_uri=https%3A%2F%2Fshop.example%2Fback");
    let first = token(client, &form).await.json();
    (form, first)
}

#[tokio::test]
async fn a_code_is_bound_to_its_redirect_and_to_ten_minutes() {
    let client = Client::new();
    let consent = r#"{"client_id":"key","redirect_uri":"https://shop.example/back"}"#;
    for (redirect, now) in
        [("https://evil.example", "2026-11-22T10:00:00Z"), ("https://shop.example/back", "2026-11-22T10:10:00Z")]
    {
        client.set_clock("2026-11-22T10:00:00Z").await;
        let code = client.ask("POST", "/sandbox/authorization-codes", consent).await.json()["code"].clone();
        client.set_clock(now).await;
        let form = format!("grant_type=authorization_code&code={}&redirect_uri={redirect}", code.as_str().unwrap());
        assert_eq!(token(&client, &form).await.json()["error"], "invalid_grant", "{redirect} {now}");
    }
}

#[tokio::test]
async fn tokens_can_be_made_odd() {
    let client = Client::new();
    client.set_faults(r#"{"token":{"expires_in":-5,"valid_for":60}}"#).await;
    let body = token(&client, "grant_type=client_credentials").await.json();
    assert_eq!(body["expires_in"], -5);
    assert_eq!(client.as_(Some(&bearer(&body))).get(POINT).await.status, 200);
    client.set_faults(r#"{"token":{"refuse":"temporarily_unavailable"}}"#).await;
    let refused = token(&client, "grant_type=client_credentials").await;
    assert_eq!((refused.status.as_u16(), refused.json()["error"].as_str()), (503, Some("temporarily_unavailable")));
}
