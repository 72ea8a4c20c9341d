use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode, header};
use serde_json::Value;

use super::{OrderError, Sellercloud};
use crate::answer;
use crate::app::App;
use crate::auth::Authorization;
use crate::client::{Incoming, TransportError};
use crate::identity::Identity;
use crate::retry::{Failure, Policy};

/// Time for all calls that one order needs. It is a server that waits, and not a shopper.
const BUDGET: Duration = Duration::from_secs(30);
/// Time for one of them.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The notes of an order that somebody talks a lot about.
const MAX_BODY: usize = 4_000_000;

/// Calls of Sellercloud's API for one order: authorised, bounded in time, and repeated where that may help.
pub(super) struct Calls<'a> {
    app: &'a App,
    identity: Arc<Identity>,
    start: Duration,
    /// The API's last status.
    pub(super) status: Option<u16>,
    /// Calls made.
    pub(super) count: u32,
}

/// A call as a value.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) method: Method,
    /// Below the endpoint, beginning with a slash.
    pub(super) path: String,
    pub(super) body: Option<Value>,
}

/// One call that failed.
pub(super) struct Failed {
    pub(super) error: OrderError,
    /// How long to wait before it is worth another one.
    pub(super) again: Option<Duration>,
}

impl<'a> Calls<'a> {
    pub(super) fn new(app: &'a App, identity: Arc<Identity>) -> Self {
        Self { app, identity, start: app.clock.elapsed(), status: None, count: 0 }
    }

    /// Makes a call that may be made twice, and makes it again while that may help.
    pub(super) async fn ask(&mut self, call: &Call) -> Result<Incoming, OrderError> {
        let mut made = 0;
        loop {
            match self.once(call, &mut made).await {
                Ok(incoming) => return Ok(incoming),
                Err(Failed { again: Some(wait), .. }) => self.wait(wait).await,
                Err(Failed { error, again: None }) => return Err(error),
            }
        }
    }

    pub(super) async fn wait(&self, time: Duration) {
        self.app.clock.sleep(time).await;
    }

    /// Makes a call once, or a second time with another token when the first one is refused. `made` counts the calls of
    /// this kind, of which there are so many and no more.
    pub(super) async fn once(&mut self, call: &Call, made: &mut u32) -> Result<Incoming, Failed> {
        let final_error = |error| Failed { error, again: None };
        let Some(sellercloud) = &self.identity.sellercloud else {
            return Err(final_error(OrderError::NotConfigured));
        };
        let sellercloud: &Sellercloud = sellercloud;
        let left = self.left();
        let token = tokio::time::timeout(left, sellercloud.tokens.current()).await;
        let authorization = token.unwrap_or(Err(TransportError::TimedOut.into()));
        let authorization = authorization.map_err(|error| final_error(OrderError::token(&error)))?;
        let mut result = send(self.app, &self.identity, sellercloud, call, &authorization, self.left()).await;
        *made += 1;
        self.count += 1;
        if matches!(&result, Ok(incoming) if incoming.status == StatusCode::UNAUTHORIZED) {
            let other = tokio::time::timeout(self.left(), sellercloud.tokens.after_refusal(&authorization)).await;
            if let Ok(Ok(Some(other))) = other {
                result = send(self.app, &self.identity, sellercloud, call, &other, self.left()).await;
                self.count += 1;
            }
        }
        self.status = result.as_ref().ok().map(|incoming| incoming.status.as_u16());
        let failure = match &result {
            Ok(incoming) if incoming.status.is_success() && !says_no(incoming) => None,
            Ok(incoming) => {
                let retry_after = answer::retry_after(&incoming.headers, self.app.clock.now());
                Some(Failure::Status { status: incoming.status.as_u16(), retry_after })
            }
            Err(TransportError::TooLarge) => return Err(final_error(OrderError::Unreadable)),
            Err(_) => Some(Failure::NoAnswer),
        };
        let Some(failure) = failure else { return result.map_err(|error| final_error(OrderError::transport(&error))) };
        let policy = Policy { budget: BUDGET, ..self.app.upstream.retries };
        let again = policy.wait(failure, *made, self.elapsed(), (self.app.upstream.random)());
        let error = match &result {
            Ok(incoming) => OrderError::answered(incoming, self.app.clock.now()),
            Err(error) => {
                // The team's API may have moved.
                sellercloud.endpoint.forget();
                tracing::warn!(cause = %error, "Sellercloud gave no answer");
                OrderError::transport(error)
            }
        };
        Err(Failed { error, again })
    }

    fn elapsed(&self) -> Duration {
        self.app.clock.elapsed().saturating_sub(self.start)
    }

    fn left(&self) -> Duration {
        BUDGET.saturating_sub(self.elapsed()).min(TIMEOUT)
    }
}

async fn send(
    app: &App,
    identity: &Identity,
    sellercloud: &Sellercloud,
    call: &Call,
    authorization: &Authorization,
    timeout: Duration,
) -> Result<Incoming, TransportError> {
    let unreachable = |error: &dyn std::fmt::Display| TransportError::Unreachable(error.to_string());
    let uri = sellercloud.endpoint.uri(&call.path).await.map_err(|error| unreachable(&error))?;
    let body = call.body.as_ref().map_or_else(Bytes::new, |body| body.to_string().into());
    let mut request = Request::new(body);
    *request.method_mut() = call.method.clone();
    *request.uri_mut() = uri;
    let json = HeaderValue::from_static("application/json");
    request
        .headers_mut()
        .extend([(header::AUTHORIZATION, authorization.header.clone()), (header::ACCEPT, json.clone())]);
    if call.body.is_some() {
        request.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    let began = app.clock.elapsed();
    let result = app.upstream.client.send(request, timeout, MAX_BODY).await;
    let status = result.as_ref().ok().map(|incoming| incoming.status.as_u16());
    app.metrics.sellercloud(status, app.clock.elapsed().saturating_sub(began));
    let mut incoming = result?;
    incoming.body = identity.scrubber.clean(incoming.body, authorization);
    Ok(incoming)
}

/// An error whose status is that of a success, as Sellercloud's directory has them.
fn says_no(incoming: &Incoming) -> bool {
    let body: Option<Value> = serde_json::from_slice(&incoming.body).ok();
    body.is_some_and(|body| body.get("Success") == Some(&Value::Bool(false)))
}
