//! Errors in the shape of Sellercloud's API.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// `{"Message": …}`.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    message: String,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// The answer to a request whose token is missing, wrong or too old.
    pub(super) fn not_valid_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "Not Valid Token")
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "Message": self.message }))).into_response()
    }
}
