use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use futures_util::stream;

use super::Spoilt;
use crate::answer;

/// What one request suffers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(super) latency: Duration,
    pub(super) status: Option<u16>,
    pub(super) retry_after: Option<String>,
    pub(super) body: Option<Spoilt>,
}

/// Larger than any body that the sandbox writes.
const LARGEST_BODY: usize = 16 << 20;
const PADDING: usize = 5_000_000;

impl Plan {
    /// Lets the request wait.
    pub(crate) async fn wait(&self) {
        if !self.latency.is_zero() {
            tokio::time::sleep(self.latency).await;
        }
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
        let Some(spoilt) = self.body else { return answer };
        if spoilt == Spoilt::Html {
            return (StatusCode::OK, Html("<!doctype html><title>Maintenance</title><h1>We will be back soon</h1>"))
                .into_response();
        }
        let (mut parts, body) = answer.into_parts();
        let whole = to_bytes(body, LARGEST_BODY).await.unwrap_or_default();
        let half = whole.slice(..whole.len() / 2);
        parts.headers.remove(header::CONTENT_LENGTH);
        let body = match spoilt {
            Spoilt::Truncated => Body::from(half),
            Spoilt::Aborted => {
                Body::from_stream(stream::iter([Ok(half), Err(io::Error::other("switched on by a fault"))]))
            }
            Spoilt::Oversized => Body::from([whole, Bytes::from(vec![b' '; PADDING])].concat()),
            Spoilt::Empty | Spoilt::Html => Body::empty(),
        };
        Response::from_parts(parts, body)
    }
}
