use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::Spoilt;
use super::spoilt::{Drip, just};
use crate::answer;

/// What one request suffers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(super) latency: Duration,
    pub(super) status: Option<u16>,
    pub(super) retry_after: Option<String>,
    pub(super) body: Option<Spoilt>,
    pub(super) drip: Option<Drip>,
}

/// Larger than any body that the sandbox writes.
const LARGEST_BODY: usize = 16 << 20;

impl Plan {
    /// Lets the request wait.
    pub(crate) async fn wait(&self) {
        if !self.latency.is_zero() {
            tokio::time::sleep(self.latency).await;
        }
    }

    /// Whether the connection is to be reset.
    pub(crate) fn resets(&self) -> bool {
        self.body == Some(Spoilt::Reset)
    }

    /// The answer instead of the true one, when there is to be one.
    pub(crate) fn answer(&self) -> Option<Response> {
        let mut answer = answer::of_status(self.status?);
        if let Some(value) = self.retry_after.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
            answer.headers_mut().insert(header::RETRY_AFTER, value);
        }
        Some(answer)
    }

    /// Does to the body what is to be done to it.
    pub(crate) async fn spoil(&self, answer: Response) -> Response {
        if self.body.is_none() && self.drip.is_none() {
            return answer;
        }
        let answer = self.body.and_then(Spoilt::instead).unwrap_or(answer);
        let (mut parts, body) = answer.into_parts();
        let whole = to_bytes(body, LARGEST_BODY).await.unwrap_or_default();
        // Of another length now, and sent in chunks.
        parts.headers.remove(header::CONTENT_LENGTH);
        let pieces = match self.body {
            Some(spoilt) => spoilt.pieces(whole),
            None => just(whole),
        };
        let body = match self.drip {
            Some(drip) => drip.slow(pieces),
            None => Body::from_stream(pieces),
        };
        Response::from_parts(parts, body)
    }
}
