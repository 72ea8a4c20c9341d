use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};

use super::{Basic, Grant, TokenError, TokenSource};
use crate::client::{Client, TransportError};

/// Time for one call of the token endpoint.
const TIMEOUT: Duration = Duration::from_secs(10);
/// A token and its companions are a few hundred bytes.
const MAX_BODY: usize = 64_000;

/// The client credentials grant (RFC 6749, section 4.4): the key pair buys a token of scope `api`, the only one there is.
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    /// The token endpoint.
    pub url: Uri,
    /// The key pair.
    pub keys: Basic,
    /// How to get there.
    pub client: Client,
}

impl ClientCredentials {
    async fn grant(&self) -> Result<Grant, TokenError> {
        let mut request = Request::new(Bytes::from_static(b"grant_type=client_credentials&scope=api"));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.url.clone();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().extend([
            (header::AUTHORIZATION, self.keys.authorization().header),
            (header::CONTENT_TYPE, form),
            (header::ACCEPT, HeaderValue::from_static("application/json")),
        ]);
        match self.client.send(request, TIMEOUT, MAX_BODY).await {
            Ok(incoming) => Grant::read(&incoming),
            Err(TransportError::TooLarge) => Err(TokenError::Malformed("too large")),
            Err(error) => Err(error.into()),
        }
    }
}

impl TokenSource for ClientCredentials {
    fn request(&self) -> Pin<Box<dyn Future<Output = Result<Grant, TokenError>> + Send + '_>> {
        Box::pin(self.grant())
    }
}
