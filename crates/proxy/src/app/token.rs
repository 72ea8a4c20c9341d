//! Token mode: Sendcloud's access tokens for the shop's own pages.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method, header};
use serde_json::json;

use super::App;
use crate::auth::{Authorizer, Lease};
use crate::error::{JSON, ProxyError};
use crate::guard::{FETCH_SITE, Peer};
use crate::upstream::without_token;

/// Which tokens are handed out.
#[derive(Clone, Copy, Debug)]
pub struct TokenMode {
    /// What a token is good for at the least when it is handed out.
    pub least: Duration,
}

/// `GET {base}/token`: the answer of an OAuth2 token endpoint, but for what only the merchant may have.
pub(crate) async fn give(State(app): State<Arc<App>>, request: Request) -> Result<Response, ProxyError> {
    let identity = app.identity();
    let (Some(mode), Authorizer::Bearer(tokens)) = (app.token_mode, &identity.authorizer) else {
        return Err(ProxyError::NotFound);
    };
    if request.method() != Method::GET {
        return Err(ProxyError::MethodNotAllowed);
    }
    let headers = request.headers();
    if !is_of_the_shop(headers) {
        tracing::warn!("something that is no page of the shop asked for a token");
        return Err(ProxyError::ForbiddenOrigin);
    }
    let peer = request.extensions().get::<Peer>().copied();
    app.clients.take_token(peer, headers, app.clock.elapsed()).map_err(ProxyError::RateLimited)?;
    // Whoever says so was refused the token that is kept.
    let anew = headers.get_all(header::CACHE_CONTROL).iter().any(|value| value == "no-cache");
    let least = if anew { Duration::MAX } else { mode.least };
    let Lease { token, remaining } = tokens.lasting(least).await.map_err(|error| without_token(&error))?;
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or("same-origin");
    app.metrics.token();
    tracing::info!(origin, seconds = remaining.as_secs(), "a token was handed out");
    let body = json!({"access_token": token.expose(), "token_type": "bearer", "expires_in": remaining.as_secs()});
    Ok(([JSON], body.to_string()).into_response())
}

/// A page of a listed origin, which has been checked before, or one of the proxy's own origin, where the shop has put
/// the proxy. Without either header it is no page at all, and whoever has a server of his own needs no token of ours.
fn is_of_the_shop(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) || headers.get(FETCH_SITE).is_some_and(|site| site == "same-origin")
}
