//! Which pages may call (the CORS protocol of the Fetch standard). A browser keeps an answer from a page without these
//! headers, but sends the request all the same: so a page that is not listed gets no answer at all.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::body::PICKER_HEADER;
use crate::answer::EXPOSED;
use crate::app::App;
use crate::error::ProxyError;

/// Serves requests without an origin, and those of an allowed one.
pub(crate) async fn enforce<A: Future<Output = Response>>(
    app: &App,
    request: Request,
    answer: impl FnOnce(Request) -> A,
) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let mut response = match &origin {
        None => answer(request).await,
        Some(origin) if is_allowed(app, request.headers(), origin) => {
            let mut response = answer(request).await;
            response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            response.headers_mut().extend([EXPOSED]);
            response
        }
        Some(origin) => {
            let shown: String = String::from_utf8_lossy(origin.as_bytes()).chars().take(200).collect();
            tracing::warn!(origin = shown, "a page that is not in SPP_ALLOWED_ORIGINS asked");
            ProxyError::ForbiddenOrigin.into_response()
        }
    };
    let vary = match response.headers().get(header::VARY) {
        Some(_) => HeaderValue::from_static("Origin, Accept-Encoding"),
        None => HeaderValue::from_static("Origin"),
    };
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn is_allowed(app: &App, headers: &HeaderMap, origin: &HeaderValue) -> bool {
    headers.get_all(header::ORIGIN).iter().count() == 1 && app.origins.allow(origin.as_bytes())
}

/// Answers what a browser asks before it lets a page read with headers of its own.
pub(crate) async fn preflight_get() -> Response {
    preflight("GET, OPTIONS", HeaderValue::from_name(PICKER_HEADER))
}

/// Answers what a browser asks before it lets a page POST with headers of its own.
pub(crate) async fn preflight_post() -> Response {
    preflight("POST, OPTIONS", HeaderValue::from_name(PICKER_HEADER))
}

/// The same where the POST has a body, whose type a page may name.
pub(crate) async fn preflight_post_json() -> Response {
    preflight("POST, OPTIONS", HeaderValue::from_static("x-service-point-picker, content-type"))
}

fn preflight(methods: &'static str, headers: HeaderValue) -> Response {
    let headers = [
        (header::ALLOW, HeaderValue::from_static(methods)),
        (header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static(methods)),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, headers),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200")),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}
