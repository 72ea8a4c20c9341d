//! The compact form: header, claims and signature in base64url, with dots between them.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL;
use ring::hmac;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::json;
use thiserror::Error;

use super::{Claims, ReceiptKeys};

/// A receipt has a third of it.
const LONGEST: usize = 1024;

/// Why a text is no receipt that counts. Nothing of the text is among it.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ReceiptError {
    /// It does not have the form of one.
    #[error("this is no receipt")]
    Malformed,
    /// Its header names another algorithm than HS256, perhaps none.
    #[error("the receipt is not signed with HS256")]
    Algorithm,
    /// Its header names a key that is not among the keys.
    #[error("the receipt is signed with a key that is not in the key file")]
    UnknownKey,
    /// The signature is not that of its key: somebody has changed it, or made it up.
    #[error("the signature is wrong: the receipt was changed or made up")]
    Forged,
    /// It was good once.
    #[error("the receipt has expired")]
    Expired,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// What must be understood (RFC 7515, section 4.1.11); nothing of that kind is.
    crit: Option<IgnoredAny>,
}

impl ReceiptKeys {
    /// A receipt, signed with the first key.
    #[must_use]
    pub fn sign(&self, claims: &Claims) -> String {
        let (kid, key) = self.signing();
        let header = json!({"alg": "HS256", "kid": kid, "typ": "JWT"}).to_string();
        let signed = [BASE64URL.encode(header), BASE64URL.encode(claims.to_json())].join(".");
        let signature = BASE64URL.encode(hmac::sign(key, signed.as_bytes()));
        [signed, signature].join(".")
    }

    /// What a receipt says that counts at `now`, in seconds since 1970.
    ///
    /// # Errors
    /// When it does not count.
    pub fn verify(&self, receipt: &str, now: u64) -> Result<Claims, ReceiptError> {
        let malformed = |_| ReceiptError::Malformed;
        if receipt.len() > LONGEST {
            return Err(ReceiptError::Malformed);
        }
        let (signed, signature) = receipt.rsplit_once('.').ok_or(ReceiptError::Malformed)?;
        let (header, claims) =
            signed.split_once('.').filter(|(_, claims)| !claims.contains('.')).ok_or(ReceiptError::Malformed)?;
        let header: Header = serde_json::from_slice(&BASE64URL.decode(header).map_err(malformed)?)
            .map_err(|_| ReceiptError::Malformed)?;
        if header.alg != "HS256" {
            return Err(ReceiptError::Algorithm);
        }
        if header.crit.is_some() {
            return Err(ReceiptError::Malformed);
        }
        let key = header.kid.as_deref().and_then(|kid| self.key(kid)).ok_or(ReceiptError::UnknownKey)?;
        // The decoder refuses the second spelling that base64 has for some last letters.
        let signature = BASE64URL.decode(signature).map_err(malformed)?;
        hmac::verify(key, signed.as_bytes(), &signature).map_err(|_| ReceiptError::Forged)?;
        let claims = BASE64URL.decode(claims).ok().and_then(|claims| Claims::read(&claims));
        let claims = claims.ok_or(ReceiptError::Malformed)?;
        if now >= claims.exp {
            return Err(ReceiptError::Expired);
        }
        Ok(claims)
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
