//! Requests that two servers could read as one or as two, over raw sockets. Each has a second one as bait, which must
//! never go upstream.

use std::time::Duration;

use service_point_proxy::Limits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::{Proxy, exchange, get};

const BAIT: &str = "GET /api/service-points/666 HTTP/1.1\r\nHost: x\r\n\r\n";
const CHECK: &str =
    "POST /api/service-points/1/check-availability HTTP/1.1\r\nHost: x\r\nX-Service-Point-Picker: 1\r\n";

/// Sends each request on a connection of its own; gives the first lines of what was answered.
async fn answers(requests: &[String]) -> Vec<Vec<String>> {
    let patient = Proxy::start().await;
    // The server itself ends a connection on which nothing more comes.
    let limits = Limits { head: Duration::from_millis(100), ..Limits::DEFAULT };
    let proxy = Proxy::serving(patient.fake, patient.config, limits).await;
    let mut all = Vec::new();
    for request in requests {
        let answer = exchange(proxy.address, request.as_bytes()).await;
        assert_eq!(proxy.fake.seen("/api/v3/service-points/666").len(), 0, "{request:?}");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let statuses = answer.lines().filter_map(|line| line.strip_prefix("HTTP/1.1 "));
        all.push(statuses.map(|line| line[..3].to_owned()).collect());
    }
    assert_eq!(get(proxy.address, "/healthz").await.status, 200);
    all
}

/// Sends requests of which none may be served, not even its first half.
async fn refused(requests: &[String]) {
    for (request, statuses) in requests.iter().zip(answers(requests).await) {
        assert_eq!(statuses.len(), 1, "{request:?} {statuses:?}");
        assert!(statuses[0].starts_with('4'), "{request:?} {statuses:?}");
    }
}

#[tokio::test]
async fn cl_te_is_refused() {
    let length = BAIT.len() + 5;
    refused(&[
        format!("{CHECK}Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG{BAIT}"),
    ])
    .await;
}

#[tokio::test]
async fn te_cl_is_refused() {
    let length = BAIT.len();
    refused(&[
        format!("{CHECK}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n{length:x}\r\n{BAIT}\r\n0\r\n\r\n"),
        format!("{CHECK}Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n{length:x}\r\n{BAIT}\r\n0\r\n\r\n"),
    ])
    .await;
}

#[tokio::test]
async fn te_te_and_disguised_te_are_refused() {
    refused(&[
        format!("{CHECK}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{BAIT}"),
        format!("{CHECK}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{BAIT}"),
        format!("{CHECK}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n{BAIT}"),
        format!("{CHECK}Transfer-Encoding: xchunked\r\n\r\n{BAIT}"),
        format!("{CHECK}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{BAIT}"),
        format!("{CHECK}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n{BAIT}"),
        format!("{CHECK} Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n{BAIT}"),
        format!("GET /healthz HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{BAIT}"),
    ])
    .await;
}

#[tokio::test]
async fn double_cl_is_refused() {
    let length = BAIT.len();
    refused(&[
        format!("{CHECK}Content-Length: 0\r\nContent-Length: {length}\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: {length}\r\nContent-Length: 0\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: 0, {length}\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: +{length}\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: -1\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: 0x10\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: {length} 0\r\n\r\n{BAIT}"),
        format!("{CHECK}Content-Length: 99999999999999999999\r\n\r\n{BAIT}"),
    ])
    .await;
}

#[tokio::test]
async fn bare_lf_and_bare_cr_are_refused() {
    let length = BAIT.len();
    refused(&[
        "GET /healthz HTTP/1.1\nHost: x\n\n".to_owned(),
        format!("GET /healthz HTTP/1.1\r\nHost: x\nContent-Length: {length}\r\n\r\n{BAIT}"),
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\n\n{BAIT}"),
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\nX: a\rContent-Length: {length}\r\n\r\n{BAIT}"),
        "GET /healthz HTTP/1.1\rHost: x\r\r".to_owned(),
        format!("{CHECK}Content-Length: 2\n\r\n{{}}{BAIT}"),
    ])
    .await;
}

#[tokio::test]
async fn crlf_does_not_get_into_a_head() {
    refused(&[
        format!("GET /api/service-points/1\r\nX: y HTTP/1.1\r\nHost: x\r\n\r\n{BAIT}"),
        format!("GET /api/service-points/1 HTTP/1.1\r\nHost: x\r\n Folded: {BAIT}"),
        format!("GET /api/service-points/1 HTTP/1.1\r\nNo colon\r\n\r\n{BAIT}"),
        format!("GET /api/service-points/1 HTTP/1.1\r\nX: a\0b\r\n\r\n{BAIT}"),
    ])
    .await;
}

#[tokio::test]
async fn a_body_hides_no_request() {
    let length = BAIT.len();
    let statuses = answers(&[
        format!("{CHECK}Content-Length: {length}\r\n\r\n{BAIT}"),
        format!("GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n{BAIT}"),
    ])
    .await;
    assert_eq!(statuses, [["200"], ["200"]]);
}

#[tokio::test]
async fn requests_that_follow_each_other_properly_are_served_in_turn() {
    let proxy = Proxy::start().await;
    let mut stream = TcpStream::connect(proxy.address).await.unwrap();
    let body = "{\n}";
    let three = format!(
        "{CHECK}Content-Length: 3\r\n\r\n{body}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /api/service-points/7 HTTP/1.1\r\n\
         Host: x\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(three.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert_eq!(answer.matches("HTTP/1.1 200 OK").count(), 3, "{answer}");
    assert_eq!(proxy.fake.seen("/api/v3/service-points/7").len(), 1);
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
