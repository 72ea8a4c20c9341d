//! One file for each thing that can be asked.

pub(crate) mod authorization;
pub(crate) mod carriers;
pub(crate) mod check;
pub(crate) mod list;
mod origin;
pub(crate) mod retrieve;
pub(crate) mod switches;
pub(crate) mod tiles;

use axum::http::{HeaderValue, header};
use axum::response::Response;

pub(crate) use origin::Origin;

/// Keeps browsers from guessing types.
pub(crate) async fn harden(mut answer: Response) -> Response {
    answer.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    answer
}
