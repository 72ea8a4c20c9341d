use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, header};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::oauth::{MAX_BODY, TIMEOUT};
use super::{Grant, TokenError, TokenSource, lifetime};
use crate::answer;
use crate::client::{Client, Incoming, TransportError};
use crate::secret::Secret;
use crate::sellercloud::Endpoint;

/// Sellercloud's documents give 60 minutes in words and 1800 seconds in their example: what an answer says counts, up to
/// the hour, and half of it when it says nothing.
const LONGEST: Duration = Duration::from_secs(3600);
const USUAL: Duration = Duration::from_secs(1800);

/// User and password, exchanged for a JSON Web Token at `POST {endpoint}/api/token`.
#[derive(Debug)]
pub struct SellercloudLogin {
    /// Where the API is.
    pub endpoint: Arc<Endpoint>,
    /// The user.
    pub username: Secret,
    /// The user's password.
    pub password: Secret,
    /// How to get there.
    pub client: Client,
}

impl SellercloudLogin {
    async fn grant(&self) -> Result<Grant, TokenError> {
        let login = json!({"Username": self.username.expose(), "Password": self.password.expose()});
        let login = Zeroizing::new(login.to_string());
        let mut request = Request::new(Bytes::copy_from_slice(login.as_bytes()));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.endpoint.uri("/api/token").await?;
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().extend([(header::CONTENT_TYPE, json.clone()), (header::ACCEPT, json)]);
        match self.client.send(request, TIMEOUT, MAX_BODY).await {
            Ok(incoming) => read(&incoming),
            Err(TransportError::TooLarge) => Err(TokenError::Malformed("too large")),
            Err(error) => {
                // The team's API may have moved.
                self.endpoint.forget();
                Err(error.into())
            }
        }
    }
}

impl TokenSource for SellercloudLogin {
    fn request(&self) -> Pin<Box<dyn Future<Output = Result<Grant, TokenError>> + Send + '_>> {
        Box::pin(self.grant())
    }
}

/// Reads `access_token`, `expires_in`, `.issued` and `.expires`. Errors come as `{"Message"}`, `{"Success": false}`,
/// `{"Error", "RateLimitResetTime"}` or OAuth2's, and with any status.
fn read(incoming: &Incoming) -> Result<Grant, TokenError> {
    let status = incoming.status.as_u16();
    let body: Option<Value> = serde_json::from_slice(&incoming.body).ok();
    let has = |key: &str| body.as_ref().and_then(|body| body.get(key)).is_some_and(|value| !value.is_null());
    let failed = body.as_ref().is_some_and(|body| body.get("Success") == Some(&Value::Bool(false)));
    if matches!(status, 429 | 500..) || has("RateLimitResetTime") || !matches!(status, 200 | 400..=499) {
        let retry_after = answer::retry_after_seconds(&incoming.headers);
        return Err(TokenError::Unavailable { status, retry_after });
    }
    if status != 200 || failed || has("error") || has("Error") || (has("Message") && !has("access_token")) {
        return Err(TokenError::Refused { status, error: "wrong user or password" });
    }
    let body = body.ok_or(TokenError::Malformed("no JSON"))?;
    let said = lifetime::between(body.get(".issued"), body.get(".expires"));
    let lifetime = lifetime::lifetime(body.get("expires_in"), said.unwrap_or(USUAL), LONGEST);
    let token = body.get("access_token").and_then(Value::as_str);
    let grant = token.and_then(|token| Grant::new(token, lifetime));
    grant.ok_or(TokenError::Malformed("no access_token, or one that no header can hold"))
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, StatusCode};

    use super::*;

    fn answer(status: u16, body: &Value) -> Result<Grant, TokenError> {
        let status = StatusCode::from_u16(status).unwrap();
        read(&Incoming { status, headers: HeaderMap::new(), body: body.to_string().into() })
    }

    fn seconds(body: &Value) -> u64 {
        answer(200, body).unwrap().lifetime.as_secs()
    }

    #[test]
    fn the_documented_answer_gives_a_token() {
        let mut body = json!({
            "access_token": "eyJ.eyJ.sig", "token_type": "Bearer", "username": "robot", "expires_in": 1800.0,
            ".issued": "Sun, 06 Nov 1994 08:49:37 GMT", ".expires": "Sun, 06 Nov 1994 09:09:37 GMT",
        });
        assert_eq!(answer(200, &body).unwrap().token().expose(), "eyJ.eyJ.sig");
        assert_eq!(seconds(&body), 1800);
        body["expires_in"] = json!(7200.0);
        assert_eq!(seconds(&body), 3600, "no longer than an hour");
        for odd in [json!(null), json!("soon"), json!([])] {
            body["expires_in"] = odd;
            assert_eq!(seconds(&body), 1200, "the dates count then");
        }
        body[".expires"] = json!(null);
        assert_eq!(seconds(&body), 1800);
        body["expires_in"] = json!(-5.0);
        assert_eq!(seconds(&body), 60);
    }

    #[test]
    fn refusals_come_in_many_shapes_and_none_is_repeated() {
        for (status, body) in [
            (401, json!({"Message": "The password hunter2 is wrong"})),
            (400, json!("nothing")),
            (200, json!({"Success": false, "Message": "hunter2"})),
            (200, json!({"Message": "hunter2"})),
            (200, json!({"error": "invalid_grant", "error_description": "hunter2"})),
            (200, json!({"Error": "hunter2"})),
        ] {
            let error = answer(status, &body).unwrap_err();
            assert_eq!(error, TokenError::Refused { status, error: "wrong user or password" }, "{body}");
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn outages_and_limits_are_told_from_refusals() {
        for (status, body) in [
            (429, json!({"Error": "Too many", "RateLimitResetTime": "2026-11-22T11:00:00Z"})),
            (200, json!({"Error": "Too many", "RateLimitResetTime": "2026-11-22T11:00:00Z"})),
            (403, json!({"Error": "Too many", "RateLimitResetTime": "x"})),
            (503, json!("<html>")),
            (302, json!(null)),
        ] {
            let error = answer(status, &body).unwrap_err();
            assert_eq!(error, TokenError::Unavailable { status, retry_after: None }, "{body}");
        }
        for body in [json!([]), json!({}), json!({"access_token": ""}), json!({"access_token": "a b"})] {
            assert!(matches!(answer(200, &body), Err(TokenError::Malformed(_))), "{body}");
        }
    }
}
