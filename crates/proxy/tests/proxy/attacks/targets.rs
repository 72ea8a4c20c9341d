//! Paths and parameters that mean different things to different readers.

use crate::support::{Proxy, SEARCH, exchange, get, send};

/// Asks for each path, and nothing may be there nor go upstream.
async fn nothing_at(paths: &[&str]) {
    let proxy = Proxy::start().await;
    for path in paths {
        assert_eq!(get(proxy.address, path).await.reason(), "not_found", "{path}");
    }
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn dot_segments_lead_nowhere() {
    nothing_at(&[
        "/api/../api/service-points/1",
        "/api/service-points/../service-points/1",
        "/api/service-points/1/../../parcels",
        "/../../etc/passwd",
        "/api/./service-points/1",
    ])
    .await;
}

#[tokio::test]
async fn encoded_dots_lead_nowhere() {
    nothing_at(&["/api/service-points/%2e%2e/parcels", "/%2e%2e/service-points", "/api/service-points/.%2E/parcels"])
        .await;
}

#[tokio::test]
async fn encoded_slashes_and_letters_are_not_decoded() {
    nothing_at(&[
        "/api/service-points/..%2fparcels",
        "/api/service-points%2f1",
        "/api/service-points/1%2Fcheck-availability",
        "/api/service-points/%31",
        "/%61pi/service-points/1",
        "/api/service-points/1%3Fx",
        "/api/service-points/1%00",
        "/api/service-points/1%252e",
        "/api/service-points/1\\check-availability",
    ])
    .await;
}

#[tokio::test]
async fn path_parameters_are_no_parameters() {
    nothing_at(&["/api/service-points;v=1", "/api/service-points/1;v=1", "/api;x/service-points/1"]).await;
}

#[tokio::test]
async fn an_encoded_crlf_in_a_path_writes_no_header() {
    nothing_at(&["/api/service-points/1%0d%0aX-Injected:%201", "/api/carriers/a%0d%0ab.svg"]).await;
}

#[tokio::test]
async fn the_absolute_form_names_no_other_server() {
    nothing_at(&[
        "http://127.0.0.1/api/service-points/1",
        "http://panel.sendcloud.sc/api/service-points/1",
        "https://evil.example/api/service-points/1",
        "http://user:pass@evil.example/api/service-points/1",
    ])
    .await;
    let proxy = Proxy::start().await;
    for line in ["CONNECT evil.example:443 HTTP/1.1", "CONNECT 169.254.169.254:80 HTTP/1.1", "OPTIONS * HTTP/1.1"] {
        assert!(send(proxy.address, &[line], "").await.status >= 400, "{line}");
    }
    assert_eq!(proxy.fake.seen("/").len(), 0);
}

#[tokio::test]
async fn the_host_of_a_request_changes_nothing() {
    let proxy = Proxy::start().await;
    for host in ["evil.example", "169.254.169.254", "panel.sendcloud.sc:443", ""] {
        let request = format!(
            "GET {SEARCH}%20{host} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: evil.example\r\nX-Original-URL: /parcels\r\n\
             X-Rewrite-URL: /parcels\r\nConnection: close\r\n\r\n"
        );
        let answer = exchange(proxy.address, request.as_bytes()).await;
        assert!(answer.starts_with(b"HTTP/1.1 200 "), "{host}");
        assert_eq!(proxy.fake.seen("/").last().unwrap().headers["host"], proxy.fake.address.to_string());
    }
    assert!(proxy.fake.seen("/").iter().all(|seen| seen.target.starts_with("/api/v3/service-points?country_code=NL&")));
}

#[tokio::test]
async fn of_repeated_parameters_one_goes_upstream_and_of_unknown_ones_none() {
    let proxy = Proxy::start().await;
    let query = "country_code=DE&country_code=NL&use_integration_carriers=yes&limit=10&limit=20&api_key=x&__proto__=1\
                 &Country_Code=FR&country_code[]=FR&country%5fcode=BE&utm_source=mail";
    assert_eq!(get(proxy.address, &format!("/api/service-points?{query}")).await.status, 200);
    let asked = &proxy.fake.seen("/api/v3")[0].target;
    assert_eq!(asked, "/api/v3/service-points?country_code=BE&use_integration_carriers=true&limit=20");
}

#[tokio::test]
async fn values_stay_values() {
    let proxy = Proxy::start().await;
    let scope = "country_code=NL&use_integration_carriers=yes";
    let query = format!("{scope}&address=a%0d%0aX-Injected:%201%26carrier_code%3devil%23%3f&address=%00%7f%ff");
    assert_eq!(get(proxy.address, &format!("/api/service-points?{query}")).await.status, 200);
    let seen = &proxy.fake.seen("/api/v3")[0];
    assert_eq!(
        seen.target,
        "/api/v3/service-points?country_code=NL&use_integration_carriers=true&address=%00%7F%EF%BF%BD"
    );
    let query = format!("{scope}&address=a%0d%0aX-Injected:%201%26carrier_code%3devil%23%3f");
    assert_eq!(get(proxy.address, &format!("/api/service-points?{query}")).await.status, 200);
    let seen = &proxy.fake.seen("/api/v3")[1];
    assert!(seen.target.ends_with("&address=a%0D%0AX-Injected%3A%201%26carrier_code%3Devil%23%3F"), "{}", seen.target);
    assert!(!seen.headers.contains_key("x-injected"));
    let reply = get(proxy.address, "/api/service-points?country_code=NL&carrier_code=a%0d%0ab").await;
    assert_eq!(reply.status, 400);
}

#[tokio::test]
async fn numbers_beyond_all_bounds_are_refused() {
    let proxy = Proxy::start().await;
    for value in ["limit=1e9", "limit=1000000000", "limit=-1", "limit=0x10", "latitude=1e999&longitude=0", "radius=1e9"]
    {
        let query = format!("country_code=NL&use_integration_carriers=true&{value}");
        assert_eq!(get(proxy.address, &format!("/api/service-points?{query}")).await.status, 400, "{value}");
    }
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn long_requests_are_refused_early() {
    let proxy = Proxy::start().await;
    for length in [8192, 16_384, 30_000] {
        let target = format!("{SEARCH}{}", "x".repeat(length));
        let reply = get(proxy.address, &target).await;
        assert_eq!((reply.status, reply.reason()), (414, "uri_too_long".to_owned()), "{length}");
    }
    let huge = format!("Cookie: {}", "x".repeat(40_000));
    let many: Vec<_> = (0..200).map(|number| format!("X-{number}: 1")).collect();
    let line = format!("GET {SEARCH} HTTP/1.1");
    assert_eq!(send(proxy.address, &[&line, &huge], "").await.status, 431);
    let head: Vec<_> = [line.as_str()].into_iter().chain(many.iter().map(String::as_str)).collect();
    assert_eq!(send(proxy.address, &head, "").await.status, 431);
    let check = "POST /api/service-points/1/check-availability HTTP/1.1";
    let reply = send(proxy.address, &[check, "X-Service-Point-Picker: 1"], &"x".repeat(1025)).await;
    assert_eq!((reply.status, reply.reason()), (413, "body_too_large".to_owned()));
    assert_eq!(proxy.calls(), 0);
    let reply = send(proxy.address, &[check, "X-Service-Point-Picker: 1"], "{}").await;
    assert_eq!((reply.status, proxy.fake.seen("/api/v3")[0].body.len()), (200, 0));
}
