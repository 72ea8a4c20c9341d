//! The page that the browser comes back to.

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::{HeaderName, HeaderValue, StatusCode, header};
use tokio::sync::{mpsc, oneshot};

use super::flow::{Code, Flow, NoAnswer, Refused};

/// An answer of Sendcloud's, and where to tell whether it led to a token.
pub(super) type Answer = (Result<Code, Refused>, oneshot::Sender<bool>);

#[derive(Clone)]
struct Waiting {
    flow: Flow,
    answers: mpsc::Sender<Answer>,
}

/// Serves the one path. The first answer to the question counts; whatever else comes leaves the question open.
pub(super) fn router(flow: Flow, answers: mpsc::Sender<Answer>) -> Router {
    Router::new().route("/callback", get(back)).with_state(Waiting { flow, answers })
}

async fn back(State(waiting): State<Waiting>, RawQuery(query): RawQuery) -> Response {
    let answer = match waiting.flow.read(query.as_deref().unwrap_or_default()) {
        Ok(answer) => answer,
        Err(NoAnswer) => return page(StatusCode::BAD_REQUEST, "This is not the answer that was waited for."),
    };
    let (told, outcome) = oneshot::channel();
    if waiting.answers.try_send((answer, told)).is_err() {
        return page(StatusCode::CONFLICT, "An answer has already come.");
    }
    match outcome.await {
        Ok(true) => page(StatusCode::OK, "Logged in. You can close this page."),
        Ok(false) | Err(_) => page(StatusCode::BAD_GATEWAY, "That did not work; the terminal says why."),
    }
}

fn page(status: StatusCode, text: &'static str) -> Response {
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONNECTION, HeaderValue::from_static("close")),
        // The address of the page holds the code.
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (HeaderName::from_static("content-security-policy"), HeaderValue::from_static("default-src 'none'")),
    ];
    (status, headers, text).into_response()
}
