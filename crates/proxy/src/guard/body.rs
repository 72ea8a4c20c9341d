//! POSTs: the header that a form cannot send, and a body that is small and arrives.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName};

use crate::error::ProxyError;

/// The header without which no page's POST is served. A form cannot send it, and a script of another origin only after a
/// preflight.
pub(crate) const PICKER_HEADER: HeaderName = HeaderName::from_static("x-service-point-picker");

/// The API's POST has no body, where an empty JSON object or two is not worth a refusal; a choice is two short texts.
const MAX_BODY: usize = 1024;
/// A receipt, and what to do with it.
const MAX_RECEIPT_BODY: usize = 4096;
/// Time for a body to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// Serves a POST of the picker's without its body, once that has arrived.
pub(crate) async fn without(request: Request, next: Next) -> Response {
    match picker(request).await {
        Ok(request) => next.run(request.map(|_| Body::empty())).await,
        Err(error) => error.into_response(),
    }
}

/// Serves a POST of the picker's with its body, once that has arrived.
pub(crate) async fn with(request: Request, next: Next) -> Response {
    match picker(request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// Serves a POST of the merchant's backend, once its body has arrived.
pub(crate) async fn with_receipt(request: Request, next: Next) -> Response {
    match arrived(request, MAX_RECEIPT_BODY).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn picker(request: Request) -> Result<Request, ProxyError> {
    if is_of_a_form(request.headers()) {
        return Err(ProxyError::MissingHeader);
    }
    arrived(request, MAX_BODY).await
}

fn is_of_a_form(headers: &HeaderMap) -> bool {
    headers.get(PICKER_HEADER).is_none_or(|value| value != "1")
}

async fn arrived(request: Request, limit: usize) -> Result<Request, ProxyError> {
    let (parts, body) = request.into_parts();
    let body: Bytes = match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, limit)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return Err(ProxyError::BodyTooLarge),
        Err(_) => return Err(ProxyError::RequestTimeout),
    };
    Ok(Request::from_parts(parts, Body::from(body)))
}
