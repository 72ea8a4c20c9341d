use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use thiserror::Error;

use super::refresh_file::FileError;
use crate::client::TransportError;
use crate::secret::Secret;

/// One kind of credential that can be turned into bearer tokens.
pub trait TokenSource: Send + Sync {
    /// Asks for a new token.
    fn request(&self) -> Pin<Box<dyn Future<Output = Result<Grant, TokenError>> + Send + '_>>;
}

/// A token, just given.
#[derive(Clone)]
pub struct Grant {
    /// The token itself; [`is_token`] holds for it.
    token: Secret,
    /// How long it is good for.
    pub lifetime: Duration,
}

impl Grant {
    /// A token that a header can hold; `None` for any other text.
    #[must_use]
    pub fn new(token: &str, lifetime: Duration) -> Option<Self> {
        is_token(token).then(|| Self { token: Secret::new(token.to_owned()), lifetime })
    }

    /// The token.
    #[must_use]
    pub const fn token(&self) -> &Secret {
        &self.token
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant").field("token", &self.token).field("lifetime", &self.lifetime).finish()
    }
}

/// `b64token` of RFC 6750, section 2.1, and not endless.
pub(super) fn is_token(text: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    (1..=8192).contains(&text.len()) && text.bytes().all(legal)
}

/// Why there is no token. Nothing of it is secret: of what a server says, only words of a standard are repeated.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TokenError {
    /// The credentials are wrong, or may not do this.
    #[error("the token endpoint refused the credentials (HTTP {status}, {error}){}", remedy(error))]
    Refused {
        /// HTTP status.
        status: u16,
        /// A word of RFC 6749, such as `invalid_client`, or what is known without one.
        error: &'static str,
    },
    /// The token endpoint has a problem of its own.
    #[error("the token endpoint answered HTTP {status}")]
    Unavailable {
        /// HTTP status.
        status: u16,
        /// How long it asks to wait.
        retry_after: Option<Duration>,
    },
    /// A successful answer without a token that can be used.
    #[error("the token endpoint gave an answer without a usable token: {0}")]
    Malformed(&'static str),
    /// No answer.
    #[error("the token endpoint gave no answer: {0}")]
    Transport(#[from] TransportError),
    /// The refresh token cannot be had.
    #[error("{0}")]
    File(#[from] FileError),
    /// Sellercloud's directory does not say where the team's API is.
    #[error("Sellercloud's directory does not say where the team's API is: {0}")]
    NoEndpoint(&'static str),
}

/// What an operator can do about a refusal.
fn remedy(error: &str) -> &'static str {
    match error {
        "invalid_client" => ". Are both keys of one integration, and is it set to OAuth2?",
        "invalid_grant" => ". The refresh token is used or revoked: run `service-point-proxy login` again",
        "invalid_scope" | "unauthorized_client" | "unsupported_grant_type" => {
            ". Is the integration allowed this kind of OAuth2? Compare SPP_AUTH with its settings"
        }
        "wrong user or password" => ". Are SELLERCLOUD_USERNAME and SELLERCLOUD_PASSWORD right?",
        _ => "",
    }
}
