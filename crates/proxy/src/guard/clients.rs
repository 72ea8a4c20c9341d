//! How often one client may ask.

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method};

use super::client::{Origin, countable};
use super::{Peer, TrustedProxies};
use crate::app::App;
use crate::error::ProxyError;
use crate::rate::{Limiter, Rate};

/// Tells clients apart, and counts what each of them does.
#[derive(Debug)]
pub struct Clients {
    trusted: TrustedProxies,
    requests: Option<Limiter<IpAddr>>,
    tokens: Option<Limiter<IpAddr>>,
    warned: AtomicBool,
}

impl Clients {
    /// With a rate for requests and one for tokens; `None` for no end.
    #[must_use]
    pub fn new(trusted: TrustedProxies, requests: Option<Rate>, tokens: Option<Rate>) -> Self {
        let [requests, tokens] = [requests, tokens].map(|rate| rate.map(Limiter::new));
        Self { trusted, requests, tokens, warned: AtomicBool::new(false) }
    }

    /// Counts a token. One that goes to an unknown client counts too, together with all of them: tokens are worth more
    /// than requests.
    ///
    /// # Errors
    /// How long to wait, when the client has had all that it may have.
    pub(crate) fn take_token(&self, peer: Option<Peer>, headers: &HeaderMap, now: Duration) -> Result<(), Duration> {
        let address = self.address(peer, headers).unwrap_or(IpAddr::from([0, 0, 0, 0]));
        self.tokens.as_ref().map_or(Ok(()), |limiter| limiter.take(countable(address), now))
    }

    fn take_request(&self, peer: Option<Peer>, headers: &HeaderMap, now: Duration) -> Result<(), Duration> {
        match (&self.requests, self.address(peer, headers)) {
            (Some(limiter), Some(address)) => limiter.take(countable(address), now),
            (None, _) | (_, None) => Ok(()),
        }
    }

    fn address(&self, peer: Option<Peer>, headers: &HeaderMap) -> Option<IpAddr> {
        let peer = peer?.0.ip();
        match self.trusted.client(peer, headers) {
            Origin::Client { address, spoken_for } => {
                if spoken_for && !self.warned.swap(true, Ordering::Relaxed) {
                    tracing::warn!(
                        "a server that is not in SPP_TRUSTED_PROXIES sends X-Forwarded-For; all that comes from it \
                         counts as one client"
                    );
                }
                Some(address)
            }
            Origin::Unknown => None,
        }
    }
}

/// What a client is answered that has asked too often. What a browser asks before it asks is free.
pub(crate) fn refusal(app: &App, request: &Request) -> Option<Response> {
    if request.method() == Method::OPTIONS {
        return None;
    }
    let peer = request.extensions().get::<Peer>().copied();
    let taken = app.clients.take_request(peer, request.headers(), app.clock.elapsed());
    taken.err().map(|wait| ProxyError::RateLimited(wait).into_response())
}
