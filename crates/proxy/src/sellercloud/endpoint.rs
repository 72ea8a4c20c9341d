use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, Uri, header};
use serde_json::Value;
use url::Url;

use crate::auth::TokenError;
use crate::client::Client;
use crate::config::SellercloudPlace;

/// Time for one call of the directory.
const TIMEOUT: Duration = Duration::from_secs(10);
/// Its answer is a line or two.
const MAX_BODY: usize = 64_000;

/// Where a team's API is: configured, or found by the team's name when it is first needed.
#[derive(Debug)]
pub struct Endpoint {
    place: SellercloudPlace,
    client: Client,
    found: Mutex<Option<Url>>,
}

impl Endpoint {
    /// Nothing looked up yet.
    #[must_use]
    pub const fn new(place: SellercloudPlace, client: Client) -> Self {
        Self { place, client, found: Mutex::new(None) }
    }

    /// A path of the API, which begins with a slash.
    ///
    /// # Errors
    /// When the directory does not say where the API is.
    pub async fn uri(&self, path: &str) -> Result<Uri, TokenError> {
        let base = self.url().await?;
        let whole = [base.as_str().trim_end_matches('/'), path].concat();
        Uri::try_from(whole).map_err(|_| TokenError::NoEndpoint("its URL cannot be used"))
    }

    /// The URL of the API, up to and without `/api`.
    ///
    /// # Errors
    /// When the directory does not say where it is.
    pub async fn url(&self) -> Result<Url, TokenError> {
        let (name, directory) = match &self.place {
            SellercloudPlace::Endpoint(url) => return Ok(url.clone()),
            SellercloudPlace::Team { name, directory } => (name, directory),
        };
        if let Some(url) = self.with(|found| found.clone()) {
            return Ok(url);
        }
        let url = self.look_up(name, directory).await?;
        self.with(|found| *found = Some(url.clone()));
        Ok(url)
    }

    /// Looks again when it is needed next.
    pub(crate) fn forget(&self) {
        self.with(|found| *found = None);
    }

    async fn look_up(&self, name: &str, directory: &Url) -> Result<Url, TokenError> {
        let mut target = directory.clone();
        target.query_pairs_mut().append_pair("team", name);
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() =
            Uri::try_from(target.as_str()).map_err(|_| TokenError::NoEndpoint("its URL cannot be used"))?;
        request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
        let incoming = self.client.send(request, TIMEOUT, MAX_BODY).await?;
        if incoming.status != StatusCode::OK {
            return Err(TokenError::Unavailable { status: incoming.status.as_u16(), retry_after: None });
        }
        let body: Value =
            serde_json::from_slice(&incoming.body).map_err(|_| TokenError::NoEndpoint("it answered no JSON"))?;
        let Some(endpoint) = body.get("RestApiEndpoint").and_then(Value::as_str) else {
            return Err(TokenError::NoEndpoint("it knows no team of this name; is SELLERCLOUD_TEAM right?"));
        };
        let url = Url::parse(endpoint.trim()).ok().filter(|url| is_trusted(url, directory));
        url.ok_or(TokenError::NoEndpoint("it named a URL of another domain; set SELLERCLOUD_ENDPOINT if that is right"))
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Option<Url>) -> T) -> T {
        use_it(&mut self.found.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The password goes to whatever the directory names, so that has to be as well protected as the directory, and of the
/// same domain.
fn is_trusted(url: &Url, directory: &Url) -> bool {
    let (Some(host), Some(known)) = (url.host_str(), directory.host_str()) else { return false };
    let parent = known.split_once('.').map(|(_, parent)| parent).filter(|parent| parent.contains('.'));
    let below = |parent: &str| host.strip_suffix(parent).is_some_and(|rest| rest.ends_with('.'));
    let is_name = directory.domain().is_some() && url.domain().is_some();
    let same_domain = host == known || (is_name && parent.is_some_and(below));
    url.scheme() == directory.scheme()
        && same_domain
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_stays_within_the_directorys_domain() {
        let url = |text: &str| Url::parse(text).unwrap();
        let directory = url("https://api.sellercloud.com/api/server-by-team/");
        for good in
            ["https://acme.api.sellercloud.com/rest", "https://acme.sellercloud.com", "https://api.sellercloud.com/r"]
        {
            assert!(is_trusted(&url(good), &directory), "{good}");
        }
        for bad in [
            "http://acme.api.sellercloud.com/rest",
            "https://sellercloud.com.evil.example/rest",
            "https://evilsellercloud.com/rest",
            "https://user@acme.api.sellercloud.com/rest",
            "https://acme.api.sellercloud.com/rest?x=1",
            "https://127.0.0.1/rest",
            "https://com/",
        ] {
            assert!(!is_trusted(&url(bad), &directory), "{bad}");
        }
        let local = url("http://127.0.0.1:8082/api/server-by-team/");
        assert!(is_trusted(&url("http://127.0.0.1:9/rest"), &local));
        assert!(!is_trusted(&url("http://127.0.0.2:9/rest"), &local));
        assert!(!is_trusted(&url("http://10.0.0.1/rest"), &local));
        assert!(!is_trusted(&url("https://evil.com/"), &url("https://sellercloud.com/x")));
    }
}
