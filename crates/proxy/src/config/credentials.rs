use http::Uri;

use super::{Problems, Sources, upstream};
use crate::secret::Secret;

/// How the proxy proves whom it speaks for.
#[derive(Clone, Debug)]
pub enum CredentialsConfig {
    /// The key pair itself.
    Basic(KeyPair),
    /// Tokens bought with the key pair.
    OAuth2 {
        /// The key pair.
        keys: KeyPair,
        /// Where to buy them.
        token_url: Uri,
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
            Self::Basic(keys) | Self::OAuth2 { keys, .. } => keys,
        }
    }

    pub(super) fn read(sources: &Sources, allow_http: bool, problems: &mut Problems) -> Option<Self> {
        let public = key(sources, "SENDCLOUD_PUBLIC_KEY", "SENDCLOUD_PUBLIC_KEY_FILE", problems);
        let secret = key(sources, "SENDCLOUD_SECRET_KEY", "SENDCLOUD_SECRET_KEY_FILE", problems);
        if public.as_ref().is_some_and(|key| key.expose().contains(':')) {
            problems.add(
                "SENDCLOUD_PUBLIC_KEY",
                "has a colon; is it the whole pair? The secret key is a setting of its own",
            );
        }
        let token_url = upstream::url(sources, "SPP_TOKEN_URL", allow_http, problems);
        let token_url = token_url.and_then(|url| Uri::try_from(url.as_str()).ok());
        let auth = sources.text("SPP_AUTH")?;
        if !matches!(auth, "basic" | "oauth2") {
            problems.add("SPP_AUTH", "is basic or oauth2");
        }
        let keys = KeyPair { public: public?, secret: secret? };
        match auth {
            "basic" => Some(Self::Basic(keys)),
            "oauth2" => Some(Self::OAuth2 { keys, token_url: token_url? }),
            _ => None,
        }
    }
}

fn key(sources: &Sources, variable: &str, file_variable: &str, problems: &mut Problems) -> Option<Secret> {
    let text = match (sources.text(variable), sources.text(file_variable)) {
        (Some(_), Some(_)) => {
            problems.add(variable, format!("is given, and {file_variable} too; give one of them"));
            return None;
        }
        (None, None) => {
            problems.add(variable, format!("is missing; give it, or {file_variable}"));
            return None;
        }
        (Some(text), None) => text.to_owned(),
        (None, Some(path)) => match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                problems.add(file_variable, format!("cannot read {path:?}: {error}"));
                return None;
            }
        },
    };
    let secret = Secret::new(text);
    let key = secret.expose().trim();
    if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        problems.add(variable, "is empty, or holds more than one word");
        return None;
    }
    Some(Secret::new(key.to_owned()))
}
