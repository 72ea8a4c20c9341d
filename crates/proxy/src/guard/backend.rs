//! What only the merchant's backend may do: it shows a key, and it is no browser.

use std::fmt;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use ring::hmac;

use crate::app::App;
use crate::error::ProxyError;
use crate::secret::Secret;

/// Where a browser says that a request comes from (Fetch Metadata). It sends that of its own accord, and no script can set
/// it.
pub(crate) const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The key that the merchant's backend shows. Only what it takes to recognise it is kept.
#[derive(Clone)]
pub struct BackendKey {
    key: hmac::Key,
    own: hmac::Tag,
}

impl BackendKey {
    /// That is this text.
    #[must_use]
    pub fn new(key: &Secret) -> Self {
        let text = key.expose().as_bytes();
        let key = hmac::Key::new(hmac::HMAC_SHA256, text);
        let own = hmac::sign(&key, text);
        Self { key, own }
    }

    /// Whether it is shown, as `Authorization: Bearer …`. How long that takes says nothing about the key.
    fn is_shown(&self, headers: &HeaderMap) -> bool {
        let mut lines = headers.get_all(header::AUTHORIZATION).iter();
        let (Some(line), None) = (lines.next(), lines.next()) else { return false };
        let Some((scheme, shown)) = line.to_str().ok().and_then(|line| line.split_once(' ')) else { return false };
        scheme.eq_ignore_ascii_case("bearer")
            && hmac::verify(&self.key, shown.trim().as_bytes(), self.own.as_ref()).is_ok()
    }
}

impl fmt::Debug for BackendKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Serves the merchant's backend alone. Whoever is refused for the key learns nothing else.
pub(crate) async fn only(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    if headers.contains_key(header::ORIGIN) || headers.contains_key(FETCH_SITE) {
        return ProxyError::NotForPages.into_response();
    }
    let identity = app.identity();
    if !identity.orders_key.as_ref().is_some_and(|key| key.is_shown(headers)) {
        // RFC 9110, section 15.5.2, wants the scheme named.
        let scheme = [(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
        return (scheme, ProxyError::Unauthorised).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(lines: &[&'static str]) -> bool {
        let key = BackendKey::new(&Secret::new("canary-canary-canary-canary-0001".to_owned()));
        assert_eq!(format!("{key:?}"), "[redacted]");
        let lines = lines.iter().map(|line| (header::AUTHORIZATION, HeaderValue::from_static(line)));
        key.is_shown(&lines.collect())
    }

    #[test]
    fn only_the_very_key_is_the_key() {
        assert!(shown(&["Bearer canary-canary-canary-canary-0001"]));
        assert!(shown(&["bearer  canary-canary-canary-canary-0001 "]));
        for lines in [
            &[][..],
            &[""],
            &["Bearer"],
            &["Bearer "],
            &["canary-canary-canary-canary-0001"],
            &["Basic canary-canary-canary-canary-0001"],
            &["Bearer canary-canary-canary-canary-0002"],
            &["Bearer canary-canary-canary-canary-000"],
            &["Bearer canary-canary-canary-canary-00011"],
            &["Bearer Canary-canary-canary-canary-0001"],
            &["Bearer canary-canary-canary-canary-0001", "Bearer canary-canary-canary-canary-0001"],
        ] {
            assert!(!shown(lines), "{lines:?}");
        }
    }
}
