//! The sandbox on a real socket, whose connections a fault can reset.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::app::app;
use crate::state::Sandbox;

/// Serves a sandbox until `stop` ends, and then what was begun.
///
/// [`app`] can be served in other ways too; connections are then closed where a fault asks for a reset.
///
/// # Errors
/// Those of [`axum::serve`].
pub async fn serve(
    listener: TcpListener,
    sandbox: Sandbox,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = app(sandbox).into_make_service_with_connect_info::<Line>();
    axum::serve(Resettable(listener), service).with_graceful_shutdown(stop).await
}

/// A request's connection, for whoever wants to reset it.
#[derive(Clone, Debug)]
pub(crate) struct Line(Arc<AtomicBool>);

impl Line {
    /// Lets the connection end with a TCP reset as soon as something is to be written to it.
    pub(crate) fn reset(&self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Connected<IncomingStream<'_, Resettable>> for Line {
    fn connect_info(stream: IncomingStream<'_, Resettable>) -> Self {
        stream.io().line.clone()
    }
}

/// Accepts connections that can be reset.
#[derive(Debug)]
pub(crate) struct Resettable(TcpListener);

impl Listener for Resettable {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        (Connection { stream, line: Line(Arc::default()) }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection that is reset instead of written to, once its line says so.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    line: Line,
}

impl Connection {
    fn check(&self) -> io::Result<()> {
        if !self.line.0.load(Ordering::Acquire) {
            return Ok(());
        }
        // The system sends a reset when a socket that must not linger is closed.
        self.stream.set_zero_linger()?;
        Err(io::Error::new(io::ErrorKind::ConnectionReset, "switched on by a fault"))
    }
}

impl AsyncRead for Connection {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
