use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Request, StatusCode};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;
use thiserror::Error;

/// Sends a request as a value and gives the answer as one.
///
/// It follows no redirect, keeps no cookie, takes no proxy from the environment, never repeats a call, and reads no more
/// of a body than it is told to.
#[derive(Clone, Debug)]
pub struct Client(reqwest::Client);

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
        let other = |error: &dyn std::error::Error| ClientError::Other(error.to_string());
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| other(&error))?;
        let tls = match builder.clone().with_platform_verifier() {
            Ok(verified) => verified.with_no_client_auth(),
            Err(_) if plain => builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
            Err(error) => return Err(ClientError::NoRoots(error.to_string())),
        };
        reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .user_agent(concat!("service-point-proxy/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(connect_timeout)
            .pool_idle_timeout(Duration::from_secs(30))
            .build()
            .map(Self)
            .map_err(|error| other(&error))
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
        let exchange = async {
            let request = reqwest::Request::try_from(request).map_err(describe)?;
            let mut response = self.0.execute(request).await.map_err(describe)?;
            if response.content_length().is_some_and(|length| length > limit as u64) {
                return Err(TransportError::TooLarge);
            }
            let mut body = BytesMut::new();
            while let Some(chunk) = response.chunk().await.map_err(describe)? {
                if body.len() + chunk.len() > limit {
                    return Err(TransportError::TooLarge);
                }
                body.extend_from_slice(&chunk);
            }
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            Ok(Incoming { status, headers, body: body.freeze() })
        };
        tokio::time::timeout(timeout, exchange).await.unwrap_or(Err(TransportError::TimedOut))
    }
}

/// The innermost cause, which names neither URL nor header.
fn describe(error: reqwest::Error) -> TransportError {
    if error.is_timeout() {
        return TransportError::TimedOut;
    }
    let error = error.without_url();
    let mut cause: &dyn std::error::Error = &error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    TransportError::Unreachable(cause.to_string())
}
