//! `POST /rest/api/token`, and who may call what needs a token.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Refusal;
use crate::config::{Credentials, Secret};
use crate::state::Sandbox;

const LIFETIME: i64 = 3600;

#[derive(Deserialize)]
struct Login {
    #[serde(rename = "Username", default)]
    username: String,
    #[serde(rename = "Password", default)]
    password: String,
}

/// A token for an hour.
pub(super) async fn token(State(sandbox): State<Sandbox>, body: Bytes) -> Result<Json<Value>, Refusal> {
    let Ok(login) = serde_json::from_slice::<Login>(&body) else {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "Send Username and Password as JSON."));
    };
    let faults = sandbox.faults().sellercloud();
    let given = Credentials { public_key: login.username, secret_key: Secret::new(login.password) };
    if faults.login_refused || !Credentials::admits(sandbox.config().sellercloud.as_ref(), &given) {
        return Err(Refusal::new(StatusCode::UNAUTHORIZED, "The user name or password is incorrect."));
    }
    let now = sandbox.now();
    let end = now.saturating_add(SignedDuration::from_secs(faults.valid_for.unwrap_or(LIFETIME)));
    let end = end.unwrap_or(Timestamp::MAX);
    let Some(access_token) = web_token(&given.public_key, end) else {
        return Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"));
    };
    {
        let mut account = sandbox.sellercloud();
        account.tokens.0.retain(|_, end| *end > now);
        account.tokens.0.insert(access_token.clone(), end);
    }
    Ok(Json(json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "username": given.public_key,
        "expires_in": faults.expires_in.unwrap_or_else(|| json!(LIFETIME as f64)),
        ".issued": now.to_string(),
        ".expires": end.to_string(),
    })))
}

/// Of the form of a JSON Web Token; nobody can check its signature, which is random.
fn web_token(username: &str, end: Timestamp) -> Option<String> {
    let mut signature = [0; 32];
    getrandom::fill(&mut signature).ok()?;
    let header = json!({ "alg": "HS256", "typ": "JWT" }).to_string();
    let claims = json!({ "unique_name": username, "exp": end.as_second() }).to_string();
    let parts = [header.as_bytes(), claims.as_bytes(), &signature];
    Some(parts.map(|part| BASE64_URL_SAFE_NO_PAD.encode(part)).join("."))
}

/// Lets in what shows a valid token of this API.
pub(super) async fn guard(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let valid = bearer(request.headers()).is_some_and(|token| {
        let now = sandbox.now();
        sandbox.sellercloud().tokens.0.get(token).is_some_and(|end| *end > now)
    });
    if valid { next.run(request).await } else { Refusal::not_valid_token().into_response() }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}
