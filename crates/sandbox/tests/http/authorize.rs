use sendcloud_sandbox::{Config, Credentials, Secret};
use serde_json::Value;

use crate::support::{Answer, Client};

/// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const BACK: &str = "http://127.0.0.1:4000/callback?shop=1";
const GOOD: &str = "response_type=code&client_id=key&state=0123456789&scope=api+offline\
    &redirect_uri=http%3A%2F%2F127.0.0.1%3A4000%2Fcallback%3Fshop%3D1";

async fn ask(client: &Client, query: &str) -> Answer {
    client.as_(None).get(&format!("/oauth2/auth?{query}")).await
}

/// The parameters with which a browser is sent back.
fn sent_back(answer: &Answer) -> Vec<(String, String)> {
    assert_eq!(answer.status, 303, "{}", String::from_utf8_lossy(&answer.bytes));
    let query = answer.header("location").strip_prefix(BACK).unwrap().strip_prefix('&').unwrap().to_owned();
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap())
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

fn parameter(answer: &Answer, name: &str) -> String {
    sent_back(answer).into_iter().find(|(key, _)| key == name).map(|(_, value)| value).unwrap_or_default()
}

async fn exchange(client: &Client, code: &str, rest: &str) -> Value {
    let form =
        format!("grant_type=authorization_code&code={code}&redirect_uri=http://127.0.0.1:4000/callback?shop%3D1{rest}");
    let mut request = client.request("POST", "/oauth2/token", &form);
    request.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    client.send(request).await.json()
}

#[tokio::test]
async fn a_browser_comes_back_with_a_code_that_buys_a_token() {
    let client = Client::new();
    let answer = ask(&client, GOOD).await;
    assert_eq!((parameter(&answer, "state"), parameter(&answer, "scope")), ("0123456789".into(), "api offline".into()));
    let body = exchange(&client, &parameter(&answer, "code"), "").await;
    let bearer = format!("Bearer {}", body["access_token"].as_str().unwrap());
    assert_eq!(client.as_(Some(&bearer)).get("/api/v3/service-points/1000001").await.status, 200);
    assert!(body["refresh_token"].is_string(), "scope offline: {body}");
    let without = ask(&client, &GOOD.replace("+offline", "")).await;
    let body = exchange(&client, &parameter(&without, "code"), "").await;
    assert!(body["access_token"].is_string() && body.get("refresh_token").is_none());
}

#[tokio::test]
async fn a_code_challenge_is_not_needed_but_holds_once_it_is_sent() {
    let client = Client::new();
    let with_challenge = format!("{GOOD}&code_challenge={CHALLENGE}&code_challenge_method=S256");
    for (query, verifier, good) in [
        (with_challenge.as_str(), format!("&code_verifier={VERIFIER}"), true),
        (&with_challenge, format!("&code_verifier={}", VERIFIER.replace('d', "e")), false),
        (&with_challenge, String::new(), false),
        (GOOD, format!("&code_verifier={VERIFIER}"), false),
    ] {
        let answer = ask(&client, query).await;
        let body = exchange(&client, &parameter(&answer, "code"), &verifier).await;
        assert_eq!(body["access_token"].is_string(), good, "{query} {verifier}: {body}");
    }
}

#[tokio::test]
async fn a_request_that_is_wrong_comes_back_with_the_error_and_the_state() {
    let client = Client::new();
    for (query, error) in [
        (GOOD.replace("response_type=code", "response_type=token"), "unsupported_response_type"),
        (GOOD.replace("response_type=code", ""), "unsupported_response_type"),
        (GOOD.replace("state=0123456789", "state=0123456"), "invalid_state"),
        (GOOD.replace("state=0123456789", ""), "invalid_state"),
        (GOOD.replace("scope=api", "scope=admin"), "invalid_scope"),
        (format!("{GOOD}&code_challenge={CHALLENGE}&code_challenge_method=plain"), "invalid_request"),
        (format!("{GOOD}&code_challenge={CHALLENGE}"), "invalid_request"),
    ] {
        let answer = ask(&client, &query).await;
        assert_eq!(parameter(&answer, "error"), error, "{query}");
        assert!(!parameter(&answer, "error_description").is_empty() && parameter(&answer, "code").is_empty());
        if query.contains("0123456789") {
            assert_eq!(parameter(&answer, "state"), "0123456789");
        }
    }
    client.set_faults(r#"{"token":{"consent_denied":true}}"#).await;
    assert_eq!(parameter(&ask(&client, GOOD).await, "error"), "access_denied");
}

#[tokio::test]
async fn a_browser_is_never_sent_where_the_client_is_not() {
    let credentials = Credentials { public_key: "key".to_owned(), secret_key: Secret::new("secret") };
    let client = Client::with(Config {
        credentials: Some(credentials),
        redirect_uris: vec![BACK.to_owned()],
        ..Config::default()
    });
    assert_eq!(ask(&client, GOOD).await.status, 303);
    for (query, error, status) in [
        (GOOD.replace("client_id=key", "client_id=other"), "invalid_client", 401),
        (GOOD.replace("client_id=key", ""), "invalid_client", 401),
        (GOOD.replace("shop%3D1", "shop%3D2"), "invalid_request", 400),
        (GOOD.replace("http%3A%2F%2F", "javascript%3A"), "invalid_request", 400),
        (GOOD.replace("redirect_uri", "redirect"), "invalid_request", 400),
    ] {
        let answer = ask(&client, &query).await;
        assert_eq!((answer.status.as_u16(), answer.json()["error"].as_str()), (status, Some(error)), "{query}");
        assert_eq!(answer.header("location"), "");
    }
}
