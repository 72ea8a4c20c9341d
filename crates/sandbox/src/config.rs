//! How a sandbox is set up.

use std::fmt;

use crate::clock::Clock;
use crate::quota::Limits;

/// What a sandbox starts with. The default takes any key pair and shows the machine's own time.
#[derive(Clone, Debug)]
pub struct Config {
    /// The only pair that is let in; `None` lets in every pair of two texts that are not empty.
    pub credentials: Option<Credentials>,
    /// Whether the API refuses Basic, as an integration does that was told to use OAuth2.
    pub oauth2_only: bool,
    /// Where now comes from.
    pub clock: Clock,
    /// Requests a minute; `None` for no end of them.
    pub quota: Option<Limits>,
    /// How long access tokens live, in seconds.
    pub token_lifetime: u32,
    /// Where a browser may be sent back to with a code; empty: to any web address.
    pub redirect_uris: Vec<String>,
    /// The only Sellercloud user that is let in: user name and password; `None` lets in every pair of two texts that are
    /// not empty.
    pub sellercloud: Option<Credentials>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            credentials: None,
            oauth2_only: false,
            clock: Clock::system(),
            quota: None,
            token_lifetime: 3599,
            redirect_uris: Vec::new(),
            sellercloud: None,
        }
    }
}

/// A pair of keys, or a user and a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The user name in Basic, the client id in OAuth2.
    pub public_key: String,
    /// The password in Basic, the client secret in OAuth2.
    pub secret_key: Secret,
}

/// A text that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Keeps a text from being printed.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Credentials {
    /// Whether a pair is let in by `wanted`.
    pub(crate) fn admits(wanted: Option<&Self>, given: &Self) -> bool {
        match wanted {
            Some(wanted) => wanted == given,
            None => !given.public_key.is_empty() && !given.secret_key.reveal().is_empty(),
        }
    }
}
