use std::time::Duration;

use http::Uri;
use url::Url;

use super::{Problems, Sources};
use crate::icons::is_loopback;
use crate::rate::Rate;
use crate::retry::Policy;

/// The API.
#[derive(Clone, Debug)]
pub struct UpstreamConfig {
    /// Its URL, with its path and without a slash at the end.
    pub base: String,
    /// Time for a connection.
    pub connect_timeout: Duration,
    /// How often to try, and time for all of it.
    pub retries: Policy,
    /// What may be read of it; `None` for no end.
    pub reads: Option<Rate>,
    /// What may be written to it.
    pub writes: Option<Rate>,
}

impl UpstreamConfig {
    pub(super) fn read(sources: &Sources, allow_http: bool, problems: &mut Problems) -> Option<Self> {
        let url = url(sources, "SPP_UPSTREAM", allow_http, problems);
        let reads = sources.number("SPP_QUOTA_READS", 0..=1_000_000, problems);
        let writes = sources.number("SPP_QUOTA_WRITES", 0..=1_000_000, problems);
        Some(Self {
            base: url?.as_str().trim_end_matches('/').to_owned(),
            connect_timeout: Duration::from_secs(3),
            retries: Policy::DEFAULT,
            reads: Rate::never_more_than(reads?),
            writes: Rate::never_more_than(writes?),
        })
    }
}

/// A URL that secrets may be sent to.
pub(super) fn url(sources: &Sources, setting: &str, allow_http: bool, problems: &mut Problems) -> Option<Url> {
    match check(sources.text(setting)?, allow_http) {
        Ok(url) => Some(url),
        Err(problem) => {
            problems.add(setting, problem);
            None
        }
    }
}

/// The same, as requests want it.
pub(super) fn uri(sources: &Sources, setting: &str, allow_http: bool, problems: &mut Problems) -> Option<Uri> {
    Uri::try_from(url(sources, setting, allow_http, problems)?.as_str()).ok()
}

fn check(text: &str, allow_http: bool) -> Result<Url, &'static str> {
    let url = Url::parse(text).map_err(|_| "is a URL such as https://panel.sendcloud.sc/api/v3")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must not hold a user or password; keys have settings of their own");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must end with its path");
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if allow_http || is_loopback(&url) => Ok(url),
        "http" => Err("would send the keys in the clear; use https, or set SPP_ALLOW_HTTP_UPSTREAM=1"),
        _ => Err("begins with https://"),
    }
}
