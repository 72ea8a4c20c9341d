use http::HeaderName;

use super::*;

const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

fn incoming(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Incoming {
    let headers = headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
    Incoming { status: StatusCode::from_u16(status).unwrap(), headers: headers.collect(), body: body.to_owned().into() }
}

fn page(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Result<Page, ProxyError> {
    Page::read(&incoming(status, headers, body), Duration::from_secs(100), |_, _| None)
}

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[test]
fn nothing_but_status_body_and_time_is_passed_on() {
    let headers = [
        ("date", DATE),
        ("age", "12"),
        ("retry-after", "2"),
        ("set-cookie", "session=1"),
        ("www-authenticate", "Basic realm=\"Sendcloud\""),
        ("server", "nginx"),
    ];
    let response = page(401, &headers, r#"{"errors":[]}"#).unwrap().respond(&HeaderMap::new(), at(100));
    assert_eq!(response.status(), 401);
    let mut names: Vec<_> = response.headers().keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["age", "content-type", "date", "retry-after"]);
    assert_eq!(response.headers()["date"], DATE);
}

#[test]
fn an_age_grows_with_what_is_kept_and_means_nothing_without_a_date() {
    let age = |headers: &[(&'static str, &'static str)], now| {
        let response = page(200, headers, "{}").unwrap().respond(&HeaderMap::new(), at(now));
        response.headers().get("age").map(|age| age.to_str().unwrap().to_owned())
    };
    assert_eq!(age(&[("date", DATE)], 100), None);
    assert_eq!(age(&[("date", DATE)], 130).as_deref(), Some("30"));
    assert_eq!(age(&[("date", DATE), ("age", "9")], 130).as_deref(), Some("39"));
    for date in ["", "yesterday"] {
        assert_eq!(age(&[("date", date), ("age", "9")], 130), None);
    }
}

#[test]
fn what_cannot_be_passed_on_is_named() {
    let fails = |status, body| page(status, &[("retry-after", "7")], body).unwrap_err();
    let wait = Some(HeaderValue::from_static("7"));
    assert_eq!(fails(200, "<html>"), ProxyError::UpstreamMalformed);
    assert_eq!(fails(204, ""), ProxyError::UpstreamMalformed);
    assert_eq!(fails(302, ""), ProxyError::UpstreamRedirect);
    assert_eq!(fails(304, ""), ProxyError::UpstreamRedirect);
    let unexplained = ProxyError::UpstreamError { status: StatusCode::SERVICE_UNAVAILABLE, retry_after: wait };
    assert_eq!(fails(503, "<html>Bad gateway</html>"), unexplained);
}

#[test]
fn a_body_is_written_as_the_client_likes_it_and_not_at_all_when_it_has_it() {
    let page = page(200, &[("date", DATE)], &format!(r#"{{"data":"{}"}}"#, "x".repeat(5000))).unwrap();
    let with = |name: &'static str, value: &str| {
        let headers = HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::try_from(value).unwrap())]);
        page.respond(&headers, at(100))
    };
    let plain = page.respond(&HeaderMap::new(), at(100));
    let etag = plain.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(plain.headers().get("content-encoding"), None);
    assert_eq!(plain.headers()["vary"], "Accept-Encoding");
    for name in ["br", "gzip"] {
        let encoded = with("accept-encoding", name);
        assert_eq!(encoded.headers()["content-encoding"], name);
        assert_eq!(encoded.headers()["etag"], etag);
    }
    for tags in [etag.clone(), format!("\"other\", {etag}"), etag.replace("W/", ""), "*".to_owned()] {
        let response = with("if-none-match", &tags);
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED, "{tags}");
        assert_eq!(response.headers()["etag"], etag);
        assert_eq!(response.headers()["date"], DATE);
    }
    assert_eq!(with("if-none-match", "W/\"other\"").status(), 200);
    let other = page.with_body("{}".into());
    assert_ne!(other.respond(&HeaderMap::new(), at(100)).headers()["etag"], etag);
}
