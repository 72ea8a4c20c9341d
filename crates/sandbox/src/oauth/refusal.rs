use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Why a token is refused (RFC 6749, sections 4.1.2.1 and 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    ServerError,
    TemporarilyUnavailable,
    UnauthorizedClient,
    UnsupportedGrantType,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Self::InvalidClient => StatusCode::UNAUTHORIZED,
            Self::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::InvalidGrant
            | Self::InvalidRequest
            | Self::InvalidScope
            | Self::UnauthorizedClient
            | Self::UnsupportedGrantType => StatusCode::BAD_REQUEST,
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::InvalidClient => "Client authentication failed",
            Self::InvalidGrant => "The provided authorization grant or refresh token is invalid, expired or revoked",
            Self::InvalidRequest => "The request is missing a required parameter or is otherwise malformed",
            Self::InvalidScope => "The requested scope is invalid, unknown, or malformed",
            Self::ServerError => "The authorization server encountered an unexpected condition",
            Self::TemporarilyUnavailable => "The authorization server is currently unable to handle the request",
            Self::UnauthorizedClient => "The client is not authorized to request a token using this method",
            Self::UnsupportedGrantType => "The authorization grant type is not supported by the authorization server",
        }
    }
}

/// A refusal and what helps to get past it.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    refusal: Refusal,
    hint: String,
}

impl Problem {
    pub(crate) fn new(refusal: Refusal, hint: impl Into<String>) -> Self {
        Self { refusal, hint: hint.into() }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.refusal.status();
        let body = json!({
            "error": self.refusal,
            "error_description": self.refusal.description(),
            "error_hint": self.hint,
            // Filled in development only, says the documentation of the real one.
            "error_debug": "",
            "status_code": status.as_u16(),
        });
        (status, Json(body)).into_response()
    }
}
