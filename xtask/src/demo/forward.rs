//! Passing a request on to another program of this machine.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};
use http_body_util::Empty;
use hyper::body::{Body, Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Request, Response, StatusCode, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Headers that belong to one connection.
const HOP_BY_HOP: [HeaderName; 6] = [
    header::CONNECTION,
    header::PROXY_AUTHENTICATE,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Sends `request` to `to`, path and query unchanged, and gives its answer.
///
/// # Errors
/// When the program does not answer.
pub(crate) async fn forward<B>(mut request: Request<B>, to: SocketAddr) -> Result<Response<Incoming>>
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    *request.uri_mut() = path.parse::<Uri>()?;
    strip(request.headers_mut());
    request.headers_mut().insert(header::HOST, HeaderValue::try_from(to.to_string())?);
    let stream = TcpStream::connect(to).await.with_context(|| format!("{to} does not answer"))?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let mut response = sender.send_request(request).await.with_context(|| format!("{to} broke off"))?;
    strip(response.headers_mut());
    Ok(response)
}

/// The status that a program of this machine answers to a GET.
///
/// # Errors
/// When it does not answer.
pub(crate) async fn get(to: SocketAddr, path: &str) -> Result<StatusCode> {
    Ok(forward(Request::get(path).body(Empty::<Bytes>::new())?, to).await?.status())
}

fn strip(headers: &mut HeaderMap) {
    for name in &HOP_BY_HOP {
        headers.remove(name);
    }
    headers.remove("keep-alive");
}
