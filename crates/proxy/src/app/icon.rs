use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderName, HeaderValue, header};

use super::App;
use crate::error::ProxyError;

/// An icon is a file of somebody else: opened as a page it can run nothing and load nothing, and any page may show it.
const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'"),
    ),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
];

/// `GET {base}/carriers/{code}.svg`, also when the icon is a PNG: the type is in the header.
pub(crate) async fn serve(State(app): State<Arc<App>>, Path(file): Path<String>) -> Response {
    let Some(code) = file.strip_suffix(".svg") else { return ProxyError::NotFound.into_response() };
    let Some(picture) = app.icons.get(code).await else { return ProxyError::NotFound.into_response() };
    let media_type = HeaderValue::from_static(picture.kind.media_type());
    (HEADERS, [(header::CONTENT_TYPE, media_type)], picture.bytes).into_response()
}
