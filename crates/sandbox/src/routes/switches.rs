//! `/sandbox/…`: faults, clock and log.

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer;
use crate::faults::{ClockSetting, Faults};
use crate::state::Sandbox;

/// The faults that are switched on, and the clock.
pub(crate) async fn faults(State(sandbox): State<Sandbox>) -> Json<Value> {
    let mut shown = json!(sandbox.faults().current());
    shown["clock"] = json!(ClockSetting(*sandbox.clock()));
    Json(shown)
}

/// Replaces all faults. The clock stays as it is unless the body sets it.
pub(crate) async fn set_faults(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match Faults::read(&body) {
        Ok(faults) => {
            if let Some(ClockSetting(clock)) = faults.clock {
                *sandbox.clock() = clock;
            }
            sandbox.faults().set(faults);
            self::faults(State(sandbox)).await.into_response()
        }
        Err(reason) => answer::refusal(400, Some("invalid"), reason),
    }
}

/// Switches every fault off and the clock back to what the sandbox started with.
pub(crate) async fn reset_faults(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.faults().set(Faults::default());
    *sandbox.clock() = sandbox.config().clock;
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetClock {
    clock: ClockSetting,
}

/// Sets the clock alone.
pub(crate) async fn set_clock(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(SetClock { clock: ClockSetting(clock) }) => {
            *sandbox.clock() = clock;
            Json(json!({ "clock": ClockSetting(clock) })).into_response()
        }
        Err(error) => answer::refusal(400, Some("invalid"), format!("The body is no clock setting: {error}")),
    }
}

/// Every request since the log was cleared, oldest first.
pub(crate) async fn log(State(sandbox): State<Sandbox>) -> Response {
    Json(sandbox.log().entries()).into_response()
}

/// Forgets all requests.
pub(crate) async fn clear_log(State(sandbox): State<Sandbox>) -> StatusCode {
    sandbox.log().clear();
    StatusCode::NO_CONTENT
}
