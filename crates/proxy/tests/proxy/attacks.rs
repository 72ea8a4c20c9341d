//! Requests that nobody's browser sends.

use std::time::Duration;

use service_point_proxy::Limits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Proxy, SEARCH, exchange, get, post, send};

#[tokio::test]
async fn paths_are_read_letter_for_letter() {
    let proxy = Proxy::start().await;
    for path in [
        "/api/../api/service-points/1",
        "/api/service-points/../service-points/1",
        "/api/service-points/%2e%2e/parcels",
        "/api/service-points/..%2fparcels",
        "/api/service-points%2f1",
        "/api/service-points/1%2Fcheck-availability",
        "/api/service-points/%31",
        "/api/service-points;v=1",
        "/api/service-points/1;v=1",
        "/api/service-points/1%3Fx",
        "/api/service-points/1%00",
        "/api/service-points/1%0d%0aX-Injected:%201",
        "/%61pi/service-points/1",
        "/api/service-points/1\\check-availability",
        "http://127.0.0.1/api/service-points/1",
        "http://panel.sendcloud.sc/api/service-points/1",
        "https://evil.example/api/service-points/1",
    ] {
        assert_eq!(get(proxy.address, path).await.reason(), "not_found", "{path}");
    }
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn the_host_of_a_request_changes_nothing() {
    let proxy = Proxy::start().await;
    let request = format!(
        "GET {SEARCH} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n"
    );
    let answer = exchange(proxy.address, request.as_bytes()).await;
    assert!(answer.starts_with(b"HTTP/1.1 200 "));
    assert_eq!(proxy.fake.seen("/")[0].headers["host"], proxy.fake.address.to_string());
}

#[tokio::test]
async fn values_stay_values() {
    let proxy = Proxy::start().await;
    let query = "address=a%0d%0aX-Injected:%201%26carrier_code%3devil%23%3f&address=%00\u{7f}%ff&country_code=DE&country_code=NL&use_integration_carriers=yes";
    let reply = get(proxy.address, &format!("/api/service-points?{}", query.replace('\u{7f}', "%7f"))).await;
    assert_eq!(reply.status, 200);
    let seen = &proxy.fake.seen("/api/v3")[0];
    assert_eq!(
        seen.target,
        "/api/v3/service-points?country_code=NL&use_integration_carriers=true&address=%00%7F%EF%BF%BD"
    );
    assert!(!seen.headers.contains_key("x-injected"));
    let reply = get(proxy.address, "/api/service-points?country_code=NL&carrier_code=a%0d%0ab").await;
    assert_eq!(reply.status, 400);
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

/// Requests that servers have read as one or as two, with the second one as bait.
#[tokio::test]
async fn no_request_hides_in_another() {
    let patient = Proxy::start().await;
    // The server itself ends a connection on which nothing more comes.
    let limits = Limits { head: Duration::from_millis(100), ..Limits::DEFAULT };
    let proxy = Proxy::serving(patient.fake.clone(), patient.config.clone(), limits).await;
    let bait = "GET /api/service-points/666 HTTP/1.1\r\nHost: x\r\n\r\n";
    let start = "POST /api/service-points/1/check-availability HTTP/1.1\r\nHost: x\r\nX-Service-Point-Picker: 1\r\n";
    let length = bait.len();
    for request in [
        format!("{start}Content-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{bait}", length + 5),
        format!("{start}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{length:x}\r\n{bait}\r\n0\r\n\r\n"),
        format!("{start}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{bait}"),
        format!("{start}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{bait}"),
        format!("{start}Transfer-Encoding: xchunked\r\n\r\n{bait}"),
        format!("{start}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{bait}"),
        format!("{start}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n{bait}"),
        format!("{start}Content-Length: 0\r\nContent-Length: {length}\r\n\r\n{bait}"),
        format!("{start}Content-Length: 0, {length}\r\n\r\n{bait}"),
        format!("{start}Content-Length: +{length}\r\n\r\n{bait}"),
        format!("{start}Content-Length: -1\r\n\r\n{bait}"),
        format!("{start}Content-Length: {length}\r\n\r\n{bait}"),
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n{bait}"),
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\n Folded: {bait}"),
        format!("GET /healthz HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{bait}"),
    ] {
        exchange(proxy.address, request.as_bytes()).await;
        assert_eq!(proxy.fake.seen("/api/v3/service-points/666").len(), 0, "{request}");
    }
}

#[tokio::test]
async fn a_body_in_chunks_is_refused_and_ends_the_connection() {
    let proxy = Proxy::start().await;
    for line in ["POST /api/service-points/1/check-availability HTTP/1.1", "GET /api/service-points/1 HTTP/1.1"] {
        // No Connection header: it is the server that ends it.
        let request =
            format!("{line}\r\nHost: x\r\nX-Service-Point-Picker: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        let answer = String::from_utf8(exchange(proxy.address, request.as_bytes()).await).unwrap();
        assert!(answer.starts_with("HTTP/1.1 411 ") && answer.contains("length_required"), "{answer}");
    }
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn garbage_gets_no_further_than_the_door() {
    let proxy = Proxy::start().await;
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET /api/service-points HTTP/9.9\r\n\r\n",
        b"GET /api/service-points HTTP/1.1\r\nNo colon\r\n\r\n",
        b"GET /api/service-points\x00 HTTP/1.1\r\n\r\n",
        b"\r\n\r\n\r\n\r\n\xff\xff\xff\xff",
    ] {
        let mut stream = TcpStream::connect(proxy.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut answer = Vec::new();
        let _closed = stream.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP/1.1 2"), "{bytes:?}");
    }
    assert_eq!(proxy.calls(), 0);
    assert_eq!(get(proxy.address, "/healthz").await.status, 200);
}

#[tokio::test]
async fn a_slow_client_is_let_go_and_makes_room() {
    let fast = Proxy::start().await;
    let limits = Limits { connections: 1, head: Duration::from_millis(100), ..Limits::DEFAULT };
    let proxy = Proxy::serving(fast.fake.clone(), fast.config.clone(), limits).await;
    let mut slow = TcpStream::connect(proxy.address).await.unwrap();
    slow.write_all(b"GET /healthz HTTP/1.1\r\nHost:").await.unwrap();
    // The only place is taken until the slow client's time is over.
    assert_eq!(get(proxy.address, "/healthz").await.status, 200);
    let mut rest = Vec::new();
    let _closed = slow.read_to_end(&mut rest).await;
    assert!(!rest.starts_with(b"HTTP/1.1 2"));
}

#[tokio::test]
async fn requests_under_way_are_finished_and_no_others_begun() {
    let mut proxy = Proxy::start().await;
    let mut idle = TcpStream::connect(proxy.address).await.unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(idle.read(&mut [0; 1000]).await.unwrap() > 0);
    let mut busy = TcpStream::connect(proxy.address).await.unwrap();
    let head = "POST /api/service-points/1/check-availability HTTP/1.1\r\nHost: x\r\nX-Service-Point-Picker: 1\r\nContent-Length: 2\r\n\r\n{";
    busy.write_all(head.as_bytes()).await.unwrap();
    // The server accepts in order, so when this is answered the busy one is in its hands.
    assert_eq!(get(proxy.address, "/healthz").await.status, 200);
    proxy.end();
    assert_eq!(idle.read(&mut [0; 1000]).await.unwrap(), 0);
    assert!(TcpStream::connect(proxy.address).await.is_err());
    busy.write_all(b"}").await.unwrap();
    let mut answer = Vec::new();
    busy.read_to_end(&mut answer).await.unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200 OK"), "{}", String::from_utf8_lossy(&answer));
    proxy.served.await.unwrap();
}

#[tokio::test]
async fn a_request_that_never_ends_is_left_behind() {
    let fast = Proxy::start().await;
    let limits = Limits { drain: Duration::from_millis(50), ..Limits::DEFAULT };
    let mut proxy = Proxy::serving(fast.fake.clone(), fast.config.clone(), limits).await;
    let mut stuck = TcpStream::connect(proxy.address).await.unwrap();
    let head = "POST /api/service-points/1/check-availability HTTP/1.1\r\nHost: x\r\nX-Service-Point-Picker: 1\r\nContent-Length: 2\r\n\r\n{";
    stuck.write_all(head.as_bytes()).await.unwrap();
    assert_eq!(post(proxy.address, "/api/service-points/2/check-availability").await.status, 200);
    proxy.end();
    (&mut proxy.served).await.unwrap();
}
