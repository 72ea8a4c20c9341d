//! Errors in the API's shape.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use service_points::{ErrorObject, Source};

/// One error as an answer; its status is that of the answer.
pub(crate) fn error(object: &ErrorObject) -> Response {
    let status = object.status.parse().ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut body = json!({ "status": object.status, "code": object.code, "detail": object.detail });
    if let Some(source) = &object.source {
        body["source"] = match source {
            Source::Parameter(name) => json!({ "parameter": name }),
            Source::Pointer(pointer) => json!({ "pointer": pointer }),
            Source::Header(name) => json!({ "header": name }),
        };
    }
    (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(json!({ "errors": [body] }))).into_response()
}

/// An error without a source.
pub(crate) fn refusal(status: u16, code: Option<&str>, detail: impl Into<String>) -> Response {
    error(&ErrorObject {
        status: status.to_string(),
        code: code.map(str::to_owned),
        detail: detail.into(),
        ..ErrorObject::default()
    })
}

/// The answer to a request whose keys or token are missing or wrong.
pub(crate) fn unauthenticated(detail: &str) -> Response {
    error(&ErrorObject {
        status: "401".to_owned(),
        code: Some("authentication_failed".to_owned()),
        detail: detail.to_owned(),
        source: Some(Source::Pointer("/data".to_owned())),
        reason: None,
    })
}

/// What the API says about an id that no point has.
pub(crate) const NOT_FOUND: &str = "The service point could not be found";

/// `{"data": …}`.
pub(crate) fn data(value: Value) -> Response {
    Json(json!({ "data": value })).into_response()
}

/// The answer that a status alone stands for.
pub(crate) fn of_status(status: u16) -> Response {
    match status {
        401 => unauthenticated("Invalid username/password."),
        403 => refusal(403, Some("forbidden"), "You do not have permission to perform this action."),
        404 => refusal(404, Some("not_found"), NOT_FOUND),
        429 => refusal(429, None, "Request was throttled."),
        503 => refusal(503, None, "The address could not be resolved at this time. Try again later."),
        other => {
            let reason = StatusCode::from_u16(other).ok().and_then(|status| status.canonical_reason());
            refusal(other, None, reason.unwrap_or("Switched on by a fault"))
        }
    }
}
