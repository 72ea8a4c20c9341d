//! The shop over real connections, with stand-ins for the two services that say what reached them.

use std::convert::Infallible;
use std::net::SocketAddr;

use http_body_util::{BodyExt as _, Empty, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::Shop;
use crate::demo::forward::forward;
use crate::demo::page::Page;
use crate::demo::services::Upstream;
use crate::workspace::Workspace;

/// Answers every request with its method, its path, and what it was sent.
async fn stand_in(name: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service_fn(move |request: Request<Incoming>| async move {
                let (head, body) = request.into_parts();
                let host = head.headers["host"].to_str().unwrap().to_owned();
                let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
                let text = format!("{name} {} {} {host} {body}", head.method, head.uri);
                Ok::<_, Infallible>(Response::new(Full::<Bytes>::from(text)))
            });
            let server = hyper::server::conn::http1::Builder::new();
            tokio::spawn(server.serve_connection(TokioIo::new(stream), service));
        }
    });
    address
}

struct Running {
    shop: SocketAddr,
    proxy: SocketAddr,
}

async fn shop() -> Running {
    let workspace = Workspace::find().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let proxy = stand_in("proxy").await;
    let shop = Shop {
        page: Page::read(&workspace, &Upstream::Sandbox).unwrap(),
        demo: workspace.path("demo"),
        package: workspace.path("pkg/dist"),
        proxy,
        sandbox: stand_in("sandbox").await,
        conditions: vec![("/gallery/slow/api".to_owned(), stand_in("slow proxy").await)],
    };
    tokio::spawn(shop.serve(listener));
    Running { shop: address, proxy }
}

impl Running {
    async fn get(&self, path: &str) -> (StatusCode, Response<Bytes>) {
        self.ask(Request::get(path).body(String::new()).unwrap()).await
    }

    async fn ask(&self, request: Request<String>) -> (StatusCode, Response<Bytes>) {
        let response = forward(request, self.shop).await.unwrap();
        let (head, body) = response.into_parts();
        let status = head.status;
        (status, Response::from_parts(head, body.collect().await.unwrap().to_bytes()))
    }
}

#[tokio::test]
async fn the_checkout_forbids_what_it_does_not_need() {
    let (status, page) = shop().await.get("/").await;
    assert_eq!(status, StatusCode::OK);
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    for part in ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "trusted-types 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    let html = String::from_utf8(page.body().to_vec()).unwrap();
    assert!(html.contains("<service-point-picker"), "{html}");
    assert!(!html.contains("style=") && !html.contains("<script>"), "the policy forbids inline styles and scripts");
}

#[tokio::test]
async fn api_and_tiles_reach_their_services_unchanged() {
    let shop = shop().await;
    let (_, answer) = shop.get("/api/service-points?country_code=IT&address=Via%20Romana").await;
    let expected = format!("proxy GET /api/service-points?country_code=IT&address=Via%20Romana {} ", shop.proxy);
    assert_eq!(answer.body(), expected.as_bytes());
    let (_, answer) = shop.get("/tiles/14/8700/5900@2x").await;
    assert!(answer.body().starts_with(b"sandbox GET /tiles/14/8700/5900@2x"), "{answer:?}");
    let post = Request::post("/api/service-points/1/check-availability").body("{}".to_owned()).unwrap();
    let (_, answer) = shop.ask(post).await;
    assert!(answer.body().starts_with(b"proxy POST /api/service-points/1/check-availability"), "{answer:?}");
    assert!(answer.body().ends_with(b"{}"), "{answer:?}");
}

#[tokio::test]
async fn the_gallery_s_conditions_have_proxies_of_their_own() {
    let shop = shop().await;
    let (_, answer) = shop.get("/gallery/slow/api/service-points?limit=1").await;
    assert!(answer.body().starts_with(b"slow proxy GET /gallery/slow/api/service-points?limit=1"), "{answer:?}");
    for path in ["/gallery/slow/apis", "/gallery/other/api/service-points", "/gallery/"] {
        assert_eq!(shop.get(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn an_order_comes_back_as_a_page() {
    let order = Request::post("/order").body("service_point=10875349".to_owned()).unwrap();
    let (status, page) = shop().await.ask(order).await;
    assert_eq!(status, StatusCode::OK);
    assert!(String::from_utf8_lossy(page.body()).contains("<dd>10875349</dd>"));
}

#[tokio::test]
async fn an_order_has_a_largest_size() {
    let order = Request::post("/order").body("x".repeat(super::ORDER_LIMIT + 1)).unwrap();
    assert_eq!(shop().await.ask(order).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn no_file_outside_of_the_shops_folders_is_served() {
    let shop = shop().await;
    assert_eq!(shop.get("/demo/shop.css").await.0, StatusCode::OK);
    for path in [
        "/demo/../Cargo.toml",
        "/demo/%2e%2e/Cargo.toml",
        "/demo/",
        "/demo/none.css",
        "/pkg/../package.json",
        "/Cargo.toml",
    ] {
        assert_eq!(shop.get(path).await.0, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_service_that_is_gone_is_a_clear_answer() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = forward(Request::get("/").body(Empty::<Bytes>::new()).unwrap(), gone).await.unwrap_err();
    assert_eq!(error.to_string(), format!("{gone} does not answer"));
}
