//! A shopper's choice, checked and signed.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use service_points::{ServicePoint, read_availability};

use super::App;
use super::service_points::{Checked, check};
use crate::answer::{Noted, Page};
use crate::error::{JSON, ProxyError};
use crate::hand_off::Choice;
use crate::identity::Receipts;
use crate::points::Points;
use crate::receipt::Claims;

/// `POST {base}/selection`: the answer of an availability check, with a receipt when the point is available. Only a point
/// that has just been checked gets one.
pub(crate) async fn sign(State(app): State<Arc<App>>, headers: HeaderMap, body: Bytes) -> Result<Response, ProxyError> {
    let identity = app.identity();
    let receipts = identity.receipts.as_ref().ok_or(ProxyError::NotFound)?;
    let choice = Choice::read(&body)?;
    let (point, read) = match Points::point(&app, choice.id, &headers).await {
        Ok(found) => found,
        Err(answer) => return Ok(*answer),
    };
    admit(&app, &point).await?;
    choice.suffices(&point)?;
    if point.is_expired {
        return Ok(read.of(([JSON], data(&json!({"is_available": false}))).into_response()));
    }
    let Checked { page, noted } = check(&app, choice.id).await;
    let noted = Noted { calls: read.calls + noted.calls, cache: read.cache, ..noted };
    let page = page.and_then(|page| signed(&app, receipts, page, &point, &choice));
    let response = page.map_or_else(ProxyError::into_response, |page| page.respond(&headers, app.clock.elapsed()));
    Ok(noted.of(response))
}

/// What the page is answered to the check: the same, and a receipt.
fn signed(
    app: &App,
    receipts: &Receipts,
    page: Page,
    point: &ServicePoint,
    choice: &Choice,
) -> Result<Page, ProxyError> {
    if page.status != StatusCode::OK {
        return Ok(page);
    }
    let body: Value = serde_json::from_slice(&page.body).map_err(|_| ProxyError::UpstreamMalformed)?;
    let is_available = read_availability(&&body).map_err(|_| ProxyError::UpstreamMalformed)?;
    if !is_available {
        return Ok(page.with_body(data(&json!({"is_available": false})).into()));
    }
    let iat = app.now();
    let claims = Claims {
        id: point.id,
        carrier: point.carrier.code.clone(),
        post_number: choice.post_number.clone(),
        iat,
        exp: iat.saturating_add(receipts.lifetime.as_secs()),
    };
    app.metrics.receipt();
    Ok(page.with_body(data(&json!({"is_available": true, "receipt": receipts.keys.sign(&claims)})).into()))
}

fn data(data: &Value) -> String {
    json!({"data": data}).to_string()
}

/// Lets only what the merchant lets be searched for be chosen.
async fn admit(app: &Arc<App>, point: &ServicePoint) -> Result<(), ProxyError> {
    let Some((search, refusal)) = app.merchant.admit_point(point)? else { return Ok(()) };
    if Points::finds(app, &search, point.id).await? { Ok(()) } else { Err(refusal.into()) }
}
