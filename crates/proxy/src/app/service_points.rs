//! The three routes of the API.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, RawQuery, Request, State};
use axum::response::{IntoResponse as _, Response};
use service_points::{Request as ApiRequest, Search, ServicePointId};

use super::{App, cors};
use crate::answer::{self, Noted};
use crate::error::ProxyError;

/// The API's POST has no body; an empty JSON object or two is not worth a refusal.
const MAX_BODY: usize = 1024;
/// Time for that body to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(5);

/// `GET {base}/service-points`. What the API would refuse is refused here, in its words. Parameters that it does not
/// have are left out, and the others are written anew.
pub(crate) async fn list(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Result<Response, ProxyError> {
    let search = Search::parse(query.as_deref().unwrap_or_default()).map_err(ProxyError::Query)?;
    Ok(pass(&app, &ApiRequest::list(&search)).await)
}

/// `GET {base}/service-points/{id}`
pub(crate) async fn retrieve(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, ProxyError> {
    let id: ServicePointId = id.parse().map_err(|_| ProxyError::NotFound)?;
    Ok(pass(&app, &ApiRequest::retrieve(id)).await)
}

/// `POST {base}/service-points/{id}/check-availability`
pub(crate) async fn check_availability(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, ProxyError> {
    let id: ServicePointId = id.parse().map_err(|_| ProxyError::NotFound)?;
    if request.headers().get(cors::PICKER_HEADER).is_none_or(|value| value != "1") {
        return Err(ProxyError::MissingHeader);
    }
    discard(request.into_body()).await?;
    Ok(pass(&app, &ApiRequest::check_availability(id)).await)
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

async fn discard(body: Body) -> Result<(), ProxyError> {
    match tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(_)) => Err(ProxyError::BodyTooLarge),
        Err(_) => Err(ProxyError::RequestTimeout),
    }
}
