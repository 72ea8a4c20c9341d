use axum::body::{Body, to_bytes};
use serde_json::json;
use service_point_proxy::admin;
use std::sync::Arc;
use tower::ServiceExt as _;

use super::orders::{hand_over, sign};
use super::selection::choose;
use crate::support::receipts::KeyFile;
use crate::support::sandbox::Sandbox;
use crate::support::{Answer, Proxy, SEARCH, get, post, send};

async fn page(proxy: &Proxy) -> String {
    let request = http::Request::get("/metrics").body(Body::empty()).unwrap();
    let response = admin(Arc::clone(&proxy.state)).oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/plain; version=0.0.4; charset=utf-8");
    String::from_utf8(to_bytes(response.into_body(), 1_000_000).await.unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn an_operator_sees_what_happens() {
    let settings = [("SPP_CACHE_FRESH", "300"), ("SPP_AUTH", "oauth2"), ("SPP_TOKEN_MODE", "1")];
    let proxy = Proxy::with(&settings, |_| {}).await;
    let found = Answer::json(200, r#"{"data":{"results":[]}}"#).with("date", "Tue, 24 Nov 2026 10:00:00 GMT");
    proxy.fake.answer("/api/v3/service-points", [Answer::json(503, "{}"), found]);
    get(proxy.address, SEARCH).await;
    get(proxy.address, SEARCH).await;
    post(proxy.address, "/api/service-points/1/check-availability").await;
    send(proxy.address, &["GET /api/service-points/1 HTTP/1.1", "Origin: https://evil.example"], "").await;
    send(proxy.address, &["GET /api/token HTTP/1.1", "Origin: https://shop.example"], "").await;
    get(proxy.address, "/%2e%2e/secret-path").await;
    let page = page(&proxy).await;
    for line in [
        r#"spp_requests_total{route="/api/service-points",status="200"} 2"#,
        r#"spp_requests_total{route="/api/service-points/{id}",status="403"} 1"#,
        r#"spp_requests_total{route="unmatched",status="404"} 1"#,
        r#"spp_request_seconds_count{route="/api/service-points"} 2"#,
        r#"spp_cache_total{result="hit"} 1"#,
        r#"spp_cache_total{result="miss"} 1"#,
        r#"spp_refused_total{reason="forbidden_origin"} 1"#,
        r#"spp_upstream_calls_total{status="200"} 2"#,
        r#"spp_upstream_calls_total{status="503"} 1"#,
        "spp_upstream_seconds_count 3",
        "spp_tokens_issued_total 1",
        r#"spp_quota_left{kind="writes"} 13"#,
        r#"spp_token_seconds{of="sendcloud"} 3598"#,
        "spp_cache_entries 1",
        "spp_ready 1",
        concat!("spp_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1"),
    ] {
        assert!(page.lines().any(|found| found == line || found.starts_with(&format!("{line}."))), "{line} in\n{page}");
    }
    assert!(!page.contains("secret-path") && !page.contains("Stadhuisplein"));
    // Every family says what it is, once.
    for kind in ["# HELP", "# TYPE"] {
        let mut families: Vec<_> = page.lines().filter(|line| line.starts_with(kind)).collect();
        let count = families.len();
        families.dedup();
        assert!(count == families.len() && count > 10);
    }
}

#[tokio::test]
async fn receipts_and_orders_are_counted_by_route() {
    let (sandbox, file) = (Sandbox::start().await, KeyFile::new());
    let proxy = sandbox.proxy(&file.settings(&[])).await;
    choose(&proxy, &json!({"id": "1000001"})).await;
    choose(&proxy, &json!({"id": "1000001", "post_number": "1"})).await;
    hand_over(&proxy, "501", &sign(None), "sellercloud").await;
    hand_over(&proxy, "501", "forged", "sellercloud").await;
    let page = page(&proxy).await;
    for line in [
        r#"spp_requests_total{route="/api/selection",status="200"} 1"#,
        r#"spp_requests_total{route="/api/selection",status="400"} 1"#,
        r#"spp_requests_total{route="/api/orders/{id}/service-point",status="200"} 1"#,
        r#"spp_refused_total{reason="invalid_post_number"} 1"#,
        r#"spp_refused_total{reason="invalid_receipt"} 1"#,
        "spp_receipts_total 1",
        r#"spp_sellercloud_calls_total{status="200"} 3"#,
        "spp_sellercloud_seconds_count 3",
    ] {
        assert!(page.lines().any(|found| found == line), "{line} in\n{page}");
    }
    assert!(!page.contains("501"));
}

#[tokio::test]
async fn shoppers_see_none_of_it() {
    let proxy = Proxy::start().await;
    for path in ["/metrics", "/api/metrics"] {
        assert_eq!(get(proxy.address, path).await.reason(), "not_found", "{path}");
    }
}
