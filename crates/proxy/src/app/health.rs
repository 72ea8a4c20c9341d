use std::sync::Arc;

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

/// It is worth sending requests here.
pub(crate) async fn ready(State(app): State<Arc<App>>) -> Response {
    match app.is_ready() {
        Ok(()) => status(StatusCode::OK, "ready"),
        Err(why) => status(StatusCode::SERVICE_UNAVAILABLE, why),
    }
}

fn status(code: StatusCode, word: &str) -> Response {
    (code, [JSON], json!({"status": word}).to_string()).into_response()
}
