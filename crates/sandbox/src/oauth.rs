//! The authorization and token endpoints, as Ory Hydra runs it for Sendcloud.

mod authorize;
mod challenge;
mod refusal;
mod request;
mod tokens;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use jiff::SignedDuration;
use serde_json::json;

use crate::auth::basic;
use crate::config::{Credentials, Secret};
use crate::state::Sandbox;
pub(crate) use authorize::authorize;
pub(crate) use refusal::{Problem, Refusal};
use request::{Fields, scopes};
use tokens::Family;
pub(crate) use tokens::{Consent, Renewal, Tokens};

/// `POST /oauth2/token`.
pub(crate) async fn token(State(sandbox): State<Sandbox>, headers: HeaderMap, body: Bytes) -> Response {
    let answer = match exchange(&sandbox, &headers, &body) {
        Ok(answer) => answer,
        Err(problem) => problem.into_response(),
    };
    let mut answer = answer;
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}

/// What a grant allows.
struct Granted {
    scope: String,
    /// The consent that it goes back to.
    family: Option<Family>,
    /// What the refresh token is to stand for, when there is to be one.
    renewal: Option<Renewal>,
}

fn exchange(sandbox: &Sandbox, headers: &HeaderMap, body: &[u8]) -> Result<Response, Problem> {
    let faults = sandbox.faults().token();
    if let Some(refusal) = faults.refuse {
        return Err(Problem::new(refusal, "Switched on by a fault."));
    }
    let fields = Fields::read(headers, body)?;
    let grant_type = fields.need("grant_type")?;
    let client_id = authenticate(sandbox, headers, &fields)?;
    let granted = match grant_type {
        "client_credentials" => {
            Granted { scope: scopes(fields.get("scope").unwrap_or("api"))?, family: None, renewal: None }
        }
        "authorization_code" => {
            let (code, redirect_uri) = (fields.need("code")?, fields.need("redirect_uri")?);
            let now = sandbox.now();
            let redeemed = sandbox.tokens().redeem(code, &client_id, redirect_uri, now);
            let hint =
                "The authorization code is unknown, used, expired, or was given for another client or redirect URL.";
            let (consent, family) = redeemed.ok_or_else(|| Problem::new(Refusal::InvalidGrant, hint))?;
            challenge::verify(consent.code_challenge.as_deref(), fields.get("code_verifier"))?;
            let scope = scopes(&consent.scope)?;
            let renewable = scope.split(' ').any(|scope| scope.starts_with("offline"));
            let renewal = renewable.then(|| Renewal { client_id, scope: scope.clone(), family });
            Granted { scope, family: Some(family), renewal }
        }
        "refresh_token" => {
            let renewed = sandbox.tokens().renew(fields.need("refresh_token")?, &client_id);
            let hint = "The refresh token is unknown, used, revoked, or was given to another client.";
            let renewal = renewed.ok_or_else(|| Problem::new(Refusal::InvalidGrant, hint))?;
            Granted { scope: renewal.scope.clone(), family: Some(renewal.family), renewal: Some(renewal) }
        }
        other => {
            let hint = format!("The grant type \"{other}\" is not supported.");
            return Err(Problem::new(Refusal::UnsupportedGrantType, hint));
        }
    };
    let expires_in = faults.expires_in.unwrap_or_else(|| i64::from(sandbox.config().token_lifetime));
    let lifetime = SignedDuration::from_secs(faults.valid_for.unwrap_or(expires_in));
    issue(sandbox, granted, expires_in, lifetime)
}

fn issue(sandbox: &Sandbox, granted: Granted, expires_in: i64, lifetime: SignedDuration) -> Result<Response, Problem> {
    let now = sandbox.now();
    let no_luck = || Problem::new(Refusal::ServerError, "No random numbers on this machine.");
    let mut tokens = sandbox.tokens();
    let access_token = tokens.issue(now, lifetime, granted.family).ok_or_else(no_luck)?;
    let mut answer = json!({
        "access_token": access_token,
        "expires_in": expires_in,
        "scope": granted.scope,
        "token_type": "bearer",
    });
    if let Some(renewal) = granted.renewal {
        answer["refresh_token"] = json!(tokens.keep(renewal).ok_or_else(no_luck)?);
    }
    Ok(Json(answer).into_response())
}

/// The client id, when its secret is right. Both come as Basic or in the form (RFC 6749, section 2.3.1).
fn authenticate(sandbox: &Sandbox, headers: &HeaderMap, fields: &Fields) -> Result<String, Problem> {
    let in_form = || {
        let secret_key = Secret::new(fields.get("client_secret")?);
        Some(Credentials { public_key: fields.get("client_id")?.to_owned(), secret_key })
    };
    let given = basic(headers).or_else(in_form);
    given
        .filter(|given| Credentials::admits(sandbox.config().credentials.as_ref(), given))
        .map(|given| given.public_key)
        .ok_or_else(|| Problem::new(Refusal::InvalidClient, "The client id or secret is missing or wrong."))
}
