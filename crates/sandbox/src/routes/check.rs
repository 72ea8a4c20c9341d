//! `POST /api/v3/service-points/{id}/check-availability`.

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::json;

use super::retrieve::find;
use crate::answer;
use crate::state::Sandbox;

/// Whether a point takes parcels now: not when it has expired, nor when a fault says so.
pub(crate) async fn check(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    match find(&sandbox, &id).await {
        Some(point) => {
            let is_available = !point.is_expired && !sandbox.faults().is_unavailable(point.id);
            answer::data(json!({ "is_available": is_available }))
        }
        None => answer::refusal(404, Some("not_found"), answer::NOT_FOUND),
    }
}
