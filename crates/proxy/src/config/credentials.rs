use std::path::PathBuf;

use http::Uri;

use super::{Problems, Sources, upstream};
use crate::secret::Secret;

/// How the proxy proves to Sendcloud whom it speaks for.
#[derive(Clone, Debug)]
pub enum CredentialsConfig {
    /// The key pair itself.
    Basic(KeyPair),
    /// Tokens bought with the key pair.
    ClientCredentials {
        /// The key pair.
        keys: KeyPair,
        /// Where to buy them.
        token_url: Uri,
    },
    /// Tokens for a shop whose owner has agreed.
    RefreshToken {
        /// Client id and secret.
        keys: KeyPair,
        /// Where to buy them.
        token_url: Uri,
        /// Where the owner agrees.
        authorize_url: Uri,
        /// The refresh token.
        file: PathBuf,
    },
}

/// The keys of a Sendcloud integration.
#[derive(Clone, Debug)]
pub struct KeyPair {
    /// The user.
    pub public: Secret,
    /// The password.
    pub secret: Secret,
}

impl CredentialsConfig {
    /// The key pair, whatever is made of it.
    #[must_use]
    pub const fn keys(&self) -> &KeyPair {
        match self {
            Self::Basic(keys) | Self::ClientCredentials { keys, .. } | Self::RefreshToken { keys, .. } => keys,
        }
    }

    /// Where tokens are bought.
    #[must_use]
    pub const fn token_url(&self) -> Option<&Uri> {
        match self {
            Self::Basic(_) => None,
            Self::ClientCredentials { token_url, .. } | Self::RefreshToken { token_url, .. } => Some(token_url),
        }
    }

    pub(super) fn read(sources: &Sources, allow_http: bool, problems: &mut Problems) -> Option<Self> {
        let public = sources.key("SENDCLOUD_PUBLIC_KEY", problems);
        let secret = sources.key("SENDCLOUD_SECRET_KEY", problems);
        if public.as_ref().is_some_and(|key| key.expose().contains(':')) {
            problems.add(
                "SENDCLOUD_PUBLIC_KEY",
                "has a colon; is it the whole pair? The secret key is a setting of its own",
            );
        }
        let token_url = upstream::uri(sources, "SPP_TOKEN_URL", allow_http, problems);
        let authorize_url = upstream::uri(sources, "SPP_AUTHORIZE_URL", allow_http, problems);
        let auth = sources.text("SPP_AUTH")?;
        let file = sources.text("SPP_REFRESH_TOKEN_FILE").map(PathBuf::from);
        match auth {
            "basic" | "oauth2" => {}
            "refresh_token" if file.is_some() => {}
            "refresh_token" => {
                problems.add("SPP_REFRESH_TOKEN_FILE", "is missing, and SPP_AUTH=refresh_token needs it");
            }
            _ => problems.add("SPP_AUTH", "is basic, oauth2 or refresh_token"),
        }
        let keys = KeyPair { public: public?, secret: secret? };
        match auth {
            "basic" => Some(Self::Basic(keys)),
            "oauth2" => Some(Self::ClientCredentials { keys, token_url: token_url? }),
            "refresh_token" => {
                Some(Self::RefreshToken { keys, token_url: token_url?, authorize_url: authorize_url?, file: file? })
            }
            _ => None,
        }
    }
}
