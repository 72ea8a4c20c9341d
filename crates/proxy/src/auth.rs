//! How the proxy proves to Sendcloud and Sellercloud whom it speaks for.
//!
//! Each kind of credential that becomes a bearer token is one file with one [`TokenSource`]: [`ClientCredentials`],
//! [`RefreshToken`], [`SellercloudLogin`]. [`TokenCache`] keeps and renews what they give, whatever the kind.

mod basic;
mod cache;
mod client_credentials;
mod lifetime;
mod oauth;
mod refresh_file;
mod refresh_token;
mod sellercloud;
mod source;

use std::sync::Arc;

use http::HeaderValue;

pub use basic::Basic;
pub use cache::{Lease, TokenCache};
pub use client_credentials::ClientCredentials;
pub(crate) use oauth::known_word;
pub use oauth::{Granted, TokenEndpoint};
pub use refresh_file::{FileError, RefreshFile};
pub use refresh_token::RefreshToken;
pub use sellercloud::SellercloudLogin;
pub use source::{Grant, TokenError, TokenSource};

use crate::clock::Clock;

/// The credentials of the API.
#[derive(Debug)]
pub enum Authorizer {
    /// A key pair, sent along with every call.
    Basic(Basic),
    /// A token that is asked for and renewed.
    Bearer(TokenCache),
}

/// What one call is authorised with.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// `Authorization`, marked as sensitive.
    pub header: HeaderValue,
    /// Which token of the cache this is; tells whether it has been replaced since.
    pub(crate) generation: u64,
}

impl Authorizer {
    /// Tokens from `source`, kept and renewed.
    #[must_use]
    pub fn bearer(source: Arc<dyn TokenSource>, clock: Arc<dyn Clock>) -> Self {
        Self::Bearer(TokenCache::new(source, clock))
    }

    /// What to send with a call.
    ///
    /// # Errors
    /// When no token can be had.
    pub async fn authorization(&self) -> Result<Authorization, TokenError> {
        match self {
            Self::Basic(basic) => Ok(basic.authorization()),
            Self::Bearer(cache) => cache.current().await,
        }
    }

    /// What to send with one more call after the API has answered 401; `None` when nothing better can be had.
    ///
    /// # Errors
    /// When a new token is due and cannot be had.
    pub async fn after_refusal(&self, refused: &Authorization) -> Result<Option<Authorization>, TokenError> {
        match self {
            Self::Basic(_) => Ok(None),
            Self::Bearer(cache) => cache.after_refusal(refused).await,
        }
    }

    /// Whether calls can be authorised, as far as is known.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        match self {
            Self::Basic(_) => true,
            Self::Bearer(cache) => cache.is_ready(),
        }
    }
}
