//! What Sellercloud remembers of its one company: tokens, orders, and how often it was called.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::orders::Order;
use crate::state::Sandbox;

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Everything that was written, and the tokens that are out.
#[derive(Debug, Default)]
pub(crate) struct Account {
    /// Orders that something was written to.
    pub(super) orders: BTreeMap<i64, Order>,
    /// Access tokens and when they end.
    pub(super) tokens: Tokens,
    /// When the current hour of calls began, and how many there were.
    hour: Option<(Timestamp, u32)>,
}

/// Does not print what it holds.
#[derive(Default)]
pub(super) struct Tokens(pub(super) std::collections::HashMap<String, Timestamp>);

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Tokens({})", self.0.len())
    }
}

impl Account {
    /// Counts a call, or refuses it and says until when. The hour begins with the first call.
    fn call(&mut self, limit: u32, now: Timestamp) -> Result<(), Timestamp> {
        let began =
            self.hour.filter(|(began, _)| (*began..began.saturating_add(HOUR).unwrap_or(*began)).contains(&now));
        let (began, calls) = began.unwrap_or((now, 0));
        if calls >= limit {
            return Err(began.saturating_add(HOUR).unwrap_or(Timestamp::MAX));
        }
        self.hour = Some((began, calls + 1));
        Ok(())
    }
}

/// Refuses calls beyond the hour's limit, whatever they ask for.
pub(super) async fn throttle(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let limit = sandbox.faults().sellercloud().calls_per_hour;
    let now = sandbox.now();
    if let Some(limit) = limit
        && let Err(reset) = sandbox.sellercloud().call(limit, now)
    {
        let body = json!({ "Error": "Too many requests.", "RateLimitResetTime": reset.to_string() });
        return (StatusCode::TOO_MANY_REQUESTS, Json(body)).into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_begins_with_its_first_call() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let mut account = Account::default();
        assert_eq!(account.call(2, at("2026-11-22T10:40:00Z")), Ok(()));
        assert_eq!(account.call(2, at("2026-11-22T11:00:00Z")), Ok(()));
        assert_eq!(account.call(2, at("2026-11-22T11:39:59Z")), Err(at("2026-11-22T11:40:00Z")));
        assert_eq!(account.call(2, at("2026-11-22T11:40:00Z")), Ok(()));
        assert_eq!(account.call(2, at("2026-11-22T09:00:00Z")), Ok(()), "a clock that was set back");
    }
}
