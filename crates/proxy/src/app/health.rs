use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde_json::json;

use super::App;
use crate::error::JSON;

/// The process runs.
pub(crate) async fn alive() -> Response {
    status(StatusCode::OK, "ok")
}

/// It is worth sending requests here: it is not about to end, and the credentials work as far as is known.
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Response {
    if app.draining.load(Ordering::Relaxed) {
        status(StatusCode::SERVICE_UNAVAILABLE, "draining")
    } else if !app.upstream.authorizer.is_ready() {
        status(StatusCode::SERVICE_UNAVAILABLE, "no token could be had")
    } else {
        status(StatusCode::OK, "ready")
    }
}

fn status(code: StatusCode, word: &str) -> Response {
    (code, [JSON], json!({"status": word}).to_string()).into_response()
}
