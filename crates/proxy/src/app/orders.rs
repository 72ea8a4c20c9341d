//! Where the merchant's backend hands a receipt over.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Response};
use http::HeaderMap;
use serde_json::{Value, json};
use tracing::Instrument as _;

use super::App;
use crate::answer::Noted;
use crate::error::{JSON, ProxyError};
use crate::hand_off::{BodyError, Note, Order, Platform, platform};
use crate::points::Points;
use crate::receipt::Claims;
use crate::sellercloud::{self, OrderError, Written};

/// `POST {base}/orders/{id}/service-point`: writes the choice of a receipt to the order of this id, or answers it as the
/// platform wants it.
pub(crate) async fn hand_over(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, ProxyError> {
    let Order { receipt, platform } = Order::read(&body)?;
    let identity = app.identity();
    let receipts = identity.receipts.as_ref().ok_or(ProxyError::NotFound)?;
    let claims = receipts.keys.verify(&receipt, app.now()).map_err(BodyError::from)?;
    match platform {
        Platform::Sellercloud => write(app, &id, receipt, claims, headers).await,
        Platform::SendcloudShipment => Ok(answer(&platform::shipment(&claims), Noted::default())),
        Platform::SendcloudParcel => Ok(answer(&platform::parcel(&claims), Noted::default())),
        Platform::SendcloudOrder => Ok(match Points::point(&app, claims.id, &headers).await {
            Ok((point, noted)) => answer(&platform::order(&claims, &point), noted),
            Err(answer) => *answer,
        }),
    }
}

async fn write(
    app: Arc<App>,
    id: &str,
    receipt: String,
    claims: Claims,
    headers: HeaderMap,
) -> Result<Response, ProxyError> {
    if app.identity().sellercloud.is_none() {
        return Err(OrderError::NotConfigured.into());
    }
    // Sellercloud numbers its orders.
    let order = id.parse().ok().filter(|order| *order > 0).ok_or(OrderError::NotFound)?;
    // A task of its own: what has begun is finished, though whoever asked for it may go away.
    let task = async move {
        // Where the point is, is for people; without it the order is written all the same.
        let point = Points::point(&app, claims.id, &headers).await.ok().map(|(point, _)| point);
        let note = Note::new(&receipt, &claims, point.as_ref());
        let written = sellercloud::write(&app, order, &claims, &note).await;
        written.map(|written| (written, note.text))
    };
    let written = tokio::spawn(task.in_current_span()).await.map_err(|_| ProxyError::Internal)?;
    let (Written { columns, calls, status }, note) = written?;
    let noted = Noted { upstream_status: status, calls, ..Noted::default() };
    Ok(answer(&json!({"columns": columns, "note": note}), noted))
}

fn answer(data: &Value, noted: Noted) -> Response {
    noted.of(([JSON], json!({"data": data}).to_string()).into_response())
}
