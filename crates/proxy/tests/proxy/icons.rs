use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use crate::support::{Answer, Proxy, SEARCH, get};

const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00";

/// Makes the API name an icon for each carrier, and searches.
async fn learn(proxy: &Proxy, carriers: &[(&str, &str)]) -> Vec<serde_json::Value> {
    let results: Vec<_> = carriers
        .iter()
        .map(|(code, url)| json!({"carrier": {"code": code, "name": code, "logo_url": url, "icon_url": url}}))
        .collect();
    let body = json!({"data": {"results": results}}).to_string();
    proxy.fake.answer("/api/v3/service-points", [Answer::json(200, &body)]);
    let reply = get(proxy.address, SEARCH).await.json();
    reply["data"]["results"].as_array().unwrap().iter().map(|point| point["carrier"].clone()).collect()
}

fn file(kind: &str, bytes: impl Into<Bytes>) -> Answer {
    Answer::Whole(200, vec![("content-type", kind.to_owned()), ("set-cookie", "a=b".to_owned())], bytes.into())
}

#[tokio::test]
async fn an_icon_is_fetched_once_and_can_do_nothing() {
    let proxy = Proxy::start().await;
    assert_eq!(get(proxy.address, "/api/carriers/dhl.svg").await.reason(), "not_found");
    let carriers = learn(&proxy, &[("dhl", &format!("http://{}/icons/dhl", proxy.fake.address))]).await;
    assert_eq!(carriers, [json!({"code": "dhl", "name": "dhl", "logo_url": null, "icon_url": "carriers/dhl.svg"})]);
    proxy.fake.answer("/icons/dhl", [file("text/html", SVG)]);
    for _ in 0..3 {
        let icon = get(proxy.address, "/api/carriers/dhl.svg").await;
        assert_eq!((icon.status, icon.body.as_slice()), (200, SVG.as_bytes()));
        assert_eq!(icon.header("content-type"), Some("image/svg+xml"));
        assert_eq!(icon.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(
            icon.header("content-security-policy"),
            Some("sandbox; default-src 'none'; style-src 'unsafe-inline'")
        );
        assert_eq!(icon.header("cross-origin-resource-policy"), Some("cross-origin"));
        assert_eq!(icon.header("cache-control"), Some("public, max-age=86400"));
        assert_eq!(icon.header("set-cookie"), None);
    }
    let seen = proxy.fake.seen("/icons/dhl");
    assert_eq!(seen.len(), 1);
    assert!(!seen[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_png_is_served_as_one() {
    let proxy = Proxy::start().await;
    learn(&proxy, &[("ups", &format!("http://{}/icons/ups.png", proxy.fake.address))]).await;
    proxy.fake.answer("/icons/ups", [file("image/svg+xml", PNG)]);
    let icon = get(proxy.address, "/api/carriers/ups.svg").await;
    assert_eq!((icon.header("content-type"), icon.body.as_slice()), (Some("image/png"), PNG));
}

#[tokio::test]
async fn icons_of_elsewhere_are_not_named() {
    let proxy = Proxy::start().await;
    let local = format!("http://{}/icons/x", proxy.fake.address);
    let carriers = learn(
        &proxy,
        &[
            ("a", "https://evil.example/x.svg"),
            ("b", "javascript:alert(1)"),
            ("c", "data:image/svg+xml,<svg/>"),
            ("d", "http://169.254.169.254/latest"),
            ("e", "http://127.0.0.1:1/x"),
            ("UPS", &local),
            ("../x", &local),
            ("a/b", &local),
            ("", &local),
            (&"x".repeat(65), &local),
        ],
    )
    .await;
    assert_eq!(carriers.len(), 10);
    for carrier in carriers {
        assert!(carrier["icon_url"].is_null() && carrier["logo_url"].is_null(), "{carrier}");
    }
}

#[tokio::test]
async fn what_is_no_icon_is_not_served_and_not_asked_for_again_at_once() {
    let proxy = Proxy::start().await;
    for answer in [
        file("image/svg+xml", "<html><body>gone</body></html>"),
        file("image/svg+xml", vec![b' '; 32_001]),
        Answer::Endless,
        Answer::json(404, "{}"),
        Answer::Whole(302, vec![("location", "/icons/good".to_owned())], Bytes::new()),
        Answer::BrokenOff,
    ] {
        learn(&proxy, &[("gls", &format!("http://{}/icons/gls", proxy.fake.address))]).await;
        proxy.fake.answer("/icons", [answer.clone()]);
        let before = proxy.fake.seen("/icons").len();
        for _ in 0..2 {
            assert_eq!(get(proxy.address, "/api/carriers/gls.svg").await.reason(), "not_found", "{answer:?}");
        }
        assert_eq!(proxy.fake.seen("/icons").len(), before + 1, "{answer:?}");
        proxy.clock.advance(Duration::from_secs(60));
    }
    proxy.fake.answer("/icons", [file("image/svg+xml", SVG)]);
    assert_eq!(get(proxy.address, "/api/carriers/gls.svg").await.status, 200);
}

#[tokio::test]
async fn a_new_place_of_an_icon_counts() {
    let proxy = Proxy::start().await;
    proxy.fake.answer("/icons/old", [file("image/svg+xml", SVG)]);
    proxy.fake.answer("/icons/new", [file("image/png", PNG)]);
    for (place, kind) in [("old", "image/svg+xml"), ("new", "image/png")] {
        learn(&proxy, &[("dpd", &format!("http://{}/icons/{place}", proxy.fake.address))]).await;
        assert_eq!(get(proxy.address, "/api/carriers/dpd.svg").await.header("content-type"), Some(kind));
    }
}
