//! Reads a token request.

use std::fmt;

use axum::http::{HeaderMap, header};
use percent_encoding::percent_decode;

use super::{Problem, Refusal};

/// The fields of the form. They hold secrets, so they do not print.
pub(super) struct Fields(Vec<(String, String)>);

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Fields {
    /// Reads `application/x-www-form-urlencoded`; nothing else is accepted.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Result<Self, Problem> {
        let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !content_type.trim_start().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
            let hint = "Send the request as application/x-www-form-urlencoded.";
            return Err(Problem::new(Refusal::InvalidRequest, hint));
        }
        Ok(Self::decode(body))
    }

    /// Reads the pairs of a form or of a query.
    pub(super) fn decode(body: &[u8]) -> Self {
        let decode = |bytes: &[u8]| {
            let spaced: Vec<u8> = bytes.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
            percent_decode(&spaced).decode_utf8_lossy().into_owned()
        };
        let pairs = body.split(|byte| *byte == b'&').map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            (decode(&pair[..at]), decode(pair.get(at + 1..).unwrap_or_default()))
        });
        Self(pairs.collect())
    }

    /// A field that is not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let field = self.0.iter().find(|(known, value)| known == name && !value.is_empty());
        field.map(|(_, value)| value.as_str())
    }

    /// A field that must be there.
    pub(super) fn need(&self, name: &str) -> Result<&str, Problem> {
        let hint = || Problem::new(Refusal::InvalidRequest, format!("The field \"{name}\" is missing."));
        self.get(name).ok_or_else(hint)
    }
}

/// The scopes asked for, when all of them exist.
pub(super) fn scopes(asked: &str) -> Result<String, Problem> {
    const KNOWN: [&str; 4] = ["api", "offline", "offline_access", "openid"];
    match asked.split_whitespace().find(|scope| !KNOWN.contains(scope)) {
        Some(unknown) => {
            let hint = format!("There is no scope \"{unknown}\"; the only scope of the API is \"api\".");
            Err(Problem::new(Refusal::InvalidScope, hint))
        }
        None => Ok(asked.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}
