//! From what the API answered to what the browser gets.

mod encoding;
mod errors;
mod page;

use std::time::{Duration, SystemTime};

use axum::response::Response;
use http::{HeaderMap, HeaderName, HeaderValue, header};

pub(crate) use encoding::Encoding;
pub(crate) use errors::plain;
pub(crate) use page::{Page, etag, names};

/// What the log says about a request beyond its status. It travels as an extension of the response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// The API's last status.
    pub upstream_status: Option<u16>,
    /// Calls to the API.
    pub calls: u32,
    /// What the cache had: `hit`, `stale`, `miss`, `shared` with another request, or nothing to do with it.
    pub cache: Option<&'static str>,
    /// The word of a [`ProxyError`].
    pub reason: Option<&'static str>,
}

impl Noted {
    /// Goes along with a response, which may have noted its reason already.
    pub(crate) fn of(self, mut response: Response) -> Response {
        let reason = response.extensions().get::<Self>().and_then(|noted| noted.reason).or(self.reason);
        response.extensions_mut().insert(Self { reason, ..self });
        response
    }
}

/// How long an answer asks to wait, in either form of RFC 9110, section 10.2.3.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = retry_after_header(headers)?;
    seconds(value).map(Duration::from_secs).or_else(|| {
        let until = parse_date(value)?;
        Some(until.duration_since(now).unwrap_or_default())
    })
}

/// `Retry-After` in seconds, for callers that have no calendar.
pub(crate) fn retry_after_seconds(headers: &HeaderMap) -> Option<Duration> {
    retry_after_header(headers).and_then(seconds).map(Duration::from_secs)
}

fn retry_after_header(headers: &HeaderMap) -> Option<&HeaderValue> {
    headers.get(header::RETRY_AFTER).filter(|value| seconds(value).is_some() || parse_date(value).is_some())
}

fn seconds(value: &HeaderValue) -> Option<u64> {
    let text = value.to_str().ok()?;
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn parse_date(value: &HeaderValue) -> Option<SystemTime> {
    httpdate::parse_http_date(value.to_str().ok()?).ok()
}

/// Headers of an answer that a script of another origin may read.
pub(crate) const EXPOSED: (HeaderName, HeaderValue) =
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("Date, Age, Retry-After, ETag, X-Request-Id"));

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(value: &'static str) -> Option<Duration> {
        let headers = HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from_static(value))]);
        // 1994-11-06T08:49:37Z
        retry_after(&headers, SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777))
    }

    #[test]
    fn both_forms_of_retry_after_are_read_and_nothing_else() {
        for (value, expected) in [
            ("3", Some(3)),
            ("0", Some(0)),
            ("Sun, 06 Nov 1994 08:49:40 GMT", Some(3)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
            ("-1", None),
            ("+1", None),
            ("1.5", None),
            ("", None),
            ("soon", None),
            ("99999999999999999999999", None),
        ] {
            assert_eq!(asked(value), expected.map(Duration::from_secs), "{value:?}");
        }
    }
}
