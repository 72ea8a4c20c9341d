use http::{HeaderMap, StatusCode};
use serde_json::json;

use super::*;

fn read(status: u16, body: &str) -> Result<Grant, TokenError> {
    let status = StatusCode::from_u16(status).unwrap();
    Grant::read(&Incoming { status, headers: HeaderMap::new(), body: body.to_owned().into() })
}

fn refused(status: u16, error: &str) -> Result<Grant, TokenError> {
    Err(TokenError::Refused { status, error: error.to_owned() })
}

#[test]
fn the_documented_answer_gives_a_sensitive_header() {
    let body = r#"{"access_token":"ory_at_x-1.y","expires_in":3599,"scope":"api","token_type":"bearer"}"#;
    let grant = read(200, body).unwrap();
    assert_eq!(grant.header, "Bearer ory_at_x-1.y");
    assert!(!format!("{grant:?}").contains("ory_at"));
    assert_eq!(grant.lifetime, Duration::from_secs(3599));
}

#[test]
fn odd_lifetimes_neither_last_for_ever_nor_cause_a_call_each() {
    for (expires_in, seconds) in [
        (json!(3599), 3599.0),
        (json!("1800"), 1800.0),
        (json!(" 900 "), 900.0),
        (json!(1799.5), 1799.5),
        (json!(0), 60.0),
        (json!(-1), 60.0),
        (json!(i64::MAX), 86_400.0),
        (json!(1e300), 86_400.0),
        (json!("NaN"), 3600.0),
        (json!("inf"), 3600.0),
        (json!("soon"), 3600.0),
        (json!(null), 3600.0),
        (json!([60]), 3600.0),
        (json!(true), 3600.0),
    ] {
        assert_eq!(lifetime(Some(&expires_in)), Duration::from_secs_f64(seconds), "{expires_in}");
    }
    assert_eq!(lifetime(None), USUAL);
}

#[test]
fn refusals_keep_only_the_word_of_the_standard() {
    let ory = r#"{"error":"invalid_client","error_description":"for key pk-123","error_hint":"h","status_code":401}"#;
    assert_eq!(read(401, ory), refused(401, "invalid_client"));
    assert_eq!(read(200, ory), refused(200, "invalid_client"));
    assert_eq!(read(400, r#"{"error":"bad\n\u001b[31m KEY=pk-123"}"#), refused(400, "badmpk"));
    assert_eq!(read(400, r#"{"error":"!"}"#), refused(400, "an unnamed error"));
    assert_eq!(read(403, "<html>"), refused(403, "no reason given"));
}

#[test]
fn outages_are_told_from_refusals() {
    for status in [429, 500, 503] {
        assert_eq!(read(status, r#"{"error":"server_error"}"#), Err(TokenError::Unavailable(status)));
    }
    assert_eq!(read(302, ""), Err(TokenError::Unavailable(302)));
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
