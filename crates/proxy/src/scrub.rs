use std::fmt;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE};
use bytes::Bytes;
use http::HeaderValue;
use memchr::memmem::{self, Finder};

use crate::auth::Authorization;

/// Takes the merchant's secrets out of what somebody else has written: an API that repeats a request in its answer
/// would otherwise show the shopper what it was authorised with.
pub struct Scrubber(Vec<Finder<'static>>);

/// Shorter texts are in ordinary words, and no secret.
const SHORTEST: usize = 12;
const INSTEAD: &[u8] = b"[redacted]";

impl Scrubber {
    /// Knows these texts, as they are and in base64.
    #[must_use]
    pub fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut needles: Vec<String> = secrets
            .into_iter()
            .flat_map(|secret| [secret.to_owned(), BASE64_STANDARD.encode(secret), BASE64_URL_SAFE.encode(secret)])
            .flat_map(|text| {
                let bare = text.trim_end_matches('=');
                // JSON may write a slash with a backslash before it.
                [bare.to_owned(), bare.replace('/', "\\/")]
            })
            .filter(|text| text.len() >= SHORTEST)
            .collect();
        needles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        Self(needles.iter().map(|needle| Finder::new(needle).into_owned()).collect())
    }

    /// The same text without any of them, and without what the call itself was authorised with.
    pub(crate) fn clean(&self, body: Bytes, authorization: &Authorization) -> Bytes {
        let credentials = credentials(&authorization.header);
        // Most bodies are shorter than what preparing a search pays for.
        let found = credentials.is_some_and(|credentials| memmem::find(&body, credentials).is_some());
        if !found && self.0.iter().all(|finder| finder.find(&body).is_none()) {
            return body;
        }
        let credentials = credentials.map(Finder::new);
        tracing::error!("the API repeated a secret in its answer; it was taken out");
        let mut clean = body.to_vec();
        for finder in self.0.iter().chain(&credentials) {
            clean = replace(&clean, finder);
        }
        clean.into()
    }
}

/// What follows the scheme of an `Authorization` header.
fn credentials(header: &HeaderValue) -> Option<&[u8]> {
    let bytes = header.as_bytes();
    let space = memchr::memchr(b' ', bytes)?;
    Some(&bytes[space + 1..]).filter(|credentials| credentials.len() >= SHORTEST)
}

fn replace(text: &[u8], finder: &Finder<'_>) -> Vec<u8> {
    let mut clean = Vec::with_capacity(text.len());
    let mut from = 0;
    for at in finder.find_iter(text) {
        clean.extend_from_slice(&text[from..at]);
        clean.extend_from_slice(INSTEAD);
        from = at + finder.needle().len();
    }
    clean.extend_from_slice(&text[from..]);
    clean
}

impl fmt::Debug for Scrubber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Scrubber({} texts)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        let scrubber = Scrubber::new(["sk-canary/9d27ae?", "public:sk-canary", "short"]);
        let mut header = HeaderValue::from_static("Bearer ory_at_canary-51b3c8");
        header.set_sensitive(true);
        let authorization = Authorization { header, generation: 0 };
        String::from_utf8(scrubber.clean(text.to_owned().into(), &authorization).to_vec()).unwrap()
    }

    #[test]
    fn secrets_are_taken_out_however_they_are_written() {
        for text in [
            "sk-canary/9d27ae?",
            r"sk-canary\/9d27ae?",
            "c2stY2FuYXJ5LzlkMjdhZT8=",
            "c2stY2FuYXJ5LzlkMjdhZT8",
            "cHVibGljOnNrLWNhbmFyeQ",
            "ory_at_canary-51b3c8",
        ] {
            let cleaned = clean(&format!(r#"{{"a":"{text}","b":"{text}{text}"}}"#));
            assert!(!cleaned.contains(text) && cleaned.contains("[redacted]"), "{cleaned}");
        }
    }

    #[test]
    fn everything_else_keeps_its_bytes() {
        for text in ["", r#"{"data":"short, and Bearer, and public"}"#, "c2hvcnQ="] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn nothing_of_it_prints() {
        assert_eq!(format!("{:?}", Scrubber::new(["sk-canary-9d27ae"])), "Scrubber(2 texts)");
    }
}
