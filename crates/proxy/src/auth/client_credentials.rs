use std::pin::Pin;

use super::{Grant, TokenEndpoint, TokenError, TokenSource};

/// The client credentials grant (RFC 6749, section 4.4): the key pair buys a token of scope `api`, the only one there is.
#[derive(Clone, Debug)]
pub struct ClientCredentials {
    /// Where.
    pub endpoint: TokenEndpoint,
}

impl TokenSource for ClientCredentials {
    fn request(&self) -> Pin<Box<dyn Future<Output = Result<Grant, TokenError>> + Send + '_>> {
        Box::pin(async {
            let granted = self.endpoint.ask(&[("grant_type", "client_credentials"), ("scope", "api")]).await?;
            Ok(granted.grant)
        })
    }
}
