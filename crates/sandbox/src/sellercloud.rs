//! Sellercloud's REST API, as far as a chosen service point is written to an order with it.
//!
//! Its documents: <https://developer.sellercloud.com>. They give no body for most errors; `{"Message": …}` is what a
//! client sees of the token endpoint, so the sandbox answers that everywhere.

mod account;
mod answer;
mod faults;
mod orders;
mod team;
mod token;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post, put};

use crate::state::Sandbox;
pub(crate) use account::Account;
pub(crate) use faults::SellercloudFaults;
pub(crate) use orders::{all_orders, forget_orders};

/// Everything under `/rest` and the search for a team's server.
pub(crate) fn routes(sandbox: &Sandbox) -> Router<Sandbox> {
    let orders = Router::new()
        .route("/rest/api/Orders/{id}/CustomColumns", put(orders::set_column))
        .route("/rest/api/Orders/{id}/CustomColumns/Multiple", put(orders::set_columns))
        .route("/rest/api/Orders/{id}/Notes", get(orders::notes).post(orders::add_note))
        .route_layer(from_fn_with_state(sandbox.clone(), token::guard));
    Router::new()
        .route("/rest/api/token", post(token::token))
        .merge(orders)
        .route_layer(from_fn_with_state(sandbox.clone(), account::throttle))
        .route("/api/server-by-team", get(team::server))
        .route("/api/server-by-team/", get(team::server))
}
