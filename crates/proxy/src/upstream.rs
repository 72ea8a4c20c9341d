use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, Uri, header};
use service_points::{Method as ApiMethod, Request as ApiRequest};

use crate::answer;
use crate::auth::{Authorization, TokenError};
use crate::client::{Client, Incoming, TransportError};
use crate::clock::{Clock, Random};
use crate::error::ProxyError;
use crate::identity::Identities;
use crate::metrics::Metrics;
use crate::quota::Quota;
use crate::remedy::Refusal;
use crate::retry::{Failure, Policy};
use crate::scrub::Scrubber;

/// A list of 200 points is a quarter of a megabyte.
const MAX_BODY: usize = 4_000_000;

/// The service points API: every call that the proxy makes on behalf of a shopper leaves here.
pub struct Upstream {
    /// Base URL, with its path and without a slash at its end.
    pub base: String,
    /// The merchant's credentials.
    pub identities: Arc<Identities>,
    /// How to get there.
    pub client: Client,
    /// How much may be asked of it.
    pub quota: Quota,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// How often to try.
    pub retries: Policy,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// What spreads the retries.
    pub random: Random,
}

/// What came of a request, with what the log says about it.
#[derive(Debug)]
pub struct Outcome {
    /// The API's last answer, or why there is none.
    pub result: Result<Incoming, ProxyError>,
    /// Calls made.
    pub calls: u32,
    /// Why there is no answer, for an operator; nothing of it is secret.
    pub cause: Option<String>,
}

impl Upstream {
    /// Asks the API, authorised, and again when that may help.
    pub async fn ask(&self, request: &ApiRequest) -> Outcome {
        let start = self.clock.elapsed();
        let identity = self.identities.current();
        let first = tokio::time::timeout(self.retries.budget, identity.authorizer.authorization());
        let mut authorization = match first.await.unwrap_or(Err(TransportError::TimedOut.into())) {
            Ok(authorization) => authorization,
            Err(error) => {
                return Outcome { result: Err(without_token(&error)), calls: 0, cause: Some(error.to_string()) };
            }
        };
        self.quota.begin();
        let mut renewed = false;
        let mut calls = 0;
        let mut last: Option<Result<Incoming, TransportError>> = None;
        loop {
            if let Err(wait) = self.quota.take(request.method) {
                tracing::warn!(calls, "the API's quota is used up for now");
                return outcome(last.map_or(Err(ProxyError::QuotaUsed(wait)), conclude), calls);
            }
            let left = self.retries.budget.saturating_sub(self.clock.elapsed().saturating_sub(start));
            let began = self.clock.elapsed();
            let result = self.call(request, &identity.scrubber, &authorization, left).await;
            let status = result.as_ref().ok().map(|incoming| incoming.status.as_u16());
            self.metrics.upstream(status, self.clock.elapsed().saturating_sub(began));
            calls += 1;
            if matches!(&result, Ok(incoming) if incoming.status == StatusCode::UNAUTHORIZED) && !renewed {
                renewed = true;
                let other = tokio::time::timeout(left, identity.authorizer.after_refusal(&authorization));
                if let Ok(Ok(Some(other))) = other.await {
                    authorization = other;
                    last = Some(result);
                    continue;
                }
            }
            let elapsed = self.clock.elapsed().saturating_sub(start);
            let wait =
                self.failure(&result).and_then(|failure| self.retries.wait(failure, calls, elapsed, (self.random)()));
            match wait.filter(|_| self.quota.may_retry()) {
                Some(wait) => self.clock.sleep(wait).await,
                None => {
                    let cause = result.as_ref().err().map(ToString::to_string);
                    return Outcome { cause, ..outcome(conclude(result), calls) };
                }
            }
            last = Some(result);
        }
    }

    async fn call(
        &self,
        request: &ApiRequest,
        scrubber: &Scrubber,
        authorization: &Authorization,
        timeout: Duration,
    ) -> Result<Incoming, TransportError> {
        let uri = Uri::try_from([self.base.as_str(), &request.target].concat());
        let uri = uri.map_err(|error| TransportError::Unreachable(error.to_string()))?;
        let mut outgoing = http::Request::new(Bytes::new());
        *outgoing.uri_mut() = uri;
        *outgoing.method_mut() = match request.method {
            ApiMethod::Get => Method::GET,
            ApiMethod::Post => Method::POST,
        };
        outgoing.headers_mut().extend([
            (header::AUTHORIZATION, authorization.header.clone()),
            (header::ACCEPT, HeaderValue::from_static("application/json")),
        ]);
        if request.method == ApiMethod::Post {
            // Some servers refuse a POST that does not say that it is empty (RFC 9110, section 8.6).
            outgoing.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let mut incoming = self.client.send(outgoing, timeout, MAX_BODY).await?;
        incoming.body = scrubber.clean(incoming.body, authorization);
        Ok(incoming)
    }

    fn failure(&self, result: &Result<Incoming, TransportError>) -> Option<Failure> {
        match result {
            Ok(incoming) => Some(Failure::Status {
                status: incoming.status.as_u16(),
                retry_after: answer::retry_after(&incoming.headers, self.clock.now()),
            }),
            Err(TransportError::TimedOut | TransportError::Unreachable(_)) => Some(Failure::NoAnswer),
            Err(TransportError::TooLarge) => None,
        }
    }
}

fn outcome(result: Result<Incoming, ProxyError>, calls: u32) -> Outcome {
    Outcome { result, calls, cause: None }
}

/// Says in the log what an operator should know of, once for each request.
fn conclude(result: Result<Incoming, TransportError>) -> Result<Incoming, ProxyError> {
    match &result {
        Ok(incoming) if matches!(incoming.status.as_u16(), 401 | 403) => {
            tracing::error!("the API refused the credentials; `service-point-proxy check` says more");
        }
        // What the API refuses of a single search has been refused before: this is about the shop.
        Ok(incoming) if incoming.status == StatusCode::BAD_REQUEST => {
            let remedy = Refusal::read(&incoming.body).remedy();
            tracing::error!(remedy, "the API refused a request");
        }
        Ok(_) => {}
        Err(error) => tracing::warn!(cause = %error, "the API gave no answer"),
    }
    result.map_err(|error| match error {
        TransportError::TimedOut => ProxyError::UpstreamTimeout,
        TransportError::Unreachable(_) => ProxyError::UpstreamUnreachable,
        TransportError::TooLarge => ProxyError::UpstreamMalformed,
    })
}

/// The cause is in the log already, from where the token was asked for.
pub(crate) fn without_token(error: &TokenError) -> ProxyError {
    match error {
        TokenError::Refused { .. } | TokenError::File(_) | TokenError::NoEndpoint(_) => ProxyError::CredentialsRefused,
        TokenError::Transport(TransportError::TimedOut) => ProxyError::UpstreamTimeout,
        TokenError::Transport(_) | TokenError::Unavailable { .. } => ProxyError::UpstreamUnreachable,
        TokenError::Malformed(_) => ProxyError::UpstreamMalformed,
    }
}
