//! A token endpoint of OAuth2 (RFC 6749, section 3.2), as Sendcloud has one.

mod answer;

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use url::form_urlencoded;
use zeroize::Zeroizing;

pub use answer::Granted;
pub(crate) use answer::known_word;

use super::{Basic, TokenError};
use crate::client::{Client, TransportError};

/// Time for one call of a token endpoint.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);
/// A token and its companions are a few hundred bytes.
pub(super) const MAX_BODY: usize = 64_000;

/// Where tokens are bought, and by whom.
#[derive(Clone, Debug)]
pub struct TokenEndpoint {
    /// Its URL.
    pub url: Uri,
    /// Client id and secret; for Sendcloud these are the key pair.
    pub keys: Basic,
    /// How to get there.
    pub client: Client,
}

impl TokenEndpoint {
    /// Asks for a token with the fields of a grant.
    ///
    /// # Errors
    /// When there is none.
    pub async fn ask(&self, fields: &[(&str, &str)]) -> Result<Granted, TokenError> {
        let form = Zeroizing::new(form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish());
        let mut request = Request::new(Bytes::copy_from_slice(form.as_bytes()));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.url.clone();
        request.headers_mut().extend([
            (header::AUTHORIZATION, self.keys.authorization().header),
            (header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded")),
            (header::ACCEPT, HeaderValue::from_static("application/json")),
        ]);
        match self.client.send(request, TIMEOUT, MAX_BODY).await {
            Ok(incoming) => Granted::read(&incoming),
            Err(TransportError::TooLarge) => Err(TokenError::Malformed("too large")),
            Err(error) => Err(error.into()),
        }
    }
}
