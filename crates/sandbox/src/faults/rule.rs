use axum::http::{HeaderValue, Method};
use serde::{Deserialize, Serialize};

use super::spoilt::Drip;
use super::{Spoilt, Target};
use crate::route::Route;

/// One thing that goes wrong with some requests.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rule {
    /// Which requests; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) route: Option<Target>,
    /// Only requests with this method; absent: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) method: Option<Verb>,
    /// How long the answer takes, besides the time it takes anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) latency_ms: Option<Latency>,
    /// Status of the answer, with the body that the API has for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<u16>,
    /// The `Retry-After` header that goes with the status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) retry_after: Option<String>,
    /// What happens to the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Spoilt>,
    /// Lets the body come in small pieces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) drip: Option<Drip>,
    /// Share of the requests that are hit, 0 to 1; absent: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) rate: Option<f64>,
    /// How many more requests are hit; absent: no end of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) times: Option<u32>,
}

/// A method that some route of the sandbox's has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Verb {
    Get,
    Post,
    Put,
}

impl Verb {
    const fn method(self) -> Method {
        match self {
            Self::Get => Method::GET,
            Self::Post => Method::POST,
            Self::Put => Method::PUT,
        }
    }
}

/// Milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged, expecting = "latency_ms must be a whole number, or an object with min and max")]
pub(crate) enum Latency {
    /// Always as many.
    Fixed(u64),
    /// Any number between two.
    Between { min: u64, max: u64 },
}

const MOST_LATENCY_MS: u64 = 600_000;

impl Rule {
    /// Says what is wrong with the rule.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.latency_ms.is_none() && self.status.is_none() && self.body.is_none() && self.drip.is_none() {
            return Err("needs latency_ms, status, body or drip".to_owned());
        }
        if self.drip.is_some_and(|drip| drip.bytes == 0 || drip.every_ms > MOST_LATENCY_MS) {
            return Err(format!("drip.bytes must be at least 1, and drip.every_ms at most {MOST_LATENCY_MS}"));
        }
        if self.times == Some(0) {
            return Err("times must be at least 1".to_owned());
        }
        if self.retry_after.is_some() && self.status.is_none() {
            return Err("retry_after needs a status to go with".to_owned());
        }
        if self.status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Err("status must be 200 to 599".to_owned());
        }
        if self.rate.is_some_and(|rate| !(0.0..=1.0).contains(&rate)) {
            return Err("rate must be 0 to 1".to_owned());
        }
        let legal = match self.latency_ms {
            None => true,
            Some(Latency::Fixed(milliseconds)) => milliseconds <= MOST_LATENCY_MS,
            Some(Latency::Between { min, max }) => min <= max && max <= MOST_LATENCY_MS,
        };
        if !legal {
            return Err(format!("latency_ms must be at most {MOST_LATENCY_MS}, and min not above max"));
        }
        if self.retry_after.as_ref().is_some_and(|value| HeaderValue::from_str(value).is_err()) {
            return Err("retry_after cannot be sent as a header".to_owned());
        }
        Ok(())
    }

    /// Whether the rule is about such a request.
    pub(crate) fn concerns(&self, route: Route, method: &Method) -> bool {
        self.route.is_none_or(|target| target.includes(route))
            && self.method.is_none_or(|verb| verb.method() == *method)
    }
}
