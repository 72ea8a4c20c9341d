use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
use service_points::{ErrorObject, QueryError, Source};
use std::time::Duration;
use thiserror::Error;

use crate::answer::Noted;
use crate::guard::NotAllowed;
use crate::hand_off::BodyError;
use crate::sellercloud::OrderError;

/// What the proxy itself answers when it has nothing of the API to pass on.
///
/// The body has the API's shape. Its `code` is null, and `meta.reason` holds the word of [`ProxyError::reason`]; only a
/// query that the API would refuse gets the API's own code, since it is the API's own answer.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ProxyError {
    /// No such path.
    #[error("There is nothing at this path")]
    NotFound,
    /// A path that exists, but not with this method.
    #[error("This path does not know this method")]
    MethodNotAllowed,
    /// Longer than the proxy reads.
    #[error("The address of the request is longer than 8 KB")]
    UriTooLong,
    /// A page that the merchant has not allowed.
    #[error("Pages of this origin may not use this endpoint; the operator lists those that may in SPP_ALLOWED_ORIGINS")]
    ForbiddenOrigin,
    /// A page, where only the merchant's backend may ask.
    #[error("This path is for the shop's backend, and not for pages")]
    NotForPages,
    /// Somebody without the key of the merchant's backend.
    #[error("Unauthorised")]
    Unauthorised,
    /// A POST that a plain form could have sent.
    #[error("A POST needs the header X-Service-Point-Picker: 1")]
    MissingHeader,
    /// A body in chunks, which is how requests are smuggled past a server in front.
    #[error("A request says how long its body is; it does not come in chunks")]
    LengthRequired,
    /// A POST with more of a body than there is any use for.
    #[error("The body of the request is larger than anything that is of use here")]
    BodyTooLarge,
    /// A body that does not arrive.
    #[error("The request did not arrive in time")]
    RequestTimeout,
    /// A client that asks too often.
    #[error("Too many requests from this address; wait a little")]
    RateLimited(Duration),
    /// More than the API lets be asked of it.
    #[error("The shop has used up its share of the service points API for now; wait a little")]
    QuotaUsed(Duration),
    /// A search that the API refuses.
    #[error("{}", .0.detail)]
    Query(QueryError),
    /// A search that the merchant does not want.
    #[error("{0}")]
    NotAllowed(#[from] NotAllowed),
    /// A body that cannot be used.
    #[error("{0}")]
    Body(#[from] BodyError),
    /// An order that was not written.
    #[error("{0}")]
    Order(#[from] OrderError),
    /// The API did not answer in time.
    #[error("The service points API did not answer in time")]
    UpstreamTimeout,
    /// No connection to the API, or one that broke off.
    #[error("The service points API cannot be reached")]
    UpstreamUnreachable,
    /// Not the API's answer, though a successful one.
    #[error("The service points API gave an answer that cannot be read")]
    UpstreamMalformed,
    /// Redirects would carry the credentials elsewhere, and are never followed.
    #[error("The service points API redirected the request, which is not followed")]
    UpstreamRedirect,
    /// An error of the API, or of something before it, that does not say more than its status.
    #[error("The service points API answered {status} and did not say why")]
    UpstreamError {
        /// HTTP status, 400 to 599.
        status: StatusCode,
        /// `Retry-After`, when there was one.
        retry_after: Option<HeaderValue>,
    },
    /// The token endpoint refuses the merchant's credentials.
    #[error("The merchant's credentials were refused")]
    CredentialsRefused,
    /// A fault of the proxy.
    #[error("The proxy failed at this request")]
    Internal,
}

impl ProxyError {
    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::ForbiddenOrigin | Self::NotForPages | Self::MissingHeader | Self::CredentialsRefused => {
                StatusCode::FORBIDDEN
            }
            Self::Unauthorised => StatusCode::UNAUTHORIZED,
            Self::Order(error) => error.status(),
            Self::LengthRequired => StatusCode::LENGTH_REQUIRED,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::RateLimited(_) | Self::QuotaUsed(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Query(_) | Self::NotAllowed(_) | Self::Body(_) => StatusCode::BAD_REQUEST,
            Self::UpstreamTimeout => StatusCode::GATEWAY_TIMEOUT,
            Self::UpstreamUnreachable | Self::UpstreamMalformed | Self::UpstreamRedirect => StatusCode::BAD_GATEWAY,
            Self::UpstreamError { status, .. } => *status,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable word in `meta.reason` and in the log. A refused query has none in its body, since it is answered as
    /// the API would.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::UriTooLong => "uri_too_long",
            Self::ForbiddenOrigin => "forbidden_origin",
            Self::NotForPages => "not_for_pages",
            Self::Unauthorised => "unauthorised",
            Self::MissingHeader => "missing_header",
            Self::LengthRequired => "length_required",
            Self::BodyTooLarge => "body_too_large",
            Self::RequestTimeout => "request_timeout",
            Self::RateLimited(_) => "rate_limited",
            Self::QuotaUsed(_) => "upstream_quota",
            Self::Query(_) => "invalid_query",
            Self::NotAllowed(not_allowed) => not_allowed.reason(),
            Self::Body(error) => error.reason(),
            Self::Order(error) => error.reason(),
            Self::UpstreamTimeout => "upstream_timeout",
            Self::UpstreamUnreachable => "upstream_unreachable",
            Self::UpstreamMalformed | Self::UpstreamError { .. } => "upstream_malformed",
            Self::UpstreamRedirect => "upstream_redirect",
            Self::CredentialsRefused => "credentials_refused",
            Self::Internal => "internal",
        }
    }

    /// Whether the API could not do better just now; what it has said before is then better than nothing.
    pub(crate) fn is_outage(&self) -> bool {
        match self {
            Self::UpstreamTimeout
            | Self::UpstreamUnreachable
            | Self::UpstreamMalformed
            | Self::UpstreamRedirect
            | Self::QuotaUsed(_) => true,
            Self::UpstreamError { status, .. } => status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS,
            _ => false,
        }
    }

    fn body(&self) -> Value {
        if let Self::Query(error) = self {
            return json!({"errors": [refused_query(error.clone().into())]});
        }
        let mut error = json!({
            "status": self.status().as_str(),
            "code": null,
            "detail": self.to_string(),
            "meta": {"reason": self.reason()},
        });
        match self {
            Self::NotAllowed(not_allowed) => error["source"] = json!({"parameter": not_allowed.parameter()}),
            Self::Body(body) => error["source"] = json!({"pointer": body.pointer()}),
            _ => {}
        }
        json!({"errors": [error]})
    }
}

fn refused_query(error: ErrorObject) -> Value {
    let mut object = json!({"status": error.status, "code": error.code, "detail": error.detail});
    match error.source {
        Some(Source::Parameter(name)) => object["source"] = json!({"parameter": name}),
        Some(Source::Pointer(pointer)) => object["source"] = json!({"pointer": pointer}),
        Some(Source::Header(name)) => object["source"] = json!({"header": name}),
        None => {}
    }
    object
}

impl IntoResponse for ProxyError {
    fn into_response(self) -> Response {
        let noted = Noted { reason: Some(self.reason()), ..Noted::default() };
        let body = (self.status(), [JSON], self.body().to_string());
        let mut response = body.into_response();
        let retry_after = match self {
            Self::UpstreamError { retry_after, .. } => retry_after,
            Self::RateLimited(wait) | Self::QuotaUsed(wait) => Some(whole_seconds(wait)),
            Self::Order(error) => error.retry_after().map(whole_seconds),
            _ => None,
        };
        if let Some(wait) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        response.extensions_mut().insert(noted);
        response
    }
}

/// Rounded up: whoever comes back then is served.
fn whole_seconds(wait: Duration) -> HeaderValue {
    HeaderValue::from(wait.as_secs() + u64::from(wait.subsec_nanos() > 0))
}

/// The type of every answer but icons.
pub(crate) const JSON: (HeaderName, HeaderValue) = (header::CONTENT_TYPE, HeaderValue::from_static("application/json"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_errors_have_no_code_and_a_reason() {
        assert_eq!(
            ProxyError::UpstreamTimeout.body(),
            json!({"errors": [{
                "status": "504",
                "code": null,
                "detail": "The service points API did not answer in time",
                "meta": {"reason": "upstream_timeout"},
            }]})
        );
    }

    #[test]
    fn a_refused_query_is_answered_as_the_api_would() {
        let error = service_points::Search::parse("").unwrap_err();
        assert_eq!(
            ProxyError::Query(error).body(),
            json!({"errors": [{
                "status": "400",
                "code": "required",
                "detail": "Field required",
                "source": {"parameter": "country_code"},
            }]})
        );
    }
}
