//! The picker's own files, for any page of the world: there is nothing of a shop in them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::App;
use crate::answer::{Encoding, names};
use crate::error::ProxyError;

/// Below the base path.
pub(super) const ROUTE: &str = "/service-point-picker/{*file}";

/// A module script and what it fetches are loaded with CORS whenever the shop is another origin, and by shops that
/// isolate themselves (`Cross-Origin-Embedder-Policy`) only with the second.
const ANYWHERE: [(HeaderName, HeaderValue); 2] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
];
/// A year, which is for ever.
const VERSIONED: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Kept, and asked for again each time with the `ETag`.
const REVALIDATED: HeaderValue = HeaderValue::from_static("public, no-cache");

/// `GET {base}/service-point-picker/{file}`
pub(super) async fn serve(State(app): State<Arc<App>>, Path(path): Path<String>, request: HeaderMap) -> Response {
    let files = app.files.current();
    let Some(file) = files.get(&path) else { return ProxyError::NotFound.into_response() };
    let mut response = if names(&request, &file.etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (encoding, content) = file.content(Encoding::of(&request, file.length()));
        let media_type = (header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
        let mut response = ([media_type], Body::from(content.clone())).into_response();
        response.headers_mut().extend(encoding.header().map(|name| (header::CONTENT_ENCODING, name)));
        response
    };
    let headers = response.headers_mut();
    headers.extend(ANYWHERE);
    headers.insert(header::CACHE_CONTROL, if file.versioned { VERSIONED } else { REVALIDATED });
    headers.insert(header::ETAG, file.etag.clone());
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}
