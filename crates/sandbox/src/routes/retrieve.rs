//! `GET /api/v3/service-points/{id}`.

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::json;

use super::Origin;
use crate::answer;
use crate::point::{Moment, Point};
use crate::state::Sandbox;

/// One point, expired or not.
pub(crate) async fn retrieve(State(sandbox): State<Sandbox>, origin: Origin, Path(id): Path<String>) -> Response {
    let now = sandbox.now();
    match find(&sandbox, &id).await {
        Some(point) => answer::data(json!(point.detail(Moment { now, origin: &origin.0 }))),
        None => answer::refusal(404, Some("not_found"), answer::NOT_FOUND),
    }
}

/// The point of an id as it stands in a path; anything that is no id has no point.
pub(super) async fn find(sandbox: &Sandbox, id: &str) -> Option<Point> {
    let id = id.parse().ok()?;
    let sandbox = sandbox.clone();
    tokio::task::spawn_blocking(move || sandbox.catalogue().point(id)).await.ok()?
}
