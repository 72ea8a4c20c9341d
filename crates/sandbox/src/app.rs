//! The sandbox as a value.

use axum::Router;
use axum::http::Method;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post, put};

use crate::answer;
use crate::auth::guard;
use crate::observe::observe;
use crate::routes::{authorization, carriers, check, list, retrieve, switches, tiles};
use crate::state::Sandbox;
use crate::{oauth, routes, sellercloud};

/// Everything that the sandbox answers.
pub fn app(sandbox: Sandbox) -> Router {
    let api = Router::new()
        .route("/api/v3/service-points", get(list::list))
        .route("/api/v3/service-points/{id}", get(retrieve::retrieve))
        .route("/api/v3/service-points/{id}/check-availability", post(check::check))
        .route_layer(from_fn_with_state(sandbox.clone(), guard));
    let switches = Router::new()
        .route("/sandbox/faults", get(switches::faults).put(switches::set_faults).delete(switches::reset_faults))
        .route("/sandbox/clock", put(switches::set_clock))
        .route("/sandbox/log", get(switches::log).delete(switches::clear_log))
        .route("/sandbox/authorization-codes", post(authorization::grant))
        .route("/sandbox/orders", get(sellercloud::all_orders).delete(sellercloud::forget_orders));
    Router::new()
        .merge(api)
        .merge(switches)
        .merge(sellercloud::routes(&sandbox))
        .route("/oauth2/auth", get(oauth::authorize))
        .route("/oauth2/token", post(oauth::token))
        .route("/oauth2/token/", post(oauth::token))
        .route("/tiles/{z}/{x}/{y}", get(tiles::tile))
        .route("/carriers/{file}", get(carriers::sign))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .layer(map_response(routes::harden))
        .layer(from_fn_with_state(sandbox.clone(), observe))
        .with_state(sandbox)
}

async fn no_such_path() -> Response {
    answer::refusal(404, Some("not_found"), "Not found.")
}

async fn no_such_method(method: Method) -> Response {
    answer::refusal(405, None, format!("Method \"{method}\" not allowed."))
}
