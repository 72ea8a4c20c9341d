//! `GET /oauth2/auth`: the start of the code flow (RFC 6749, section 4.1.1). The shop owner agrees at once; a fault makes
//! him refuse.

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::request::{Fields, scopes};
use super::{Consent, Problem, Refusal, challenge};
use crate::state::Sandbox;

/// Ory Hydra refuses a shorter `state` as too easy to guess.
const SHORTEST_STATE: usize = 8;

/// Sends the browser back to the client with a code, or with an error. Without a client and an address that can be
/// trusted, the browser goes nowhere and the error is the answer.
pub(crate) async fn authorize(State(sandbox): State<Sandbox>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::decode(query.unwrap_or_default().as_bytes());
    let (client_id, redirect_uri) = match client(&sandbox, &fields) {
        Ok(client) => client,
        Err(problem) => return problem.into_response(),
    };
    let state = fields.get("state");
    let outcome = code(&sandbox, &fields, client_id, redirect_uri);
    let parameters = match &outcome {
        Ok((code, scope)) => vec![("code", code.as_str()), ("scope", scope), ("state", state.unwrap_or_default())],
        Err(problem) => problem.parameters().into_iter().chain(state.map(|state| ("state", state))).collect(),
    };
    (StatusCode::SEE_OTHER, [(header::LOCATION, with_query(redirect_uri, &parameters))]).into_response()
}

fn client<'a>(sandbox: &Sandbox, fields: &'a Fields) -> Result<(&'a str, &'a str), Problem> {
    let known = |id: &str| sandbox.config().credentials.as_ref().is_none_or(|wanted| wanted.public_key == id);
    let no_client = || Problem::new(Refusal::InvalidClient, "The requested OAuth 2.0 Client does not exist.");
    let client_id = fields.get("client_id").filter(|id| known(id)).ok_or_else(no_client)?;
    let redirect_uri = fields.need("redirect_uri")?;
    let registered = &sandbox.config().redirect_uris;
    if !is_address(redirect_uri) || !(registered.is_empty() || registered.iter().any(|uri| uri == redirect_uri)) {
        let hint = "The \"redirect_uri\" does not match any of the client's pre-registered redirect URLs.";
        return Err(Problem::new(Refusal::InvalidRequest, hint));
    }
    Ok((client_id, redirect_uri))
}

/// Absolute, of the web, and without a fragment (RFC 6749, section 3.1.2).
fn is_address(text: &str) -> bool {
    let parts: Option<Uri> = text.parse().ok();
    parts.is_some_and(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some())
        && !text.contains('#')
}

fn code(sandbox: &Sandbox, fields: &Fields, client_id: &str, redirect_uri: &str) -> Result<(String, String), Problem> {
    if fields.get("response_type") != Some("code") {
        let hint = "The only response type is \"code\".";
        return Err(Problem::new(Refusal::UnsupportedResponseType, hint));
    }
    if fields.get("state").is_none_or(|state| state.len() < SHORTEST_STATE) {
        let hint = format!("The \"state\" must be at least {SHORTEST_STATE} characters long.");
        return Err(Problem::new(Refusal::InvalidState, hint));
    }
    let scope = scopes(fields.get("scope").unwrap_or("api"))?;
    let code_challenge = challenge::asked(fields)?;
    if sandbox.faults().token().consent_denied {
        return Err(Problem::new(Refusal::AccessDenied, "The resource owner denied the request."));
    }
    let consent = Consent {
        client_id: client_id.to_owned(),
        redirect_uri: redirect_uri.to_owned(),
        scope: scope.clone(),
        code_challenge,
    };
    let now = sandbox.now();
    let code = sandbox.tokens().consent(consent, now);
    let code = code.ok_or_else(|| Problem::new(Refusal::ServerError, "No random numbers on this machine."))?;
    Ok((code, scope))
}

fn with_query(address: &str, parameters: &[(&str, &str)]) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = parameters.iter().map(|(name, value)| format!("{name}={}", encode(value))).collect();
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_added_to_those_that_an_address_has() {
        assert_eq!(with_query("http://a/b", &[("state", "x y&z")]), "http://a/b?state=x%20y%26z");
        assert_eq!(with_query("http://a/b?c=d", &[("code", "1"), ("e", "2")]), "http://a/b?c=d&code=1&e=2");
    }

    #[test]
    fn only_addresses_of_the_web_are_sent_to() {
        for good in ["http://127.0.0.1:4000/callback", "https://shop.example/back?x=1"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "/back", "javascript:alert(1)", "https://shop.example/#x", "shop.example", "https:", "a b"] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
