//! A sandbox on a real socket, and a client that sees of it what every client sees.

use std::net::SocketAddr;

use axum::body::Body;
use axum::http::{Request, Response};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use sendcloud_sandbox::{Clock, Config, Sandbox, serve};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Answer, BASIC};

/// Stops with the test that started it.
#[derive(Debug)]
pub(crate) struct Server(SocketAddr);

impl Server {
    /// A sandbox whose clock stands on a Sunday morning in November.
    pub(crate) async fn start() -> Self {
        let config = Config { clock: Clock::Fixed("2026-11-22T10:00:00Z".parse().unwrap()), ..Config::default() };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, Sandbox::new(config), std::future::pending()));
        Self(address)
    }

    /// The head of an answer, over a connection of its own.
    pub(crate) async fn open(&self, method: &str, path: &str, body: &str) -> hyper::Result<Response<Incoming>> {
        self.open_as(BASIC, method, path, body).await
    }

    /// The same with another `Authorization`.
    pub(crate) async fn open_as(
        &self,
        authorization: &str,
        method: &str,
        path: &str,
        body: &str,
    ) -> hyper::Result<Response<Incoming>> {
        let stream = TcpStream::connect(self.0).await.unwrap();
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        let request = Request::builder().method(method).uri(path).header("host", self.0.to_string());
        let request = request.header("authorization", authorization);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        sender.send_request(request.body(Body::from(body.to_owned())).unwrap()).await
    }

    /// A whole answer.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        read(self.open(method, path, body).await.unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    pub(crate) async fn set_faults(&self, faults: &Value) {
        let answer = self.ask("PUT", "/sandbox/faults", &faults.to_string()).await;
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.bytes));
    }
}

/// An answer, read to its end.
pub(crate) async fn read(response: Response<Incoming>) -> Answer {
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, bytes }
}
