use std::hash::{DefaultHasher, Hasher as _};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use super::encoding::Encoding;
use super::{errors, parse_date, retry_after_header, seconds};
use crate::client::Incoming;
use crate::error::{JSON, ProxyError};
use crate::rewrite;

/// What the browser gets of an answer of the API: status, JSON body, `Date`, `Age` and `Retry-After`, and nothing else.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    /// The browser takes `Date` + `Age` for the time of day, so both must be the API's. Without a `Date` the server sets
    /// its own, and then an age would lie.
    date: Option<(HeaderValue, SystemTime)>,
    /// Seconds that it was old when it came.
    age: Option<u64>,
    retry_after: Option<HeaderValue>,
    /// When it came, by the proxy's clock.
    arrived: Duration,
    encoded: [OnceLock<Option<Bytes>>; 2],
    etag: OnceLock<HeaderValue>,
}

/// As many as any answer has.
const HEADERS: usize = 12;

impl Page {
    /// Makes the browser's answer of the API's.
    ///
    /// # Errors
    /// When the API's answer cannot be passed on.
    pub(crate) fn read(
        incoming: &Incoming,
        arrived: Duration,
        icon: impl FnMut(&str, &str) -> Option<String>,
    ) -> Result<Self, ProxyError> {
        let retry_after = retry_after_header(&incoming.headers).and_then(copied);
        let status = incoming.status;
        let body = match status {
            _ if status.is_success() => {
                rewrite::rewrite(&incoming.body, icon).map_err(|_| ProxyError::UpstreamMalformed)?
            }
            _ if status.is_client_error() || status.is_server_error() => match errors::write(&incoming.body) {
                Some(body) => body,
                None => return Err(ProxyError::UpstreamError { status, retry_after }),
            },
            _ if status.is_redirection() => return Err(ProxyError::UpstreamRedirect),
            _ => return Err(ProxyError::UpstreamMalformed),
        };
        let headers = &incoming.headers;
        let date = headers.get(header::DATE).and_then(|date| Some((copied(date)?, parse_date(date)?)));
        let age = headers.get(header::AGE).and_then(seconds);
        Ok(Self { status, date, age, retry_after, arrived, ..Self::bare(body.into()) })
    }

    fn bare(body: Bytes) -> Self {
        Self {
            status: StatusCode::OK,
            body,
            date: None,
            age: None,
            retry_after: None,
            arrived: Duration::ZERO,
            encoded: [OnceLock::new(), OnceLock::new()],
            etag: OnceLock::new(),
        }
    }

    /// The same answer with another body.
    pub(crate) fn with_body(&self, body: Bytes) -> Self {
        Self {
            status: self.status,
            date: self.date.clone(),
            age: self.age,
            retry_after: self.retry_after.clone(),
            arrived: self.arrived,
            ..Self::bare(body)
        }
    }

    /// When the API made it, as far as it says.
    pub(crate) fn made(&self) -> Option<SystemTime> {
        self.date.as_ref().map(|(_, date)| *date)
    }

    /// The response to a request with these headers at an instant of the proxy's clock.
    pub(crate) fn respond(&self, request: &HeaderMap, now: Duration) -> Response {
        let mut response = if self.status == StatusCode::OK { self.whole(request) } else { self.plain() };
        let headers = response.headers_mut();
        if let Some(wait) = &self.retry_after {
            headers.insert(header::RETRY_AFTER, wait.clone());
        }
        if let Some((date, _)) = &self.date {
            headers.insert(header::DATE, date.clone());
            let kept = now.saturating_sub(self.arrived).as_secs();
            if self.age.is_some() || kept > 0 {
                headers.insert(header::AGE, HeaderValue::from(self.age.unwrap_or(0) + kept));
            }
        }
        response
    }

    fn plain(&self) -> Response {
        self.response(self.body.clone())
    }

    fn response(&self, body: Bytes) -> Response {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        // Room for all that an answer gets on its way out, which would else be made in three steps.
        let mut headers = HeaderMap::with_capacity(HEADERS);
        headers.extend([JSON]);
        *response.headers_mut() = headers;
        response
    }

    fn whole(&self, request: &HeaderMap) -> Response {
        let etag = self.etag.get_or_init(|| etag(&self.body)).clone();
        let encoding = Encoding::of(request, self.body.len());
        let mut response = if names(request, &etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else if let Some(body) = self.encoded(encoding) {
            let mut response = self.response(body);
            if let Some(name) = encoding.header() {
                response.headers_mut().insert(header::CONTENT_ENCODING, name);
            }
            response
        } else {
            self.plain()
        };
        response.headers_mut().insert(header::ETAG, etag);
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        response
    }

    fn encoded(&self, encoding: Encoding) -> Option<Bytes> {
        let place = match encoding {
            Encoding::Identity => return None,
            Encoding::Gzip => &self.encoded[0],
            Encoding::Brotli => &self.encoded[1],
        };
        place.get_or_init(|| encoding.encode(&self.body)).clone()
    }
}

/// A header's value in memory of its own: a clone would keep all that was read from the connection along with it.
fn copied(value: &HeaderValue) -> Option<HeaderValue> {
    HeaderValue::from_bytes(value.as_bytes()).ok()
}

/// Weak, since the encodings of one body share it (RFC 9110, section 8.8.1).
///
/// It tells one answer of the same query from the next, so that 64 bits are plenty, and a cryptographic hash of a list
/// would cost more than all the rest of its answer.
pub(crate) fn etag(body: &[u8]) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    HeaderValue::try_from(format!("W/\"{:016x}\"", hasher.finish())).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// Whether `If-None-Match` names it, by the weak comparison.
pub(crate) fn names(request: &HeaderMap, etag: &HeaderValue) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let own = etag.to_str().map(opaque);
    request
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .any(|line| line.split(',').any(|tag| tag.trim() == "*" || own.as_ref().is_ok_and(|own| *own == opaque(tag))))
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;
