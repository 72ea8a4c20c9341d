//! The proxy before the sandbox, which keeps the API's rules: the whole way of a search, with either kind of
//! credentials.

use std::net::SocketAddr;
use std::time::Duration;

use sendcloud_sandbox::{Credentials, Sandbox, Secret};
use serde_json::{Value, json};
use service_point_proxy::{Config, Limits, Sources};
use tokio::net::TcpListener;

use crate::support::{Fake, PUBLIC_KEY, Proxy, SECRET_KEY, environment, get, post, send};

const SEARCH: &str = "/api/service-points?country_code=IT&use_integration_carriers=true&address=Via%20dei%20Calzaiuoli%201%2C%20Firenze&limit=20";

async fn start_sandbox(oauth2_only: bool) -> SocketAddr {
    let pair = Credentials { public_key: PUBLIC_KEY.to_owned(), secret_key: Secret::new(SECRET_KEY) };
    let config = sendcloud_sandbox::Config { credentials: Some(pair), oauth2_only, ..Default::default() };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = sendcloud_sandbox::app(Sandbox::new(config));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    set(address, "/sandbox/clock", &json!({"clock": "2026-11-23T09:00:00Z"})).await;
    address
}

async fn start(sandbox: SocketAddr, settings: &[(&'static str, &str)]) -> Proxy {
    let fake = Fake::elsewhere(sandbox);
    let given = environment(&fake).into_iter().chain(settings.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let sources = Sources::new(None, given.map(|(name, value)| (name.into(), value.into())));
    Proxy::serving(fake, Config::read(&sources).unwrap(), Limits::DEFAULT).await
}

async fn set(sandbox: SocketAddr, path: &str, body: &Value) {
    let line = format!("PUT {path} HTTP/1.1");
    assert_eq!(send(sandbox, &[&line, "Content-Type: application/json"], &body.to_string()).await.status, 200);
}

/// The statuses of the sandbox's answers below a path.
async fn statuses(sandbox: SocketAddr, path: &str) -> Vec<u64> {
    let log = get(sandbox, "/sandbox/log").await.json();
    let entries = log.as_array().unwrap().iter().filter(|entry| entry["path"].as_str().unwrap().starts_with(path));
    entries.map(|entry| entry["status"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_shopper_gets_from_an_address_to_an_available_point() {
    let sandbox = start_sandbox(false).await;
    let proxy = start(sandbox, &[]).await;
    let found = get(proxy.address, SEARCH).await;
    assert_eq!((found.status, found.header("date")), (200, Some("Mon, 23 Nov 2026 09:00:00 GMT")));
    let list = service_points::read_list(&&found.json()).unwrap();
    assert_eq!((list.points.len(), list.skipped), (20, 0));
    assert!(list.points.windows(2).all(|pair| pair[0].distance <= pair[1].distance));
    let mut icons = 0;
    for point in &list.points {
        assert_eq!(point.carrier.logo_url, None);
        // Two carriers of Florence have no icon, and null stays null.
        let without = matches!(point.carrier.code.as_str(), "gls_it" | "fedex");
        assert_eq!(point.carrier.icon_url.is_none(), without, "{:?}", point.carrier);
        let Some(icon) = &point.carrier.icon_url else { continue };
        icons += 1;
        assert_eq!(*icon, format!("carriers/{}.svg", point.carrier.code));
        let icon = get(proxy.address, &format!("/api/{icon}")).await;
        assert_eq!((icon.status, icon.header("content-type")), (200, Some("image/svg+xml")));
    }

    assert!(icons > 5, "{icons}");
    let id = list.points[0].id;
    let read = get(proxy.address, &format!("/api/service-points/{id}")).await;
    assert_eq!(service_points::read_point(&&read.json()).map(|point| point.id), Ok(id));
    let check = format!("/api/service-points/{id}/check-availability");
    assert_eq!(service_points::read_availability(&&post(proxy.address, &check).await.json()), Ok(true));
    set(sandbox, "/sandbox/faults", &json!({"unavailable": [id.get()]})).await;
    assert_eq!(service_points::read_availability(&&post(proxy.address, &check).await.json()), Ok(false));
    let missing = get(proxy.address, "/api/service-points/9007199254740991").await;
    assert_eq!((missing.status, &missing.json()["errors"][0]["code"]), (404, &json!("not_found")));
}

#[tokio::test]
async fn a_geocoders_outage_is_tried_again_and_then_told() {
    let sandbox = start_sandbox(false).await;
    let proxy = start(sandbox, &[]).await;
    set(sandbox, "/sandbox/faults", &json!({"geocoder_down": true})).await;
    let down = get(proxy.address, SEARCH).await;
    assert_eq!((down.status, &down.json()["errors"][0]["code"]), (503, &Value::Null));
    assert_eq!(statuses(sandbox, "/api/v3").await, [503, 503, 503]);
    set(sandbox, "/sandbox/faults", &json!({})).await;
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
}

#[tokio::test]
async fn wrong_keys_are_told_without_a_login_prompt() {
    let proxy = start(start_sandbox(false).await, &[("SENDCLOUD_SECRET_KEY", "wrong")]).await;
    let reply = get(proxy.address, SEARCH).await;
    assert_eq!((reply.status, &reply.json()["errors"][0]["code"]), (401, &json!("authentication_failed")));
    assert_eq!(reply.header("www-authenticate"), None);
}

#[tokio::test]
async fn an_integration_with_oauth2_takes_tokens_and_no_keys() {
    let sandbox = start_sandbox(true).await;
    let basic = start(sandbox, &[]).await;
    assert_eq!(get(basic.address, SEARCH).await.status, 401);
    let proxy = start(sandbox, &[("SPP_AUTH", "oauth2")]).await;
    let waiting: Vec<_> = (0..50).map(|_| tokio::spawn(get(proxy.address, SEARCH))).collect();
    for reply in waiting {
        assert_eq!(reply.await.unwrap().status, 200);
    }
    assert_eq!(statuses(sandbox, "/oauth2/token").await, [200]);
}

#[tokio::test]
async fn a_token_that_has_died_unseen_is_replaced_within_the_request() {
    let sandbox = start_sandbox(true).await;
    let proxy = start(sandbox, &[("SPP_AUTH", "oauth2")]).await;
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    // Two hours pass for the API, and a minute for the proxy.
    set(sandbox, "/sandbox/clock", &json!({"clock": "2026-11-23T11:00:00Z"})).await;
    proxy.clock.advance(Duration::from_secs(60));
    assert_eq!(get(proxy.address, SEARCH).await.status, 200);
    assert_eq!(statuses(sandbox, "/api/v3").await, [200, 401, 200]);
    assert_eq!(statuses(sandbox, "/oauth2/token").await, [200, 200]);
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_is_told_apart_from_one_that_fails() {
    let sandbox = start_sandbox(true).await;
    let settings = [("SPP_AUTH", "oauth2"), ("SENDCLOUD_SECRET_KEY", "wrong")];
    let reply = get(start(sandbox, &settings).await.address, SEARCH).await;
    assert_eq!((reply.status, reply.reason().as_str()), (403, "credentials_refused"));
    assert_eq!(statuses(sandbox, "/api/v3").await.len(), 0);
}
