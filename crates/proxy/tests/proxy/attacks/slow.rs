//! Clients that take their time.

use std::time::Duration;

use service_point_proxy::Limits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::support::{Answer, Proxy, get, post};

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

async fn impatient() -> Proxy {
    let patient = Proxy::start().await;
    let short = Duration::from_millis(100);
    let limits = Limits { head: short, write: short, drain: Duration::from_secs(3600), ..Limits::DEFAULT };
    Proxy::serving(patient.fake, patient.config, limits).await
}

/// What comes until the proxy ends the connection.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _closed = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn a_connection_on_which_nothing_comes_is_ended() {
    let proxy = impatient().await;
    let silent = TcpStream::connect(proxy.address).await.unwrap();
    assert!(!rest(silent).await.contains(" 200 "));
    let mut idle = TcpStream::connect(proxy.address).await.unwrap();
    idle.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert_eq!(rest(idle).await.matches("HTTP/1.1 200 OK").count(), 1);
}

#[tokio::test]
async fn a_head_that_comes_byte_by_byte_is_not_waited_for() {
    let proxy = impatient().await;
    let (reading, mut writing) = TcpStream::connect(proxy.address).await.unwrap().into_split();
    let dripping = tokio::spawn(async move {
        let mut pause = tokio::time::interval(Duration::from_millis(20));
        for byte in std::iter::repeat(b"X-Drip: 1\r\n").flatten() {
            pause.tick().await;
            if writing.write_all(&[*byte]).await.is_err() {
                break;
            }
        }
    });
    let mut reading = reading;
    let mut bytes = Vec::new();
    let _closed = reading.read_to_end(&mut bytes).await;
    drop(reading);
    assert!(!String::from_utf8_lossy(&bytes).contains(" 200 "));
    dripping.abort();
    assert_eq!(proxy.calls(), 0);
}

#[tokio::test]
async fn a_client_that_does_not_read_its_answer_is_let_go() {
    let proxy = impatient().await;
    // More than the sockets of both sides hold.
    let results = "x".repeat(3_900_000);
    proxy.fake.answer("/api/v3/service-points", [Answer::json(200, &format!(r#"{{"data":{{"name":"{results}"}}}}"#))]);
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut stream = socket.connect(proxy.address).await.unwrap();
    stream.write_all(b"GET /api/service-points/1 HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    // The connection is dropped under the answer, so that the proxy ends at once when it is told to.
    let mut proxy = proxy;
    stream.read_exact(&mut [0; 16]).await.unwrap();
    proxy.end();
    (&mut proxy.served).await.unwrap();
    let taken = rest(stream).await.len();
    assert!(taken < results.len(), "{taken}");
}
