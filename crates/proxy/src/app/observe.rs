//! What every request has in common: an id, a line in the log, the headers of every answer, and an answer even when the
//! code fails.

use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::response::{IntoResponse as _, Response};
use futures_util::FutureExt as _;
use http::{HeaderName, HeaderValue, Method, header};
use tracing::Instrument as _;

use crate::answer::Noted;
use crate::error::ProxyError;
use crate::metrics::{self, Metrics};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Where to, and how much.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observer<'a> {
    pub(super) metrics: &'a Metrics,
    /// Whether the log says what was asked for.
    pub(super) queries: bool,
}

/// Runs the request, and writes one line about it: which route, and which address, point or query only when the operator
/// has asked for that.
pub(super) async fn observe<A: Future<Output = Response>>(
    observer: &Observer<'_>,
    request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    let started = Instant::now();
    let id = format!("{:016x}", fastrand::u64(..));
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let asked = observer.queries.then(|| start_of(&request.uri().to_string()));
    let span = tracing::info_span!("request", id);
    async {
        let answered = AssertUnwindSafe(answer(request)).catch_unwind().await;
        let mut response = answered.unwrap_or_else(|_| ProxyError::Internal.into_response());
        finish(response.headers_mut(), &id);
        let noted = response.extensions().get::<Noted>().cloned().unwrap_or_default();
        let route = route.as_ref().map_or("unmatched", MatchedPath::as_str);
        let (status, time) = (response.status().as_u16(), started.elapsed());
        observer.metrics.request(metrics::Request { route, status, time, cache: noted.cache, reason: noted.reason });
        tracing::info!(
            method,
            route,
            status,
            milliseconds = u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
            upstream_status = noted.upstream_status,
            calls = noted.calls,
            cache = noted.cache,
            reason = noted.reason,
            asked,
            "answered"
        );
        response
    }
    .instrument(span)
    .await
}

fn finish(headers: &mut http::HeaderMap, id: &str) {
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(REQUEST_ID, id);
    }
}

/// As much of a target as any search has; the longest ones are somebody's attempt to fill the log.
fn start_of(target: &str) -> String {
    target.chars().take(2000).collect()
}

/// A method that anybody may invent is not worth a place in the log.
const fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[tokio::test]
    async fn code_that_fails_still_gives_an_answer() {
        let metrics = Metrics::default();
        let observer = Observer { metrics: &metrics, queries: false };
        let failing = |_: Request| async { panic!("the test's own panic") };
        let response = observe(&observer, Request::new(Body::empty()), failing).await;
        assert_eq!(response.status(), 500);
        assert_eq!(response.extensions().get::<Noted>().and_then(|noted| noted.reason), Some("internal"));
        assert_eq!(response.headers()[header::CACHE_CONTROL], "private, no-store");
    }
}
