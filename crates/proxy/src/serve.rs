//! The accept loop: connections in, answers out, and an end that lets requests finish.

mod connection;
mod lines;

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use crate::guard::Peer;
use connection::Connection;

/// Limits of connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at a time; more wait in the system's queue.
    pub connections: usize,
    /// Time for the head of a request to arrive, and for the next one on an idle connection.
    pub head: Duration,
    /// Time for a client to take an answer.
    pub write: Duration,
    /// Bytes of a request's head.
    pub head_bytes: usize,
    /// Header lines of a request.
    pub headers: usize,
    /// For how long requests may go on after the signal to end.
    pub drain: Duration,
}

impl Limits {
    /// Room for any browser behind any reverse proxy.
    pub const DEFAULT: Self = Self {
        connections: 1000,
        head: Duration::from_secs(30),
        write: Duration::from_secs(30),
        head_bytes: 32_768,
        headers: 100,
        drain: Duration::from_secs(10),
    };
}

/// Serves HTTP/1.1 until `end`, then lets the requests under way finish.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, end: impl Future<Output = ()>) {
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_header_size(limits.head_bytes)
        .max_buf_size(limits.head_bytes.max(MIN_BUFFER) * 2)
        .max_headers(limits.headers);
    let service = TowerToHyperService::new(router);
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut end = pin!(end);
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &room) => accepted,
            () = &mut end => break,
        };
        let (stream, peer, place) = match accepted {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) => {
                recover(&error).await;
                continue;
            }
            Err(AcquireError { .. }) => break,
        };
        let service = service.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer));
            service.call(request)
        });
        let stream = TokioIo::new(Connection::new(stream, limits.write));
        let connection = graceful.watch(server.serve_connection(stream, service));
        tokio::spawn(async move {
            // A connection that breaks off, or brings no HTTP, is the other side's affair.
            if let Err(error) = connection.await {
                tracing::debug!(cause = %error, "a connection ended");
            }
            drop(place);
        });
    }
    drop(listener);
    tracing::info!(requests = graceful.count(), "ending");
    if tokio::time::timeout(limits.drain, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were not finished");
    }
}

/// The least that hyper takes.
const MIN_BUFFER: usize = 8192;

type Accepted = Result<io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)>, AcquireError>;

async fn accept(listener: &TcpListener, room: &Arc<Semaphore>) -> Accepted {
    let place = Arc::clone(room).acquire_owned().await?;
    Ok(listener.accept().await.map(|(stream, peer)| (stream, peer, place)))
}

/// A client that has gone before it was accepted is nothing; a machine out of file descriptors needs a pause.
async fn recover(error: &io::Error) {
    let gone = matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused
    );
    if !gone {
        tracing::error!(cause = %error, "no connection can be accepted");
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}
