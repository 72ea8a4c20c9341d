use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Why a token is refused (RFC 6749, sections 4.1.2.1 and 5.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Refusal {
    AccessDenied,
    InvalidClient,
    InvalidGrant,
    InvalidRequest,
    InvalidScope,
    InvalidState,
    ServerError,
    TemporarilyUnavailable,
    UnauthorizedClient,
    UnsupportedGrantType,
    UnsupportedResponseType,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Self::AccessDenied => StatusCode::FORBIDDEN,
            Self::InvalidClient => StatusCode::UNAUTHORIZED,
            Self::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::InvalidGrant
            | Self::InvalidRequest
            | Self::InvalidScope
            | Self::InvalidState
            | Self::UnauthorizedClient
            | Self::UnsupportedGrantType
            | Self::UnsupportedResponseType => StatusCode::BAD_REQUEST,
        }
    }

    /// The word for it, as it is written in JSON and in a redirect.
    fn word(self) -> &'static str {
        match self {
            Self::AccessDenied => "access_denied",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::InvalidRequest => "invalid_request",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidState => "invalid_state",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::AccessDenied => "The resource owner or authorization server denied the request",
            Self::InvalidClient => "Client authentication failed",
            Self::InvalidGrant => "The provided authorization grant or refresh token is invalid, expired or revoked",
            Self::InvalidRequest => "The request is missing a required parameter or is otherwise malformed",
            Self::InvalidScope => "The requested scope is invalid, unknown, or malformed",
            Self::InvalidState => "The state is missing or does not have enough characters and is therefore too weak",
            Self::ServerError => "The authorization server encountered an unexpected condition",
            Self::TemporarilyUnavailable => "The authorization server is currently unable to handle the request",
            Self::UnauthorizedClient => "The client is not authorized to request a token using this method",
            Self::UnsupportedGrantType => "The authorization grant type is not supported by the authorization server",
            Self::UnsupportedResponseType => "The authorization server does not support this way of giving a code",
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

    /// What a redirect says of it.
    pub(crate) fn parameters(&self) -> Vec<(&'static str, &str)> {
        vec![
            ("error", self.refusal.word()),
            ("error_description", self.refusal.description()),
            ("error_hint", self.hint.as_str()),
        ]
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.refusal.status();
        let body = json!({
            "error": self.refusal.word(),
            "error_description": self.refusal.description(),
            "error_hint": self.hint,
            // Filled in development only, says the documentation of the real one.
            "error_debug": "",
            "status_code": status.as_u16(),
        });
        (status, Json(body)).into_response()
    }
}
