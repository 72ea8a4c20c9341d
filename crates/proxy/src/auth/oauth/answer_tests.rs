use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;

use super::*;

fn read(status: u16, body: &str) -> Result<Granted, TokenError> {
    let status = StatusCode::from_u16(status).unwrap();
    let headers = HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from_static("7"))]);
    Granted::read(&Incoming { status, headers, body: body.to_owned().into() })
}

fn refusal(status: u16, body: &str) -> (u16, &'static str) {
    match read(status, body) {
        Err(TokenError::Refused { status, error }) => (status, error),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_documented_answer_gives_a_token() {
    let body = r#"{"access_token":"ory_at_x-1.y","expires_in":3599,"scope":"api","token_type":"bearer"}"#;
    let granted = read(200, body).unwrap();
    assert_eq!(granted.grant.token().expose(), "ory_at_x-1.y");
    assert!(granted.refresh_token.is_none());
    assert!(!format!("{granted:?}").contains("ory_at"));
    assert_eq!(granted.grant.lifetime, Duration::from_secs(3599));
}

#[test]
fn a_refresh_token_comes_along_and_does_not_print() {
    let granted = read(200, r#"{"access_token":"a","refresh_token":"ory_rt_1.2"}"#).unwrap();
    assert_eq!(granted.refresh_token.as_ref().map(Secret::expose), Some("ory_rt_1.2"));
    assert!(!format!("{granted:?}").contains("ory_rt"));
    for odd in [json!(null), json!(7), json!(""), json!("a b"), json!("a\r\nb")] {
        let body = json!({"access_token": "a", "refresh_token": odd}).to_string();
        assert!(read(200, &body).unwrap().refresh_token.is_none(), "{odd}");
    }
}

#[test]
fn refusals_keep_only_words_of_a_standard() {
    let ory = r#"{"error":"invalid_client","error_description":"for key pk-123","error_hint":"h","status_code":401}"#;
    assert_eq!(refusal(401, ory), (401, "invalid_client"));
    assert_eq!(refusal(200, ory), (200, "invalid_client"));
    assert_eq!(refusal(400, r#"{"error":"pk_secret"}"#), (400, "an unknown error"));
    assert_eq!(refusal(400, r#"{"error":"bad\n\u001b[31m KEY=pk-123"}"#), (400, "an unknown error"));
    assert_eq!(refusal(200, r#"{"error":{"code":"invalid_client"},"access_token":"a"}"#), (200, "an unknown error"));
    assert_eq!(refusal(403, "<html>"), (403, "no reason given"));
    assert!(read(200, r#"{"error":null,"access_token":"a"}"#).is_ok());
}

#[test]
fn outages_are_told_from_refusals() {
    let retry_after = Some(Duration::from_secs(7));
    for status in [429, 500, 503] {
        let error = read(status, r#"{"error":"server_error"}"#).unwrap_err();
        assert_eq!(error, TokenError::Unavailable { status, retry_after });
    }
    let moved = read(302, "").unwrap_err();
    assert_eq!(moved, TokenError::Unavailable { status: 302, retry_after });
    for word in ["server_error", "temporarily_unavailable"] {
        let error = read(200, &json!({"error": word}).to_string()).unwrap_err();
        assert_eq!(error, TokenError::Unavailable { status: 200, retry_after });
    }
}

#[test]
fn a_token_that_cannot_be_sent_is_none() {
    let too_long = json!({"access_token": "x".repeat(8193)}).to_string();
    for body in [
        "",
        "[]",
        "{}",
        r#"{"access_token":""}"#,
        r#"{"access_token":7}"#,
        r#"{"access_token":"a b"}"#,
        r#"{"access_token":"a\r\nX-Injected: 1"}"#,
        r#"{"access_token":"a","token_type":"mac"}"#,
        &too_long,
    ] {
        assert!(matches!(read(200, body), Err(TokenError::Malformed(_))), "{body}");
    }
    assert!(read(200, r#"{"access_token":"a"}"#).is_ok());
}
