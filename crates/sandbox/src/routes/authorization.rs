//! `POST /sandbox/authorization-codes`: what a shop owner's consent in a browser would end with.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::json;

use crate::answer;
use crate::oauth::Consent;
use crate::state::Sandbox;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    client_id: String,
    redirect_uri: String,
    #[serde(default = "api")]
    scope: String,
    code_challenge: Option<String>,
}

fn api() -> String {
    "api".to_owned()
}

/// Gives an authorization code for a client, to be exchanged at the token endpoint.
pub(crate) async fn grant(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    let wish: Wish = match serde_json::from_slice(&body) {
        Ok(wish) => wish,
        Err(error) => return answer::refusal(400, Some("invalid"), format!("The body is no consent: {error}")),
    };
    let consent = Consent {
        client_id: wish.client_id,
        redirect_uri: wish.redirect_uri,
        scope: wish.scope,
        code_challenge: wish.code_challenge,
    };
    let now = sandbox.now();
    match sandbox.tokens().consent(consent, now) {
        Some(code) => Json(json!({ "code": code })).into_response(),
        None => answer::refusal(500, None, "No random numbers on this machine"),
    }
}
