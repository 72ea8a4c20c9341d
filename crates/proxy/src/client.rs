mod connect;

use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Body as _;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use thiserror::Error;

use connect::Impatient;

/// Sends a request as a value and gives the answer as one.
///
/// It follows no redirect, keeps no cookie, takes no proxy from the environment, never repeats a call, and reads no more
/// of a body than it is told to.
#[derive(Clone, Debug)]
pub struct Client(legacy::Client<Impatient<HttpsConnector<HttpConnector>>, Full<Bytes>>);

const USER_AGENT: HeaderValue = HeaderValue::from_static(concat!("service-point-proxy/", env!("CARGO_PKG_VERSION")));
/// How long a connection waits for its next call.
const IDLE: Duration = Duration::from_secs(30);
/// What a connection reads at once, its answer's head included. Left alone it grows with the bodies, and stays.
const BUFFER: usize = 16_384;
/// How often an idle one is tried, so that what stands in between does not forget it.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// An answer, whole.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// HTTP status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

/// Why there is no answer. No variant says where the request went, since its query holds an address.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TransportError {
    /// Longer than allowed, whatever part of it took the time.
    #[error("no answer in time")]
    TimedOut,
    /// No connection, or one that broke off.
    #[error("{0}")]
    Unreachable(String),
    /// A body longer than allowed.
    #[error("the answer is too large")]
    TooLarge,
}

/// The client cannot be built.
#[derive(Clone, Debug, Error)]
pub enum ClientError {
    /// There is nothing to check a server's certificate against.
    #[error(
        "cannot check TLS certificates: {0}; install the system's CA certificates (package ca-certificates) or point SSL_CERT_FILE at a bundle"
    )]
    NoRoots(String),
    /// Something else.
    #[error("cannot build the HTTP client: {0}")]
    Other(String),
}

impl Client {
    /// A client that verifies certificates with the machine's own authorities.
    ///
    /// Without any on the machine, `plain` (nothing configured needs TLS) gives a client that trusts no server.
    ///
    /// # Errors
    /// When TLS is needed and cannot be had.
    pub fn new(connect_timeout: Duration, plain: bool) -> Result<Self, ClientError> {
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| ClientError::Other(error.to_string()))?;
        let tls = match builder.clone().with_platform_verifier() {
            Ok(verified) => verified.with_no_client_auth(),
            Err(_) if plain => builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
            Err(error) => return Err(ClientError::NoRoots(error.to_string())),
        };
        let mut tcp = HttpConnector::new();
        // The connector for TLS comes after it, with URLs of https.
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        let secure =
            HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(tcp);
        let connector = Impatient { connector: secure, timeout: connect_timeout };
        let mut builder = legacy::Client::builder(TokioExecutor::new());
        builder.pool_idle_timeout(IDLE).pool_timer(TokioTimer::new()).timer(TokioTimer::new());
        builder.http1_read_buf_exact_size(BUFFER);
        Ok(Self(builder.build(connector)))
    }

    /// Sends `request` and reads up to `limit` bytes of the answer's body, all of it within `timeout`.
    ///
    /// # Errors
    /// When there is no whole answer.
    pub async fn send(
        &self,
        request: Request<Bytes>,
        timeout: Duration,
        limit: usize,
    ) -> Result<Incoming, TransportError> {
        let (mut parts, body) = request.into_parts();
        parts.headers.entry(header::USER_AGENT).or_insert(USER_AGENT);
        let request = Request::from_parts(parts, Full::new(body));
        let exchange = async {
            let response = self.0.request(request).await.map_err(|error| describe(&error))?;
            let (parts, body) = response.into_parts();
            if body.size_hint().lower() > limit as u64 {
                return Err(TransportError::TooLarge);
            }
            let body = match Limited::new(body, limit).collect().await {
                Ok(body) => body.to_bytes(),
                Err(error) if error.is::<LengthLimitError>() => return Err(TransportError::TooLarge),
                Err(error) => return Err(describe(error.as_ref())),
            };
            Ok(Incoming { status: parts.status, headers: parts.headers, body })
        };
        tokio::time::timeout(timeout, exchange).await.unwrap_or(Err(TransportError::TimedOut))
    }
}

/// The innermost cause, which names neither URL nor header.
fn describe(error: &(dyn std::error::Error + 'static)) -> TransportError {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    match cause.downcast_ref::<io::Error>() {
        Some(error) if error.kind() == io::ErrorKind::TimedOut => TransportError::TimedOut,
        _ => TransportError::Unreachable(cause.to_string()),
    }
}
