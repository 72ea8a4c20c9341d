use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use ring::hmac;
use serde::Deserialize;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::private_file;

/// As long as the hash, as RFC 7518, section 3.2, asks for.
pub(super) const SHORTEST: usize = 32;
/// No name needs more.
const LONGEST_NAME: usize = 64;

/// The keys of receipts, each with its name. The first one signs, and all of them verify.
#[derive(Clone)]
pub struct ReceiptKeys {
    first: (String, hmac::Key),
    others: Vec<(String, hmac::Key)>,
}

/// Why a key file cannot be used. No key is among it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum KeyFileError {
    /// It cannot be read.
    #[error("cannot be read: {0}; `service-point-proxy receipt-key` makes a key file")]
    Unreadable(String),
    /// It is another kind of file.
    #[error(
        "the file is no JWK Set such as {{\"keys\": [{{\"kty\": \"oct\", \"kid\": \"a name\", \"k\": \"the key in base64url\"}}]}}; \
         `service-point-proxy receipt-key` makes one"
    )]
    NoKeySet,
    /// A set of none.
    #[error("the file holds no key; `service-point-proxy receipt-key` adds one")]
    Empty,
    /// A name that is missing, too long, or odd.
    #[error("key {0} of the file needs a kid of 1 to 64 letters, digits, - . _ ~")]
    Name(usize),
    /// Two keys of one name.
    #[error("two keys of the file have the kid {0:?}")]
    Twice(String),
    /// A key for something else.
    #[error("the key {0:?} is not for receipts: it needs \"kty\": \"oct\", and HS256 if it names an alg")]
    Kind(String),
    /// A key that is not in base64url.
    #[error("the key {0:?} has a k that is not base64url without = at its end")]
    Encoding(String),
    /// A key that could be guessed.
    #[error(
        "the key {0:?} has {1} bytes, and HS256 needs 32 or more; `service-point-proxy receipt-key` makes a good one"
    )]
    Short(String, usize),
}

#[derive(Deserialize)]
struct JwkSet<'a> {
    #[serde(borrow)]
    keys: Vec<Jwk<'a>>,
}

#[derive(Deserialize)]
struct Jwk<'a> {
    #[serde(default)]
    kty: Cow<'a, str>,
    #[serde(default)]
    kid: Cow<'a, str>,
    alg: Option<Cow<'a, str>>,
    /// Borrowed, so that there is no copy of it to forget.
    #[serde(borrow, default)]
    k: Cow<'a, str>,
}

impl ReceiptKeys {
    /// The keys of a file, and whether others than its owner can read it.
    ///
    /// # Errors
    /// When there is none that can be used.
    pub fn open(path: &Path) -> Result<(Self, bool), KeyFileError> {
        let unreadable = |error: std::io::Error| KeyFileError::Unreadable(error.to_string());
        let file = File::open(path).map_err(unreadable)?;
        let exposed = private_file::is_exposed(&file.metadata().map_err(unreadable)?);
        let text = Zeroizing::new(std::io::read_to_string(file).map_err(unreadable)?);
        Ok((Self::read(&text)?, exposed))
    }

    /// The keys of a JWK Set.
    ///
    /// # Errors
    /// When there is none that can be used.
    pub fn read(text: &str) -> Result<Self, KeyFileError> {
        let set: JwkSet = serde_json::from_str(text).map_err(|_| KeyFileError::NoKeySet)?;
        let mut keys: Vec<(String, hmac::Key)> = Vec::new();
        for (index, jwk) in set.keys.iter().enumerate() {
            let (kid, key) = key(index + 1, jwk)?;
            if keys.iter().any(|(known, _)| *known == kid) {
                return Err(KeyFileError::Twice(kid));
            }
            keys.push((kid, key));
        }
        let mut keys = keys.into_iter();
        let first = keys.next().ok_or(KeyFileError::Empty)?;
        Ok(Self { first, others: keys.collect() })
    }

    /// The names of the keys; the first is that of the one that signs.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.first).chain(&self.others).map(|(kid, _)| kid.as_str())
    }

    pub(super) fn signing(&self) -> (&str, &hmac::Key) {
        (&self.first.0, &self.first.1)
    }

    pub(super) fn key(&self, kid: &str) -> Option<&hmac::Key> {
        std::iter::once(&self.first).chain(&self.others).find(|(known, _)| known == kid).map(|(_, key)| key)
    }
}

fn key(number: usize, jwk: &Jwk<'_>) -> Result<(String, hmac::Key), KeyFileError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if !(1..=LONGEST_NAME).contains(&jwk.kid.len()) || !jwk.kid.bytes().all(plain) {
        return Err(KeyFileError::Name(number));
    }
    let kid = jwk.kid.clone().into_owned();
    if jwk.kty != "oct" || jwk.alg.as_ref().is_some_and(|alg| alg != "HS256") {
        return Err(KeyFileError::Kind(kid));
    }
    let Ok(bytes) = BASE64_URL_SAFE_NO_PAD.decode(jwk.k.as_bytes()).map(Zeroizing::new) else {
        return Err(KeyFileError::Encoding(kid));
    };
    if bytes.len() < SHORTEST {
        return Err(KeyFileError::Short(kid, bytes.len()));
    }
    Ok((kid, hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
}

impl fmt::Debug for ReceiptKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const K: &str = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LTAwMDE";

    fn read(keys: &str) -> Result<Vec<String>, KeyFileError> {
        let keys = ReceiptKeys::read(&format!(r#"{{"keys":[{keys}]}}"#))?;
        Ok(keys.names().map(str::to_owned).collect())
    }

    #[test]
    fn several_keys_have_names_and_the_first_one_signs() {
        let keys = format!(
            r#"{{"kty":"oct","kid":"new","k":"{K}","alg":"HS256"}},{{"kty":"oct","kid":"old","k":"{K}","use":"sig"}}"#
        );
        assert_eq!(read(&keys).unwrap(), ["new", "old"]);
        let keys = ReceiptKeys::read(&format!(r#"{{"keys":[{keys}]}}"#)).unwrap();
        assert_eq!(keys.signing().0, "new");
        assert_eq!(format!("{keys:?}"), r#"["new", "old"]"#);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_and_no_key_with_it() {
        let named = |kid: &str, k: &str| format!(r#"{{"kty":"oct","kid":"{kid}","k":"{k}"}}"#);
        for (keys, expected) in [
            (String::new(), "holds no key"),
            ("1".to_owned(), "no JWK Set such as {\"keys\": [{\"kty\""),
            (named("", K), "key 1 of the file needs a kid"),
            (named("a b", K), "key 1 of the file needs a kid"),
            (named(&"a".repeat(65), K), "key 1 of the file needs a kid"),
            (format!(r#"{{"kty":"oct","k":"{K}"}}"#), "key 1 of the file needs a kid"),
            ([named("a", K), named("a", K)].join(","), "two keys of the file have the kid \"a\""),
            (format!(r#"{{"kty":"RSA","kid":"a","k":"{K}"}}"#), "the key \"a\" is not for receipts"),
            (format!(r#"{{"kid":"a","k":"{K}"}}"#), "the key \"a\" is not for receipts"),
            (format!(r#"{{"kty":"oct","kid":"a","alg":"HS512","k":"{K}"}}"#), "the key \"a\" is not for receipts"),
            (named("a", &format!("{K}=")), "the key \"a\" has a k that is not base64url"),
            (named("a", "Y2FuYXJ5/w"), "the key \"a\" has a k that is not base64url"),
            (named("a", "Y2FuYXJ5"), "the key \"a\" has 6 bytes, and HS256 needs 32 or more"),
            (r#"{"kty":"oct","kid":"a"}"#.to_owned(), "the key \"a\" has 0 bytes"),
        ] {
            let error = read(&keys).unwrap_err().to_string();
            assert!(error.contains(expected) && !error.contains("Y2Fu"), "{keys}: {error}");
        }
        for text in ["", "[]", "null", "{}", "secret"] {
            assert_eq!(ReceiptKeys::read(text).unwrap_err(), KeyFileError::NoKeySet, "{text}");
        }
    }
}
