use std::pin::Pin;
use std::time::Duration;

use http::HeaderValue;
use serde_json::Value;
use thiserror::Error;

use crate::client::{Incoming, TransportError};

/// One kind of credential that can be turned into bearer tokens.
pub trait TokenSource: Send + Sync {
    /// Asks for a new token.
    fn request(&self) -> Pin<Box<dyn Future<Output = Result<Grant, TokenError>> + Send + '_>>;
}

/// A token, just given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// `Authorization`, marked as sensitive.
    pub header: HeaderValue,
    /// How long it is good for.
    pub lifetime: Duration,
}

/// Why there is no token. Nothing of it is secret.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TokenError {
    /// The credentials are wrong, or may not do this.
    #[error("the token endpoint refused the credentials (HTTP {status}, {error})")]
    Refused {
        /// HTTP status.
        status: u16,
        /// The word of RFC 6749, section 5.2, such as `invalid_client`.
        error: String,
    },
    /// The token endpoint has a problem of its own.
    #[error("the token endpoint answered HTTP {0}")]
    Unavailable(u16),
    /// A successful answer without a token that can be used.
    #[error("the token endpoint gave an answer without a usable token: {0}")]
    Malformed(&'static str),
    /// No answer.
    #[error("the token endpoint gave no answer: {0}")]
    Transport(#[from] TransportError),
}

/// An hour: what Sendcloud's documents give as an example, and what counts when an answer says nothing usable.
const USUAL: Duration = Duration::from_secs(3600);
/// A token said to be dead on arrival is tried all the same, and kept so long that it does not cause a call for each
/// request.
const SHORTEST: Duration = Duration::from_secs(60);
/// Longer promises are not believed.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

impl Grant {
    /// Reads the answer of an OAuth2 token endpoint (RFC 6749, sections 5.1 and 5.2). An error object counts even with
    /// status 200.
    ///
    /// # Errors
    /// When it holds no token.
    pub(crate) fn read(incoming: &Incoming) -> Result<Self, TokenError> {
        let status = incoming.status.as_u16();
        let body: Option<Value> = serde_json::from_slice(&incoming.body).ok();
        let error = body.as_ref().and_then(|body| body.get("error")).and_then(Value::as_str).map(word);
        match (status, error) {
            (429 | 500.., _) => return Err(TokenError::Unavailable(status)),
            (_, Some(error)) => return Err(TokenError::Refused { status, error }),
            (400..=499, None) => return Err(TokenError::Refused { status, error: "no reason given".to_owned() }),
            (200, None) => {}
            (_, None) => return Err(TokenError::Unavailable(status)),
        }
        let body = body.ok_or(TokenError::Malformed("no JSON"))?;
        if body.get("token_type").and_then(Value::as_str).is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err(TokenError::Malformed("its token_type is not bearer"));
        }
        let token = body.get("access_token").and_then(Value::as_str).filter(|token| is_token(token));
        let token = token.ok_or(TokenError::Malformed("no access_token, or one that no header can hold"))?;
        let mut header = HeaderValue::try_from(["Bearer ", token].concat())
            .map_err(|_| TokenError::Malformed("an access_token that no header can hold"))?;
        header.set_sensitive(true);
        Ok(Self { header, lifetime: lifetime(body.get("expires_in")) })
    }
}

/// `b64token` of RFC 6750, section 2.1, and not endless.
fn is_token(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    (1..=8192).contains(&text.len()) && text.bytes().all(legal)
}

/// An error word fit for a log: anything else in it is left out.
fn word(text: &str) -> String {
    let word: String = text.chars().filter(|c| c.is_ascii_lowercase() || *c == '_').take(40).collect();
    if word.is_empty() { "an unnamed error".to_owned() } else { word }
}

/// `expires_in` is a whole number of seconds by RFC 6749, and a fraction, a text, nothing or nonsense in the wild.
fn lifetime(expires_in: Option<&Value>) -> Duration {
    let seconds = match expires_in {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::String(text)) => text.trim().parse().ok(),
        _ => None,
    };
    match seconds {
        Some(seconds) if seconds.is_finite() => {
            let most = LONGEST.as_secs_f64();
            Duration::from_secs_f64(seconds.clamp(SHORTEST.as_secs_f64(), most))
        }
        _ => USUAL,
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
