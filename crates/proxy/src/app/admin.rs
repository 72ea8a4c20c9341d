//! What is for the operator's own network alone.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderValue, header};

use super::{App, health};
use crate::error::ProxyError;
use crate::metrics;

/// `/metrics`, and the health routes once more.
pub fn admin(state: Arc<App>) -> Router {
    Router::new()
        .route("/metrics", get(show))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(async || ProxyError::NotFound)
        .with_state(state)
}

async fn show(State(app): State<Arc<App>>) -> Response {
    let media_type = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, media_type)], metrics::write(&app)).into_response()
}
