//! `GET /api/server-by-team/`: where a company's API is.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::json;

use crate::routes::Origin;
use crate::state::Sandbox;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    team: String,
}

/// The endpoint, or `Success: false` with the reason; the status is 200 either way.
pub(super) async fn server(State(sandbox): State<Sandbox>, origin: Origin, Query(wanted): Query<Wanted>) -> Response {
    if wanted.team.trim().is_empty() || sandbox.faults().sellercloud().unknown_team {
        let message = format!("There is no team \"{}\".", wanted.team.trim());
        return Json(json!({ "Success": false, "Message": message })).into_response();
    }
    Json(json!({ "Success": true, "RestApiEndpoint": format!("{}/rest", origin.0) })).into_response()
}
