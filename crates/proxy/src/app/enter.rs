//! What every request goes through on its way in, for each kind of route as one layer: a layer of the framework costs as
//! much as all of these rules together.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use super::App;
use super::observe::observe;
use crate::guard::{clients, cors, target};

/// Into what costs a call of the API: by pages of the shop, and not too often.
pub(super) async fn limited(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let rules = |request: &Request| target::refusal(request).or_else(|| clients::refusal(&app, request));
    let checked = |request| unless(rules, request, next);
    observe(&app.observer(), request, |request| cors::enforce(&app, request, checked)).await
}

/// Into everything else of the shop.
pub(super) async fn listed(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let checked = |request| unless(target::refusal, request, next);
    observe(&app.observer(), request, |request| cors::enforce(&app, request, checked)).await
}

/// Into what is anybody's.
pub(super) async fn open(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    observe(&app.observer(), request, |request| unless(target::refusal, request, next)).await
}

/// Answers unless the rules do.
async fn unless(rules: impl FnOnce(&Request) -> Option<Response>, request: Request, next: Next) -> Response {
    match rules(&request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}
