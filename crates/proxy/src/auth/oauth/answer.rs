use std::time::Duration;

use serde_json::Value;

use crate::answer;
use crate::auth::source::is_token;
use crate::auth::{Grant, TokenError, lifetime};
use crate::client::Incoming;
use crate::secret::Secret;

/// An hour: what Sendcloud's documents give as an example, and what counts when an answer says nothing usable.
const USUAL: Duration = Duration::from_secs(3600);
/// Longer promises are not believed.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// What a token endpoint gives.
#[derive(Clone, Debug)]
pub struct Granted {
    /// The access token.
    pub grant: Grant,
    /// What buys the next one, when the owner of the account has agreed to that.
    pub refresh_token: Option<Secret>,
}

impl Granted {
    /// Reads an answer (RFC 6749, sections 5.1 and 5.2). An error object counts even with status 200.
    pub(super) fn read(incoming: &Incoming) -> Result<Self, TokenError> {
        let status = incoming.status.as_u16();
        let body: Option<Value> = serde_json::from_slice(&incoming.body).ok();
        let error = body.as_ref().and_then(|body| body.get("error")).filter(|error| !error.is_null()).map(word);
        let unavailable =
            || TokenError::Unavailable { status, retry_after: answer::retry_after_seconds(&incoming.headers) };
        match (status, error) {
            (429 | 500.., _) => return Err(unavailable()),
            (_, Some("temporarily_unavailable" | "server_error")) => return Err(unavailable()),
            (_, Some(error)) => return Err(TokenError::Refused { status, error }),
            (400..=499, None) => return Err(TokenError::Refused { status, error: "no reason given" }),
            (200, None) => {}
            (_, None) => return Err(unavailable()),
        }
        let body = body.ok_or(TokenError::Malformed("no JSON"))?;
        if body.get("token_type").and_then(Value::as_str).is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(TokenError::Malformed("its token_type is not bearer"));
        }
        let lifetime = lifetime::lifetime(body.get("expires_in"), USUAL, LONGEST);
        let text = |key: &str| body.get(key).and_then(Value::as_str);
        let grant = text("access_token").and_then(|token| Grant::new(token, lifetime));
        let grant = grant.ok_or(TokenError::Malformed("no access_token, or one that no header can hold"))?;
        let refresh_token = text("refresh_token").filter(|token| is_token(token));
        Ok(Self { grant, refresh_token: refresh_token.map(|token| Secret::new(token.to_owned())) })
    }
}

/// The words of RFC 6749 (sections 4.1.2.1 and 5.2), RFC 6750 (section 3.1), and those that Ory Hydra adds. A server
/// may repeat a secret in any other word, so none is repeated here.
const WORDS: [&str; 16] = [
    "access_denied",
    "consent_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "invalid_state",
    "invalid_token",
    "login_required",
    "request_unauthorized",
    "server_error",
    "temporarily_unavailable",
    "token_inactive",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
];

fn word(error: &Value) -> &'static str {
    known_word(error.as_str().unwrap_or_default())
}

/// One of the known words, or that there was another.
pub(crate) fn known_word(word: &str) -> &'static str {
    WORDS.into_iter().find(|known| *known == word).unwrap_or("an unknown error")
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
