//! From what the API answered to what the browser gets.

mod errors;

use std::time::{Duration, SystemTime};

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::client::Incoming;
use crate::error::{JSON, ProxyError};
use crate::rewrite;

/// What the log says about a request beyond its status. It travels as an extension of the response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// The API's last status.
    pub upstream_status: Option<u16>,
    /// Calls to the API.
    pub calls: u32,
    /// The word of a [`ProxyError`].
    pub reason: Option<&'static str>,
}

/// Makes the browser's answer of the API's: status, JSON body, `Date`, `Age` and `Retry-After`, and nothing else of it.
///
/// # Errors
/// When the API's answer cannot be passed on.
pub(crate) fn answer(
    incoming: &Incoming,
    icon: impl FnMut(&str, &str) -> Option<String>,
) -> Result<Response, ProxyError> {
    let retry_after = retry_after_header(&incoming.headers);
    let body = match incoming.status {
        status if status.is_success() => {
            rewrite::rewrite(&incoming.body, icon).map_err(|_| ProxyError::UpstreamMalformed)?
        }
        status if status.is_client_error() || status.is_server_error() => match errors::write(&incoming.body) {
            Some(body) => body,
            None => return Err(ProxyError::UpstreamError { status, retry_after: retry_after.cloned() }),
        },
        status if status.is_redirection() => return Err(ProxyError::UpstreamRedirect),
        _ => return Err(ProxyError::UpstreamMalformed),
    };
    let mut response = (incoming.status, [JSON], body).into_response();
    if let Some(wait) = retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, wait.clone());
    }
    copy_date(&incoming.headers, response.headers_mut());
    Ok(response)
}

/// The browser takes `Date` + `Age` for the time of day, so both must be the API's. Without a `Date` the server sets its
/// own, and then an age would lie.
fn copy_date(from: &HeaderMap, to: &mut HeaderMap) {
    let Some(date) = from.get(header::DATE).filter(|date| parse_date(date).is_some()) else { return };
    to.insert(header::DATE, date.clone());
    if let Some(age) = from.get(header::AGE).filter(|age| seconds(age).is_some()) {
        to.insert(header::AGE, age.clone());
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
    use http::StatusCode;

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

    fn incoming(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Incoming {
        let headers =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        Incoming { status: StatusCode::from_u16(status).unwrap(), headers: headers.collect(), body: body.into() }
    }

    #[test]
    fn nothing_but_status_body_and_time_is_passed_on() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        let headers = [
            ("date", date),
            ("age", "12"),
            ("retry-after", "2"),
            ("set-cookie", "session=1"),
            ("www-authenticate", "Basic realm=\"Sendcloud\""),
            ("server", "nginx"),
        ];
        let body = r#"{"errors":[]}"#;
        let response = answer(&incoming(401, &headers, body), |_, _| None).unwrap();
        assert_eq!(response.status(), 401);
        let mut names: Vec<_> = response.headers().keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["age", "content-type", "date", "retry-after"]);
        assert_eq!(response.headers()["date"], date);
    }

    #[test]
    fn an_age_without_a_date_is_dropped() {
        for date in ["", "yesterday"] {
            let response = answer(&incoming(200, &[("date", date), ("age", "9")], "{}"), |_, _| None).unwrap();
            assert!(!response.headers().contains_key("age"));
        }
    }

    #[test]
    fn what_cannot_be_passed_on_is_named() {
        let fails = |status, body| answer(&incoming(status, &[("retry-after", "7")], body), |_, _| None).unwrap_err();
        let wait = Some(HeaderValue::from_static("7"));
        assert_eq!(fails(200, "<html>"), ProxyError::UpstreamMalformed);
        assert_eq!(fails(204, ""), ProxyError::UpstreamMalformed);
        assert_eq!(fails(302, ""), ProxyError::UpstreamRedirect);
        assert_eq!(fails(304, ""), ProxyError::UpstreamRedirect);
        let unexplained = ProxyError::UpstreamError { status: StatusCode::SERVICE_UNAVAILABLE, retry_after: wait };
        assert_eq!(fails(503, "<html>Bad gateway</html>"), unexplained);
    }
}
