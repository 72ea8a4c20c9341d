//! The HTTP surface: what the proxy answers to which request.

mod admin;
mod enter;
mod files;
mod health;
mod icon;
mod observe;
mod orders;
mod selection;
mod service_points;
mod token;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

pub use admin::admin;
pub use token::TokenMode;

use crate::clock::Clock;
use crate::error::ProxyError;
use crate::files::ServedFiles;
use crate::guard::{AllowedOrigins, Clients, MerchantLimits, backend, body, cors};
use crate::icons::Icons;
use crate::identity::Identity;
use crate::metrics::Metrics;
use crate::points::Points;
use crate::sellercloud::OrderLocks;
use crate::upstream::Upstream;

/// Everything that a request needs.
pub struct App {
    /// What the routes begin with: empty, or a slash and a path without one at its end.
    pub base_path: String,
    /// The pages that may call.
    pub origins: AllowedOrigins,
    /// Who calls, and how often.
    pub clients: Clients,
    /// What may be asked for.
    pub merchant: MerchantLimits,
    /// The API.
    pub upstream: Upstream,
    /// Tokens for pages, when they are given any.
    pub token_mode: Option<TokenMode>,
    /// What is kept and under way.
    pub points: Points,
    /// Carrier icons.
    pub icons: Icons,
    /// Orders that are being written.
    pub order_locks: OrderLocks,
    /// The picker's own files.
    pub files: ServedFiles,
    /// Whether the log says what was asked for.
    pub log_queries: bool,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Whether the server is about to end.
    pub draining: AtomicBool,
}

impl App {
    /// Whom the proxy speaks for now.
    #[must_use]
    pub fn identity(&self) -> Arc<Identity> {
        self.upstream.identities.current()
    }

    /// Seconds since 1970, as receipts have them.
    pub(crate) fn now(&self) -> u64 {
        self.clock.now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
    }

    fn observer(&self) -> observe::Observer<'_> {
        observe::Observer { metrics: &self.metrics, queries: self.log_queries }
    }

    /// From now on `/readyz` says no.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    /// Whether requests are welcome: it is not about to end, and the credentials work as far as is known.
    pub(crate) fn is_ready(&self) -> Result<(), &'static str> {
        if self.draining.load(Ordering::Relaxed) {
            Err("draining")
        } else if !self.identity().authorizer.is_ready() {
            Err("no token could be had")
        } else {
            Ok(())
        }
    }
}

/// The server as a value.
pub fn app(state: Arc<App>) -> Router {
    let path = |rest: &str| [state.base_path.as_str(), rest].concat();
    let check = post(service_points::check_availability).layer(from_fn(body::without));
    let mut limited = Router::new()
        .route(&path("/service-points"), get(service_points::list).options(cors::preflight_get))
        .route(&path("/service-points/{id}"), get(service_points::retrieve).options(cors::preflight_get))
        .route(&path("/service-points/{id}/check-availability"), check.options(cors::preflight_post));
    let identity = state.identity();
    if identity.receipts.is_some() {
        let sign = post(selection::sign).layer(from_fn(body::with));
        limited = limited.route(&path("/selection"), sign.options(cors::preflight_post_json));
    }
    if identity.orders_key.is_some() {
        let only = from_fn_with_state(Arc::clone(&state), backend::only);
        let hand_over = post(orders::hand_over).layer(from_fn(body::with_receipt)).layer(only);
        limited = limited.route(&path("/orders/{id}/service-point"), hand_over);
    }
    let limited =
        limited.method_not_allowed_fallback(not_allowed).layer(from_fn_with_state(Arc::clone(&state), enter::limited));
    let mut others = Router::new();
    if state.token_mode.is_some() {
        others = others.route(&path("/token"), get(token::give).options(cors::preflight_get));
    }
    let others = others
        .route(&path("/carriers/{file}"), get(icon::serve).options(cors::preflight_get))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback(async || ProxyError::NotFound)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(Arc::clone(&state), enter::listed));
    let files = Router::new()
        .route(&path(files::ROUTE), get(files::serve))
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(Arc::clone(&state), enter::open));
    others.merge(limited).merge(files).with_state(state)
}

async fn not_allowed() -> ProxyError {
    ProxyError::MethodNotAllowed
}
