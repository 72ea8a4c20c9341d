//! The target of a request: what anybody who reads it reads the same.

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderValue, Uri, header};

use crate::error::ProxyError;

/// The longest target that is read. The longest search with an address and 40 carriers is a third of it.
const MAX_TARGET: usize = 8192;

/// What a request is answered that is not plain. A plain one means the same to everybody who reads it: a path without
/// escapes, parameters, dot segments and another server's name, and no body in chunks.
pub(crate) fn refusal(request: &Request) -> Option<Response> {
    let uri = request.uri();
    if uri.path_and_query().is_some_and(|target| target.as_str().len() > MAX_TARGET) {
        return Some(ProxyError::UriTooLong.into_response());
    }
    if !is_literal(uri) {
        return Some(ProxyError::NotFound.into_response());
    }
    if request.headers().contains_key(header::TRANSFER_ENCODING) {
        let close = [(header::CONNECTION, HeaderValue::from_static("close"))];
        return Some((close, ProxyError::LengthRequired).into_response());
    }
    None
}

fn is_literal(uri: &Uri) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let path = uri.path();
    uri.scheme().is_none()
        && uri.authority().is_none()
        && path.bytes().all(plain)
        && path.split('/').all(|segment| segment != "." && segment != "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_paths_are_literal() {
        for good in [
            "/",
            "/service-points?address=%2e%2e/..;%2f",
            "/api/service-points/1/check-availability",
            "/carriers/a_b.svg",
        ] {
            assert!(is_literal(&good.parse().unwrap()), "{good}");
        }
        for bad in [
            "/../service-points",
            "/service-points/..",
            "/./service-points",
            "/%2e%2e/service-points",
            "/service-points%2f1",
            "/service-points/%31",
            "/service-points;a=b",
            "/service-points/1;/check-availability",
            "/service-points/1\\check-availability",
            "http://proxy.example/service-points",
            "*",
            "proxy.example:443",
        ] {
            assert!(bad.parse().is_ok_and(|uri| !is_literal(&uri)) || bad.parse::<Uri>().is_err(), "{bad}");
        }
    }
}
