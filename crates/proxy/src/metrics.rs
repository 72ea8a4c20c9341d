//! What is counted, and how it is written for Prometheus (text format 0.0.4). No label holds anything of a request but
//! its route, and its method is of a short list.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::app::App;
use crate::auth::Authorizer;

/// Counters since the start.
#[derive(Debug)]
pub struct Metrics(Mutex<Counted>);

/// What alert rules look for is there from the start: Prometheus sees no increase from nothing to one.
const WATCHED_REASONS: [&str; 4] = ["credentials_refused", "forbidden_origin", "internal", "upstream_quota"];
/// The same of the API's statuses.
const WATCHED_STATUSES: [u16; 5] = [0, 400, 401, 403, 429];

impl Default for Metrics {
    fn default() -> Self {
        Self(Mutex::new(Counted {
            refused: WATCHED_REASONS.map(|reason| (reason, 0)).into(),
            upstream: WATCHED_STATUSES.map(|status| (status, 0)).into(),
            ..Counted::default()
        }))
    }
}

#[derive(Debug, Default)]
struct Counted {
    /// By route.
    requests: BTreeMap<String, Route>,
    /// By what the cache had.
    cache: BTreeMap<&'static str, u64>,
    /// By the word of the proxy's own error.
    refused: BTreeMap<&'static str, u64>,
    /// Calls of the API, by status; 0 for none.
    upstream: BTreeMap<u16, u64>,
    upstream_seconds: Histogram,
    tokens: u64,
    receipts: u64,
    /// Calls of Sellercloud's API, by status; 0 for none.
    sellercloud: BTreeMap<u16, u64>,
    sellercloud_seconds: Histogram,
}

#[derive(Debug, Default)]
struct Route {
    /// By status.
    requests: BTreeMap<u16, u64>,
    seconds: Histogram,
}

/// Upper bounds in seconds.
const BOUNDS: [f64; 9] = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

#[derive(Debug, Default)]
struct Histogram {
    /// How many were at most as long as each bound.
    below: [u64; BOUNDS.len()],
    count: u64,
    sum: f64,
}

impl Histogram {
    fn add(&mut self, time: Duration) {
        let seconds = time.as_secs_f64();
        for (below, bound) in self.below.iter_mut().zip(BOUNDS) {
            *below += u64::from(seconds <= bound);
        }
        self.count += 1;
        self.sum += seconds;
    }
}

/// A request that was answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    pub(crate) route: &'a str,
    pub(crate) status: u16,
    pub(crate) time: Duration,
    pub(crate) cache: Option<&'static str>,
    pub(crate) reason: Option<&'static str>,
}

impl Metrics {
    pub(crate) fn request(&self, request: Request<'_>) {
        self.with(|counted| {
            let route = match counted.requests.get_mut(request.route) {
                Some(route) => route,
                None => counted.requests.entry(request.route.to_owned()).or_default(),
            };
            *route.requests.entry(request.status).or_default() += 1;
            route.seconds.add(request.time);
            if let Some(result) = request.cache {
                *counted.cache.entry(result).or_default() += 1;
            }
            if let Some(reason) = request.reason {
                *counted.refused.entry(reason).or_default() += 1;
            }
        });
    }

    /// A call of the API; without a status when there was no answer.
    pub(crate) fn upstream(&self, status: Option<u16>, time: Duration) {
        self.with(|counted| {
            *counted.upstream.entry(status.unwrap_or(0)).or_default() += 1;
            counted.upstream_seconds.add(time);
        });
    }

    /// A token was handed to a page.
    pub(crate) fn token(&self) {
        self.with(|counted| counted.tokens += 1);
    }

    /// A choice was signed.
    pub(crate) fn receipt(&self) {
        self.with(|counted| counted.receipts += 1);
    }

    /// A call of Sellercloud's API for an order; without a status when there was no answer.
    pub(crate) fn sellercloud(&self, status: Option<u16>, time: Duration) {
        self.with(|counted| {
            *counted.sellercloud.entry(status.unwrap_or(0)).or_default() += 1;
            counted.sellercloud_seconds.add(time);
        });
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Counted) -> T) -> T {
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Everything that is counted and measured, as text.
pub(crate) fn write(app: &App) -> String {
    let mut page = Page(String::new());
    app.metrics.with(|counted| {
        page.family("spp_requests_total", "counter", "Requests answered, by route and status.");
        for (route, counts) in &counted.requests {
            for (status, count) in &counts.requests {
                page.value("spp_requests_total", &[("route", route), ("status", &status.to_string())], *count as f64);
            }
        }
        page.family("spp_request_seconds", "histogram", "Time to answer a request, by route.");
        for (route, counts) in &counted.requests {
            page.histogram("spp_request_seconds", &[("route", route)], &counts.seconds);
        }
        page.family("spp_cache_total", "counter", "Reads, by what was kept: hit, stale, miss, shared with another.");
        for (result, count) in &counted.cache {
            page.value("spp_cache_total", &[("result", result)], *count as f64);
        }
        page.family("spp_refused_total", "counter", "Answers of the proxy's own errors, by their reason.");
        for (reason, count) in &counted.refused {
            page.value("spp_refused_total", &[("reason", reason)], *count as f64);
        }
        page.family("spp_upstream_calls_total", "counter", "Calls of the API, by status; none when it gave no answer.");
        page.calls("spp_upstream_calls_total", &counted.upstream);
        page.family("spp_upstream_seconds", "histogram", "Time of a call of the API.");
        page.histogram("spp_upstream_seconds", &[], &counted.upstream_seconds);
        page.family("spp_tokens_issued_total", "counter", "Tokens handed to pages.");
        page.value("spp_tokens_issued_total", &[], counted.tokens as f64);
        page.family("spp_receipts_total", "counter", "Choices signed.");
        page.value("spp_receipts_total", &[], counted.receipts as f64);
        let help = "Calls of Sellercloud's API for orders, by status; none when it gave no answer.";
        page.family("spp_sellercloud_calls_total", "counter", help);
        page.calls("spp_sellercloud_calls_total", &counted.sellercloud);
        page.family("spp_sellercloud_seconds", "histogram", "Time of a call of Sellercloud's API for an order.");
        page.histogram("spp_sellercloud_seconds", &[], &counted.sellercloud_seconds);
    });
    gauges(app, &mut page);
    page.0
}

fn gauges(app: &App, page: &mut Page) {
    page.family("spp_quota_left", "gauge", "Calls of the API that could be made at once now.");
    for (kind, left) in app.upstream.quota.left() {
        page.value("spp_quota_left", &[("kind", kind)], f64::from(left));
    }
    page.family("spp_token_seconds", "gauge", "How much longer the token is good; 0 without one.");
    let mut token = |of: &str, remaining: Option<Duration>| {
        page.value("spp_token_seconds", &[("of", of)], remaining.unwrap_or_default().as_secs_f64());
    };
    let identity = app.identity();
    if let Authorizer::Bearer(tokens) = &identity.authorizer {
        token("sendcloud", tokens.remaining());
    }
    if let Some(sellercloud) = &identity.sellercloud {
        token("sellercloud", sellercloud.tokens.remaining());
    }
    let (entries, bytes) = app.points.size();
    page.family("spp_cache_entries", "gauge", "Answers that are kept.");
    page.value("spp_cache_entries", &[], entries as f64);
    page.family("spp_cache_bytes", "gauge", "About how much memory they take.");
    page.value("spp_cache_bytes", &[], bytes as f64);
    page.family("spp_ready", "gauge", "1 while requests are welcome, as /readyz says.");
    page.value("spp_ready", &[], f64::from(u8::from(app.is_ready().is_ok())));
    page.family("spp_build_info", "gauge", "1, with the version.");
    page.value("spp_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1.0);
}

struct Page(String);

impl Page {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        self.line(format_args!("# HELP {name} {help}"));
        self.line(format_args!("# TYPE {name} {kind}"));
    }

    fn value(&mut self, name: &str, labels: &[(&str, &str)], value: f64) {
        let labels: Vec<_> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        if labels.is_empty() {
            self.line(format_args!("{name} {value}"));
        } else {
            self.line(format_args!("{name}{{{}}} {value}", labels.join(",")));
        }
    }

    fn calls(&mut self, name: &str, by_status: &BTreeMap<u16, u64>) {
        for (status, count) in by_status {
            let status = if *status == 0 { "none".to_owned() } else { status.to_string() };
            self.value(name, &[("status", &status)], *count as f64);
        }
    }

    fn histogram(&mut self, name: &str, labels: &[(&str, &str)], histogram: &Histogram) {
        let bucket = [name, "_bucket"].concat();
        for (bound, below) in BOUNDS.iter().zip(histogram.below) {
            let bound = bound.to_string();
            self.value(&bucket, &[labels, &[("le", bound.as_str())]].concat(), below as f64);
        }
        self.value(&bucket, &[labels, &[("le", "+Inf")]].concat(), histogram.count as f64);
        self.value(&[name, "_sum"].concat(), labels, histogram.sum);
        self.value(&[name, "_count"].concat(), labels, histogram.count as f64);
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a text does not fail.
        let _written = writeln!(self.0, "{line}");
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_histogram_counts_what_is_at_most_as_long() {
        let mut histogram = Histogram::default();
        for milliseconds in [1, 5, 6, 2500, 60_000] {
            histogram.add(Duration::from_millis(milliseconds));
        }
        let mut page = Page(String::new());
        page.histogram("t", &[("route", "a\"b\\c\n")], &histogram);
        let lines: Vec<_> = page.0.lines().collect();
        assert_eq!(lines[0], r#"t_bucket{route="a\"b\\c\n",le="0.005"} 2"#);
        assert_eq!(lines[1], r#"t_bucket{route="a\"b\\c\n",le="0.025"} 3"#);
        assert_eq!(lines[8], r#"t_bucket{route="a\"b\\c\n",le="10"} 4"#);
        assert_eq!(lines[9], r#"t_bucket{route="a\"b\\c\n",le="+Inf"} 5"#);
        assert_eq!(lines[10], r#"t_sum{route="a\"b\\c\n"} 62.512"#);
        assert_eq!(lines[11], r#"t_count{route="a\"b\\c\n"} 5"#);
    }
}
