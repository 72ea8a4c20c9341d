//! Names for what a request asks, by which faults are switched and the log is read.

use axum::http::Method;
use serde::{Deserialize, Serialize};

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Route {
    /// `GET /api/v3/service-points`.
    List,
    /// `GET /api/v3/service-points/{id}`.
    Retrieve,
    /// `POST /api/v3/service-points/{id}/check-availability`.
    Check,
    /// `POST /oauth2/token`.
    Token,
    /// `GET /oauth2/auth`.
    Authorize,
    /// Sellercloud's `POST /rest/api/token`.
    SellercloudToken,
    /// Sellercloud's `GET /api/server-by-team/`.
    SellercloudTeam,
    /// Sellercloud's `/rest/api/Orders/{id}/CustomColumns`, one or several.
    SellercloudColumns,
    /// Sellercloud's `/rest/api/Orders/{id}/Notes`.
    SellercloudNotes,
    /// `GET /tiles/{z}/{x}/{y}`.
    Tiles,
    /// `GET /carriers/{code}.svg`.
    Carriers,
    /// Any other path.
    Other,
}

impl Route {
    /// `None` for the sandbox's own switches, which neither fail nor are logged.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        Some(match parts.as_slice() {
            ["sandbox", ..] => return None,
            ["api", "v3", "service-points"] => Self::List,
            ["api", "v3", "service-points", _] if method != Method::POST => Self::Retrieve,
            ["api", "v3", "service-points", _, "check-availability"] => Self::Check,
            ["oauth2", "token"] | ["oauth2", "token", ""] => Self::Token,
            ["oauth2", "auth"] => Self::Authorize,
            ["rest", "api", "token"] => Self::SellercloudToken,
            ["api", "server-by-team"] | ["api", "server-by-team", ""] => Self::SellercloudTeam,
            ["rest", "api", "Orders", _, "CustomColumns", ..] => Self::SellercloudColumns,
            ["rest", "api", "Orders", _, "Notes"] => Self::SellercloudNotes,
            ["tiles", ..] => Self::Tiles,
            ["carriers", _] => Self::Carriers,
            _ => Self::Other,
        })
    }
}
