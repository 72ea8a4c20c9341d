//! What happens to every request: it is noted, it suffers the faults switched on, and its answer gets a date.

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::connection::Line;
use crate::route::Route;
use crate::state::Sandbox;

/// Notes the request, applies faults and dates the answer by the sandbox's clock.
pub(crate) async fn observe(State(sandbox): State<Sandbox>, request: Request, next: Next) -> Response {
    let Some(route) = Route::of(request.method(), request.uri().path()) else {
        return dated(&sandbox, next.run(request).await);
    };
    let now = sandbox.now();
    let number = sandbox.log().open(&request, route, now);
    let plan = sandbox.faults().plan(route, request.method());
    // Known only where the sandbox serves its connections itself.
    let line = request.extensions().get::<ConnectInfo<Line>>().map(|ConnectInfo(line)| line.clone());
    plan.wait().await;
    if let Some(line) = line.filter(|_| plan.resets()) {
        line.reset();
        return StatusCode::NO_CONTENT.into_response();
    }
    let answer = match plan.answer() {
        Some(answer) => answer,
        None => next.run(request).await,
    };
    let answer = dated(&sandbox, plan.spoil(answer).await);
    sandbox.log().close(number, answer.status().as_u16());
    answer
}

fn dated(sandbox: &Sandbox, mut answer: Response) -> Response {
    let date = sandbox.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(date) = HeaderValue::from_str(&date) {
        answer.headers_mut().insert(header::DATE, date);
    }
    answer
}
