//! `GET /carriers/{code}.svg` and `/carriers/{code}-logo.svg`.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use crate::answer;

macro_rules! signs {
    ($($code:literal),* $(,)?) => {
        &[$(
            (concat!($code, ".svg"), include_str!(concat!("../../data/carriers/", $code, ".svg"))),
            (concat!($code, "-logo.svg"), include_str!(concat!("../../data/carriers/", $code, "-logo.svg"))),
        )*]
    };
}

static SIGNS: &[(&str, &str)] = signs![
    "bpost",
    "brt",
    "colissimo",
    "correos",
    "default",
    "dhl",
    "dpd",
    "fedex",
    "gls_it",
    "inpost_it",
    "mondial_relay",
    "poste_italiane",
    "postnl",
    "ups",
];

/// A carrier's placeholder sign.
pub(crate) async fn sign(Path(file): Path<String>) -> Response {
    match SIGNS.iter().find(|(name, _)| *name == file) {
        Some((_, svg)) => {
            let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
            (headers, *svg).into_response()
        }
        None => answer::refusal(404, Some("not_found"), "There is no such sign."),
    }
}
