//! POSTs: the header that a form cannot send, and a body that is none.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::HeaderName;

use crate::error::ProxyError;

/// The header without which no POST is served. A form cannot send it, and a script of another origin only after a
/// preflight.
pub(crate) const PICKER_HEADER: HeaderName = HeaderName::from_static("x-service-point-picker");

/// The API's POST has no body; an empty JSON object or two is not worth a refusal.
const MAX_BODY: usize = 1024;
/// Time for that body to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// Serves a POST that a form could not have sent, once its body has arrived.
pub(crate) async fn without(request: Request, next: Next) -> Response {
    if request.headers().get(PICKER_HEADER).is_none_or(|value| value != "1") {
        return ProxyError::MissingHeader.into_response();
    }
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(_)) => next.run(Request::from_parts(parts, Body::empty())).await,
        Ok(Err(_)) => ProxyError::BodyTooLarge.into_response(),
        Err(_) => ProxyError::RequestTimeout.into_response(),
    }
}
