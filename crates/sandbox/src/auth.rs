//! Who may ask the API.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::answer;
use crate::config::{Credentials, Secret};
use crate::state::Sandbox;

/// Lets in what shows valid keys or a valid token and stays within the quota.
pub(crate) async fn guard(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    if let Err(detail) = identify(&sandbox, request.headers()) {
        let mut refusal = answer::unauthenticated(detail);
        refusal.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"api\""));
        return refusal;
    }
    let limits = sandbox.faults().quota().or(sandbox.config().quota);
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let now = sandbox.now();
    if let Some(limits) = limits
        && let Err(seconds) = sandbox.quota().take(limits, is_read, now)
    {
        let detail = format!("Request was throttled. Expected available in {seconds} seconds.");
        let mut refusal = answer::refusal(429, None, detail);
        refusal.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        return refusal;
    }
    next.run(request).await
}

fn identify(sandbox: &Sandbox, headers: &HeaderMap) -> Result<(), &'static str> {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, credentials) = authorization
        .and_then(|value| value.trim().split_once(' '))
        .ok_or("Authentication credentials were not provided.")?;
    if scheme.eq_ignore_ascii_case("bearer") {
        let valid = sandbox.tokens().is_valid(credentials.trim(), sandbox.now());
        return if valid { Ok(()) } else { Err("The access token is invalid or has expired.") };
    }
    let pair = basic(headers).ok_or("Invalid basic header.")?;
    if !Credentials::admits(sandbox.config().credentials.as_ref(), &pair) {
        return Err("Invalid username/password.");
    }
    if sandbox.config().oauth2_only {
        return Err("This integration uses OAuth2 authentication; Basic authentication is not allowed.");
    }
    Ok(())
}

/// The pair in a Basic header (RFC 7617).
pub(crate) fn basic(headers: &HeaderMap) -> Option<Credentials> {
    let (scheme, encoded) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (public_key, secret_key) = decoded.split_once(':')?;
    Some(Credentials { public_key: public_key.to_owned(), secret_key: Secret::new(secret_key) })
}
