use crate::support::{ORIGIN, Proxy, SEARCH, get, send};

const CHECK: &str = "/api/service-points/1/check-availability";

#[tokio::test]
async fn only_the_exact_origin_of_the_shop_is_served() {
    let proxy = Proxy::start().await;
    for origin in [
        "null",
        "*",
        "http://shop.example",
        "https://shop.example:443",
        "https://shop.example:8443",
        "https://shop.example/",
        "https://shop.example.evil.example",
        "https://evil-shop.example",
        "https://evil.example/https://shop.example",
        "https://SHOP.example",
        "https://www.shop.example",
        "HTTPS://shop.example",
        "https://shop.example https://evil.example",
        "https://shop.example\u{e9}",
        "",
    ] {
        let reply = send(proxy.address, &[&format!("GET {SEARCH} HTTP/1.1"), &format!("Origin: {origin}")], "").await;
        assert_eq!((reply.status, reply.reason()), (403, "forbidden_origin".to_owned()), "{origin}");
        assert_eq!(reply.header("access-control-allow-origin"), None);
        assert_eq!(reply.header("vary"), Some("Origin"));
    }
    let twice = [&format!("GET {SEARCH} HTTP/1.1"), "Origin: https://shop.example", "Origin: https://shop.example"];
    assert_eq!(send(proxy.address, &twice, "").await.reason(), "forbidden_origin");
    assert_eq!(proxy.calls(), 0);

    let reply = send(proxy.address, &[&format!("GET {SEARCH} HTTP/1.1"), &format!("Origin: {ORIGIN}")], "").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
    assert_eq!(reply.header("access-control-expose-headers"), Some("Date, Age, Retry-After, ETag, X-Request-Id"));
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    assert_eq!(reply.header("vary"), Some("Origin, Accept-Encoding"));
}

#[tokio::test]
async fn a_request_without_an_origin_is_served() {
    let proxy = Proxy::start().await;
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, None));
    assert_eq!(reply.header("vary"), Some("Origin, Accept-Encoding"));
}

#[tokio::test]
async fn a_shop_can_read_why_its_request_failed() {
    let proxy = Proxy::start().await;
    for target in ["/api/service-points", "/api/nothing", "/api/service-points/%31", "/api/carriers/dhl.svg"] {
        let reply = send(proxy.address, &[&format!("GET {target} HTTP/1.1"), &format!("Origin: {ORIGIN}")], "").await;
        assert!(reply.status >= 400, "{target}");
        assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN), "{target}");
    }
}

#[tokio::test]
async fn browsers_may_ask_first_but_only_for_what_there_is() {
    let proxy = Proxy::start().await;
    let preflight = async |target: &str, origin: &str| {
        let head = [
            &format!("OPTIONS {target} HTTP/1.1"),
            &format!("Origin: {origin}"),
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: x-service-point-picker",
        ];
        send(proxy.address, &head, "").await
    };
    for (target, methods) in [
        ("/api/service-points", "GET, OPTIONS"),
        ("/api/service-points/1", "GET, OPTIONS"),
        (CHECK, "POST, OPTIONS"),
        ("/api/carriers/dhl.svg", "GET, OPTIONS"),
    ] {
        let reply = preflight(target, ORIGIN).await;
        assert_eq!((reply.status, reply.body.len()), (204, 0), "{target}");
        assert_eq!(reply.header("access-control-allow-origin"), Some(ORIGIN));
        assert_eq!(reply.header("access-control-allow-methods"), Some(methods));
        assert_eq!(reply.header("access-control-allow-headers"), Some("x-service-point-picker"));
        assert_eq!(reply.header("access-control-max-age"), Some("7200"));
        assert_eq!(reply.header("access-control-allow-credentials"), None);
        assert_eq!(preflight(target, "https://evil.example").await.reason(), "forbidden_origin");
    }
    assert_eq!(preflight("/api/nothing", ORIGIN).await.reason(), "not_found");
    assert_eq!(preflight("*", ORIGIN).await.reason(), "not_found");
    assert_eq!(preflight("/healthz", ORIGIN).await.reason(), "method_not_allowed");
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn a_form_of_another_page_can_post_nothing() {
    let proxy = Proxy::start().await;
    let line = format!("POST {CHECK} HTTP/1.1");
    let form = "Content-Type: application/x-www-form-urlencoded";
    let from_elsewhere = send(proxy.address, &[&line, form, "Origin: https://evil.example"], "x=1").await;
    assert_eq!(from_elsewhere.reason(), "forbidden_origin");
    for header in [form, "X-Service-Point-Picker: 0", "X-Service-Point-Picker: 1, 1", "X-Service-Point-Picker:"] {
        let reply = send(proxy.address, &[&line, header, "Cookie: session=1"], "").await;
        assert_eq!((reply.status, reply.reason()), (403, "missing_header".to_owned()), "{header}");
    }
    assert_eq!(proxy.calls(), 0);
}
