use http::Method;
use serde_json::json;

use crate::support::{Answer, Proxy, SEARCH, get, post, send};

const POINT: &str =
    r#"{"data":{"id":1000001,"name":"Primera","carrier":{"code":"dhl","name":"DHL","logo_url":null,"icon_url":null}}}"#;

#[tokio::test]
async fn a_search_is_asked_anew_with_the_merchants_keys_and_nothing_of_the_client() {
    let proxy = Proxy::start().await;
    let head = [
        "GET /api/service-points?utm_source=x&limit=20&country_code=NL&carrier_code=dhl&address=C/+Sant+Pau%208%2326&carrier_code=postnl&__proto__=1 HTTP/1.1",
        "Authorization: Basic dmlzaXRvcjp2aXNpdG9y",
        "Cookie: session=visitor",
        "X-Forwarded-For: 203.0.113.7",
        "X-Forwarded-Host: evil.example",
        "Forwarded: for=203.0.113.7",
        "X-Request-Id: from-the-client",
        "User-Agent: visitor",
        "Referer: https://shop.example/checkout",
        "Accept-Language: nl",
        "If-None-Match: \"x\"",
        "Range: bytes=0-1",
        "Connection: keep-alive, X-Service-Point-Picker",
    ];
    let reply = send(proxy.address, &head, "").await;
    assert_eq!(reply.status, 200);
    let seen = proxy.fake.seen("/");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].method, Method::GET);
    assert_eq!(
        seen[0].target,
        "/api/v3/service-points?country_code=NL&carrier_code=dhl&carrier_code=postnl&address=C%2F%20Sant%20Pau%208%2326&limit=20"
    );
    let mut names: Vec<_> = seen[0].headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "authorization", "host", "user-agent"]);
    assert_eq!(seen[0].headers["authorization"], "Basic cGstY2FuYXJ5LTZjMWYwYjpzay1jYW5hcnktOWQyN2Fl");
    assert_eq!(seen[0].headers["host"], proxy.fake.address.to_string());
    assert_eq!(seen[0].headers["user-agent"], concat!("service-point-proxy/", env!("CARGO_PKG_VERSION")));
    assert_ne!(reply.header("x-request-id"), Some("from-the-client"));
}

#[tokio::test]
async fn a_point_and_its_availability_are_passed_on() {
    let proxy = Proxy::start().await;
    proxy.fake.answer("/api/v3/service-points/1000001", [Answer::json(200, POINT)]);
    proxy
        .fake
        .answer("/api/v3/service-points/1000002/check", [Answer::json(200, r#"{"data":{"is_available":false}}"#)]);
    let point = get(proxy.address, "/api/service-points/1000001").await;
    assert_eq!((point.status, point.json()), (200, serde_json::from_str(POINT).unwrap()));
    let checked = post(proxy.address, "/api/service-points/1000002/check-availability").await;
    assert_eq!((checked.status, checked.json()), (200, json!({"data": {"is_available": false}})));
    let seen = &proxy.fake.seen("/api/v3/service-points/1000002")[0];
    assert_eq!((&seen.method, seen.body.len()), (&Method::POST, 0));
    assert_eq!(seen.headers["content-length"], "0");
}

#[tokio::test]
async fn every_answer_is_private_json_of_the_apis_time() {
    let proxy = Proxy::start().await;
    let date = "Sun, 06 Nov 1994 08:49:37 GMT";
    let answer = Answer::json(200, r#"{"data":{"results":[]}}"#)
        .with("date", date)
        .with("age", "7")
        .with("set-cookie", "session=upstream")
        .with("server", "upstream")
        .with("access-control-allow-origin", "*")
        .with("cache-control", "public, max-age=600")
        .with("content-security-policy", "none");
    proxy.fake.answer("/api/v3/service-points", [answer]);
    let reply = get(proxy.address, SEARCH).await;
    let mut names: Vec<_> = reply.headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "age",
            "cache-control",
            "connection",
            "content-length",
            "content-type",
            "date",
            "etag",
            "vary",
            "x-content-type-options",
            "x-request-id"
        ]
    );
    assert_eq!(reply.headers.get_all("date").iter().collect::<Vec<_>>(), [date]);
    assert_eq!(reply.header("age"), Some("7"));
    assert_eq!(reply.header("cache-control"), Some("private, no-store"));
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.header("vary"), Some("Origin, Accept-Encoding"));
    assert_eq!(reply.header("x-request-id").unwrap().len(), 16);
}

#[tokio::test]
async fn what_the_api_would_refuse_never_reaches_it() {
    let proxy = Proxy::start().await;
    for (query, code, parameter) in [
        ("", "required", "country_code"),
        ("country_code=XX&use_integration_carriers=1", "invalid_choice", "country_code"),
        ("country_code=NL", "validation_error", "carrier_code"),
        ("country_code=NL&carrier_code=dhl&use_integration_carriers=true", "validation_error", "carrier_code"),
        ("country_code=NL&use_integration_carriers=1&limit=1e9", "invalid", "limit"),
        ("country_code=NL&use_integration_carriers=1&limit=201", "invalid", "limit"),
        ("country_code=NL&use_integration_carriers=1&address=a&radius=99", "min_value", "radius"),
        ("country_code=NL&use_integration_carriers=1&address=a&address_city=b", "validation_error", "address"),
        (
            "country_code=NL&use_integration_carriers=1&address_house_number=1",
            "validation_error",
            "address_house_number",
        ),
        ("country_code=NL&use_integration_carriers=1&latitude=91&longitude=0", "invalid", "latitude"),
        ("country_code=NL&use_integration_carriers=1&latitude=NaN&longitude=0", "invalid", "latitude"),
        ("country_code=NL&use_integration_carriers=1&ne_latitude=52", "validation_error", "ne_latitude"),
        (
            "country_code=NL&use_integration_carriers=1&ne_latitude=53&ne_longitude=6&sw_latitude=51&sw_longitude=4",
            "validation_error",
            "ne_latitude",
        ),
        ("country_code=NL&use_integration_carriers=1&general_shop_type=kiosk", "invalid_choice", "general_shop_type"),
    ] {
        let reply = get(proxy.address, &format!("/api/service-points?{query}")).await;
        let body = reply.json();
        let error = &body["errors"][0];
        assert_eq!(
            (reply.status, &error["status"], &error["code"], &error["source"]["parameter"]),
            (400, &json!("400"), &json!(code), &json!(parameter)),
            "{query}"
        );
    }
    let comma = get(proxy.address, "/api/service-points?country_code=NL&carrier_code=dhl,postnl").await;
    assert_eq!((comma.status, &comma.json()["errors"][0]["code"]), (400, &json!("validation_error")));
    for id in ["0", "-1", "abc", "1.0", "9223372036854775808", "1e3", "+1"] {
        assert_eq!(get(proxy.address, &format!("/api/service-points/{id}")).await.reason(), "not_found", "{id}");
        let check = format!("/api/service-points/{id}/check-availability");
        assert_eq!(post(proxy.address, &check).await.reason(), "not_found", "{id}");
    }
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn there_is_nothing_but_the_routes() {
    let proxy = Proxy::start().await;
    for path in [
        "/",
        "/api",
        "/api/",
        "/service-points",
        "/api/service-points/",
        "/api//service-points",
        "/api/service-points/1/",
        "/api/service-points/1/check-availability/",
        "/api/service-points/1/opening-times",
        "/api/shipments",
        "/api/parcels",
        "/api/healthz",
        "/api/carriers/",
        "/api/token",
        "/metrics",
        "/API/service-points",
    ] {
        assert_eq!(get(proxy.address, path).await.reason(), "not_found", "{path}");
    }
    for method in ["PUT", "DELETE", "PATCH", "TRACE", "POST", "PROPFIND"] {
        for path in ["/api/service-points", "/api/service-points/1", "/api/carriers/dhl.svg", "/healthz"] {
            let reply = send(proxy.address, &[&format!("{method} {path} HTTP/1.1")], "").await;
            assert_eq!((reply.status, reply.reason()), (405, "method_not_allowed".to_owned()), "{method} {path}");
            assert!(reply.header("allow").unwrap().starts_with("GET"), "{method} {path}");
        }
    }
    let check = get(proxy.address, "/api/service-points/1/check-availability").await;
    assert_eq!((check.status, check.header("allow")), (405, Some("POST,OPTIONS")));
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn a_head_is_a_get_without_its_body() {
    let proxy = Proxy::start().await;
    let reply = send(proxy.address, &[&format!("HEAD {SEARCH} HTTP/1.1")], "").await;
    assert_eq!((reply.status, reply.body.len()), (200, 0));
    assert_eq!(proxy.fake.seen("/api/v3")[0].method, Method::GET);
}

#[tokio::test]
async fn health_needs_no_api() {
    let proxy = Proxy::start().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(get(proxy.address, path).await.status, 200, "{path}");
    }
    assert_eq!(proxy.fake.seen("/").len(), 0);
}
