use std::time::{Duration, SystemTime};

use http::StatusCode;
use jiff::Timestamp;
use serde_json::Value;
use thiserror::Error;

use crate::answer::{self, plain};
use crate::auth::TokenError;
use crate::client::{Incoming, TransportError};

/// Why an order was not written. Whatever was written before stays, and writing it again does no harm.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum OrderError {
    /// There is no Sellercloud.
    #[error("Sellercloud is not configured; the operator sets SELLERCLOUD_USERNAME and what goes with it")]
    NotConfigured,
    /// No order of this number.
    #[error("Sellercloud has no such order")]
    NotFound,
    /// Sellercloud does not take what is written.
    #[error(
        "Sellercloud refused to write to the order (HTTP {status}){}. Do orders have the custom columns that SELLERCLOUD_COLUMN_ID \
         and the others name, and may the user change orders?", said(.message)
    )]
    Refused {
        /// HTTP status.
        status: u16,
        /// What it says.
        message: Option<String>,
    },
    /// Too many calls.
    #[error("Sellercloud takes no more calls for now; send the same request again later")]
    RateLimited(Option<Duration>),
    /// A problem of its own.
    #[error("Sellercloud answered HTTP {0}; send the same request again later")]
    Failed(u16),
    /// No connection.
    #[error("Sellercloud cannot be reached; send the same request again later")]
    Unreachable,
    /// No answer within the time.
    #[error("Sellercloud did not answer in time; send the same request again later")]
    TimedOut,
    /// An answer that makes no sense.
    #[error("Sellercloud gave an answer that cannot be read")]
    Unreadable,
    /// No token for the user.
    #[error("Sellercloud refused the user and password; `service-point-proxy check` says more")]
    Credentials,
}

fn said(message: &Option<String>) -> String {
    message.as_ref().map_or_else(String::new, |message| format!(": {}", message.trim_end_matches('.')))
}

/// As much of somebody else's sentence as is passed on.
const LONGEST: usize = 200;

impl OrderError {
    /// HTTP status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        match self {
            Self::NotConfigured => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::RateLimited(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::TimedOut => StatusCode::GATEWAY_TIMEOUT,
            Self::Refused { .. } | Self::Failed(_) | Self::Unreachable | Self::Unreadable | Self::Credentials => {
                StatusCode::BAD_GATEWAY
            }
        }
    }

    /// The stable word for it.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::NotConfigured => "sellercloud_not_configured",
            Self::NotFound => "order_not_found",
            Self::Refused { .. } => "sellercloud_refused",
            Self::RateLimited(_) => "sellercloud_quota",
            Self::TimedOut => "sellercloud_timeout",
            Self::Failed(_) | Self::Unreachable => "sellercloud_unreachable",
            Self::Unreadable => "sellercloud_malformed",
            Self::Credentials => "sellercloud_credentials_refused",
        }
    }

    /// How long to wait before the same is worth trying again, where that is known.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited(wait) => *wait,
            _ => None,
        }
    }

    /// Of an answer that is no success.
    pub(super) fn answered(incoming: &Incoming, now: SystemTime) -> Self {
        let body: Option<Value> = serde_json::from_slice(&incoming.body).ok();
        let text = |key: &str| body.as_ref()?.get(key)?.as_str();
        match incoming.status {
            StatusCode::TOO_MANY_REQUESTS => Self::RateLimited(
                answer::retry_after(&incoming.headers, now).or_else(|| reset(text("RateLimitResetTime")?, now)),
            ),
            StatusCode::NOT_FOUND => Self::NotFound,
            status if status.is_server_error() => Self::Failed(status.as_u16()),
            status => {
                let message = text("Message").or_else(|| text("Error"));
                let message = message.map(|message| plain(message).chars().take(LONGEST).collect());
                Self::Refused { status: status.as_u16(), message }
            }
        }
    }

    pub(super) fn transport(error: &TransportError) -> Self {
        match error {
            TransportError::TimedOut => Self::TimedOut,
            TransportError::Unreachable(_) => Self::Unreachable,
            TransportError::TooLarge => Self::Unreadable,
        }
    }

    /// The cause is in the log already, from where the token was asked for.
    pub(super) fn token(error: &TokenError) -> Self {
        match error {
            TokenError::Refused { .. } | TokenError::File(_) => Self::Credentials,
            TokenError::Unavailable { status: 429, retry_after } => Self::RateLimited(*retry_after),
            TokenError::Unavailable { status, .. } => Self::Failed(*status),
            TokenError::Transport(error) => Self::transport(error),
            TokenError::Malformed(_) => Self::Unreadable,
            TokenError::NoEndpoint(_) => Self::Unreachable,
        }
    }
}

/// Calls are counted by the hour, so nobody has to wait longer, whatever the clocks say.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

/// Until when no more calls are taken, as Sellercloud writes it.
fn reset(text: &str, now: SystemTime) -> Option<Duration> {
    let until: SystemTime = text.parse::<Timestamp>().ok()?.into();
    Some(until.duration_since(now).unwrap_or_default().min(LONGEST_WAIT))
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;

    fn of(status: u16, body: &str) -> OrderError {
        let status = StatusCode::from_u16(status).unwrap();
        let incoming = Incoming { status, headers: HeaderMap::new(), body: body.to_owned().into() };
        // 2026-11-22T10:30:00Z
        OrderError::answered(&incoming, SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_343_400))
    }

    #[test]
    fn answers_say_whether_and_when_to_try_again() {
        let limited = of(429, r#"{"Error":"Too many","RateLimitResetTime":"2026-11-22T11:00:00Z"}"#);
        assert_eq!(limited, OrderError::RateLimited(Some(Duration::from_secs(1800))));
        let later = of(429, r#"{"Error":"Too many","RateLimitResetTime":"2036-11-22T11:00:00Z"}"#);
        assert_eq!(later, OrderError::RateLimited(Some(Duration::from_secs(3600))));
        assert_eq!(of(429, "{}"), OrderError::RateLimited(None));
        assert_eq!(of(404, ""), OrderError::NotFound);
        assert_eq!(of(500, "{}"), OrderError::Failed(500));
        let refused = of(400, r#"{"Message":"There is no custom column \"X\".\u001b[31m https://evil.example"}"#);
        assert_eq!(
            refused.to_string(),
            "Sellercloud refused to write to the order (HTTP 400): There is no custom column \"X\".[31m [link]. Do orders have \
             the custom columns that SELLERCLOUD_COLUMN_ID and the others name, and may the user change orders?"
        );
        assert_eq!(of(200, r#"{"Success":false}"#), OrderError::Refused { status: 200, message: None });
    }
}
