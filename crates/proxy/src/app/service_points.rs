//! The three routes of the API.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use http::HeaderMap;
use service_points::{Request as ApiRequest, Search, ServicePointId};

use super::App;
use crate::answer::{Noted, Page};
use crate::error::ProxyError;
use crate::points::Points;

/// `GET {base}/service-points`. What the API would refuse is refused here, in its words. Parameters that it does not
/// have are left out, and the others are written anew.
pub(crate) async fn list(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ProxyError> {
    let search = Search::parse(query.as_deref().unwrap_or_default()).map_err(ProxyError::Query)?;
    let search = app.merchant.admit(search)?;
    Ok(Points::list(&app, &search, &headers).await)
}

/// `GET {base}/service-points/{id}`
pub(crate) async fn retrieve(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ProxyError> {
    Ok(Points::one(&app, read(&id)?, &headers).await)
}

/// `POST {base}/service-points/{id}/check-availability`. It is asked live each time.
pub(crate) async fn check_availability(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ProxyError> {
    let Checked { page, noted } = check(&app, read(&id)?).await;
    let response = page.map_or_else(ProxyError::into_response, |page| page.respond(&headers, app.clock.elapsed()));
    Ok(noted.of(response))
}

/// What came of a check.
pub(super) struct Checked {
    /// The API's answer, fit for a browser.
    pub(super) page: Result<Page, ProxyError>,
    pub(super) noted: Noted,
}

/// Asks the API whether a point takes parcels now.
pub(super) async fn check(app: &App, id: ServicePointId) -> Checked {
    let outcome = app.upstream.ask(&ApiRequest::check_availability(id)).await;
    let upstream_status = outcome.result.as_ref().ok().map(|incoming| incoming.status.as_u16());
    let now = app.clock.elapsed();
    let page = outcome.result.and_then(|incoming| Page::read(&incoming, now, |_, _| None));
    Checked { page, noted: Noted { upstream_status, calls: outcome.calls, ..Noted::default() } }
}

fn read(id: &str) -> Result<ServicePointId, ProxyError> {
    id.parse().map_err(|_| ProxyError::NotFound)
}
