//! The three routes of the API.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use service_points::{Request as ApiRequest, Search, ServicePointId};

use super::App;
use crate::answer::{self, Noted};
use crate::error::ProxyError;

/// `GET {base}/service-points`. What the API would refuse is refused here, in its words. Parameters that it does not
/// have are left out, and the others are written anew.
pub(crate) async fn list(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Result<Response, ProxyError> {
    let search = Search::parse(query.as_deref().unwrap_or_default()).map_err(ProxyError::Query)?;
    let search = app.merchant.admit(search)?;
    Ok(pass(&app, &ApiRequest::list(&search)).await)
}

/// `GET {base}/service-points/{id}`
pub(crate) async fn retrieve(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, ProxyError> {
    Ok(pass(&app, &ApiRequest::retrieve(read(&id)?)).await)
}

/// `POST {base}/service-points/{id}/check-availability`
pub(crate) async fn check_availability(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
) -> Result<Response, ProxyError> {
    Ok(pass(&app, &ApiRequest::check_availability(read(&id)?)).await)
}

fn read(id: &str) -> Result<ServicePointId, ProxyError> {
    id.parse().map_err(|_| ProxyError::NotFound)
}

async fn pass(app: &App, request: &ApiRequest) -> Response {
    let outcome = app.upstream.ask(request).await;
    let upstream_status = outcome.result.as_ref().ok().map(|incoming| incoming.status.as_u16());
    let answered =
        outcome.result.and_then(|incoming| answer::answer(&incoming, |code, url| app.icons.learn(code, url)));
    let mut response = answered.unwrap_or_else(ProxyError::into_response);
    let noted = response.extensions_mut().get_or_insert_default::<Noted>();
    noted.upstream_status = upstream_status;
    noted.calls = outcome.calls;
    response
}
