//! Carrier icons: learnt from the API's answers, fetched once each, from hosts of a list.

mod hosts;
mod picture;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, Uri, header};

pub(crate) use hosts::is_loopback;
pub use hosts::{IconHosts, InvalidHost};
pub use picture::{Kind, Picture};

use crate::client::Client;
use crate::clock::Clock;

/// Sendcloud has some 150 carriers.
const MAX_CARRIERS: usize = 512;
/// The largest icon served.
const MAX_BYTES: usize = 32_000;
/// Time for fetching one.
const TIMEOUT: Duration = Duration::from_secs(5);
/// An icon that could not be fetched is not asked for again so soon.
const PAUSE: Duration = Duration::from_secs(60);

/// Every icon that the API has named since the start.
pub struct Icons {
    hosts: IconHosts,
    client: Client,
    clock: Arc<dyn Clock>,
    known: Mutex<HashMap<String, Arc<Icon>>>,
}

/// One carrier's icon.
struct Icon {
    /// As the API names it.
    named: String,
    url: Uri,
    /// Locked while fetching, so that one request does it for all.
    picture: tokio::sync::Mutex<State>,
}

enum State {
    NotFetched,
    Fetched(Picture),
    Failed { at: Duration },
}

impl Icons {
    /// None known yet.
    #[must_use]
    pub fn new(hosts: IconHosts, client: Client, clock: Arc<dyn Clock>) -> Self {
        Self { hosts, client, clock, known: Mutex::default() }
    }

    /// Keeps in mind where a carrier's icon is, and gives the path that takes its place in an answer, relative to the
    /// proxy's base. `None` when it will not be served.
    pub fn learn(&self, code: &str, url: &str) -> Option<String> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // A list names the same few icons again and again.
        if known.get(code).is_none_or(|icon| icon.named != url) {
            if !is_code(code) || (known.len() >= MAX_CARRIERS && !known.contains_key(code)) {
                return None;
            }
            let picture = tokio::sync::Mutex::new(State::NotFetched);
            let icon = Icon { named: url.to_owned(), url: self.hosts.admit(url)?, picture };
            known.insert(code.to_owned(), Arc::new(icon));
        }
        Some(["carriers/", code, ".svg"].concat())
    }

    /// The icon of a carrier, when its place is known and holds one.
    pub async fn get(&self, code: &str) -> Option<Picture> {
        let icon = Arc::clone(self.known.lock().unwrap_or_else(PoisonError::into_inner).get(code)?);
        let mut state = icon.picture.lock().await;
        match &*state {
            State::Fetched(picture) => return Some(picture.clone()),
            State::Failed { at } if self.clock.elapsed() < *at + PAUSE => return None,
            State::Failed { .. } | State::NotFetched => {}
        }
        let fetched = self.fetch(&icon.url).await;
        match fetched {
            Ok(picture) => {
                *state = State::Fetched(picture.clone());
                Some(picture)
            }
            Err(cause) => {
                tracing::warn!(carrier = code, cause, "no icon");
                *state = State::Failed { at: self.clock.elapsed() };
                None
            }
        }
    }

    async fn fetch(&self, url: &Uri) -> Result<Picture, String> {
        let mut request = Request::new(Bytes::new());
        *request.uri_mut() = url.clone();
        let accept = HeaderValue::from_static("image/svg+xml, image/png");
        request.headers_mut().insert(header::ACCEPT, accept);
        let incoming = self.client.send(request, TIMEOUT, MAX_BYTES).await.map_err(|error| error.to_string())?;
        if incoming.status != StatusCode::OK {
            return Err(format!("its host answered HTTP {}", incoming.status.as_u16()));
        }
        Picture::sniff(incoming.body).ok_or_else(|| "it is neither SVG nor PNG".to_owned())
    }
}

/// Whether a text is formed as the codes of carriers are. Such a code may stand in the path of an icon.
pub(crate) fn is_code(code: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-';
    (1..=64).contains(&code.len()) && code.bytes().all(legal)
}
