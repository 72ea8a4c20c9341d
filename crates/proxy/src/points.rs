//! What the browser is answered to a read: from what is kept, from what is under way, or from the API.

mod asked;
mod cell;
mod kept;
mod spans;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, StatusCode};
use moka::sync::Cache;
use service_points::{Search, ServicePoint, ServicePointId, read_list, read_point};

use crate::answer::{Noted, Page};
use crate::app::App;
use crate::error::ProxyError;
use crate::flights::Flights;
pub(crate) use asked::Asked;
use cell::Cell;
pub use kept::Lifetimes;
use kept::{Kept, size};

/// Answers to reads, kept for a while and asked for once.
pub struct Points {
    kept: Option<Kits>,
    flights: Flights<Fetched>,
}

/// What keeping needs.
struct Kits {
    cache: Cache<String, Arc<Kept>>,
    lifetimes: Lifetimes,
    /// How often everything has been forgotten.
    epoch: AtomicU64,
    /// Until when, in milliseconds of the clock, the API is believed to be down: what is kept is then answered at once.
    down: AtomicU64,
}

/// What came of asking the API.
#[derive(Clone)]
struct Fetched {
    result: Result<Arc<Kept>, ProxyError>,
    upstream_status: Option<u16>,
    calls: u32,
}

/// An answer, and how it came about.
struct Answered {
    result: Result<Arc<Kept>, ProxyError>,
    /// Why it is older than it should be.
    stale: Option<&'static str>,
    noted: Noted,
}

impl Points {
    /// Nothing kept yet. Without lifetimes nothing is ever kept, but what is under way is still shared.
    #[must_use]
    pub fn new(lifetimes: Option<Lifetimes>) -> Self {
        let kits = |lifetimes: Lifetimes| {
            let weigher = |key: &String, kept: &Arc<Kept>| size(key, kept);
            let cache = Cache::builder().max_capacity(lifetimes.bytes).weigher(weigher).build();
            Kits { cache, lifetimes, epoch: AtomicU64::new(0), down: AtomicU64::new(0) }
        };
        Self { kept: lifetimes.map(kits), flights: Flights::default() }
    }

    /// Forgets everything, also what is under way: another account may have other carriers.
    pub(crate) fn forget(&self) {
        if let Some(kits) = &self.kept {
            kits.epoch.fetch_add(1, Ordering::SeqCst);
            kits.cache.invalidate_all();
        }
    }

    /// How many answers are kept, and about how many bytes they take.
    pub(crate) fn size(&self) -> (u64, u64) {
        self.kept.as_ref().map_or((0, 0), |kits| {
            kits.cache.run_pending_tasks();
            (kits.cache.entry_count(), kits.cache.weighted_size())
        })
    }

    /// A list.
    pub(crate) async fn list(app: &Arc<App>, search: &Search, request: &HeaderMap) -> Response {
        if app.points.kept.is_some()
            && let Some(cell) = Cell::around(search, app.merchant.most)
        {
            let answered = Self::obtain(app, Asked::cell(&cell.search)).await;
            match &answered.result {
                Ok(kept) if kept.page.status == StatusCode::OK => {
                    if let Some(body) = kept.within(&cell) {
                        let page = kept.page.with_body(body);
                        return respond(app, &page, answered.stale, answered.noted, request);
                    }
                }
                Ok(kept) if kept.page.status.is_client_error() => {}
                Ok(_) | Err(_) => return Self::answer(app, answered, request),
            }
        }
        Self::answer(app, Self::obtain(app, Asked::list(search)).await, request)
    }

    /// One point.
    pub(crate) async fn one(app: &Arc<App>, id: ServicePointId, request: &HeaderMap) -> Response {
        Self::answer(app, Self::obtain(app, Asked::one(id)).await, request)
    }

    /// One point as a value; or what to answer when it cannot be had.
    pub(crate) async fn point(
        app: &Arc<App>,
        id: ServicePointId,
        request: &HeaderMap,
    ) -> Result<(ServicePoint, Noted), Box<Response>> {
        let answered = Self::obtain(app, Asked::one(id)).await;
        let read = match &answered.result {
            Ok(kept) if kept.page.status == StatusCode::OK => json(&kept.page).and_then(|body| read_point(&&body).ok()),
            Ok(_) | Err(_) => return Err(Box::new(Self::answer(app, answered, request))),
        };
        match read {
            Some(point) => Ok((point, answered.noted)),
            None => Err(Box::new(answered.noted.of(ProxyError::UpstreamMalformed.into_response()))),
        }
    }

    /// Whether a search finds a point.
    ///
    /// # Errors
    /// When the API does not say.
    pub(crate) async fn finds(app: &Arc<App>, search: &Search, id: ServicePointId) -> Result<bool, ProxyError> {
        let kept = Self::obtain(app, Asked::list(search)).await.result?;
        if kept.page.status != StatusCode::OK {
            return Err(ProxyError::UpstreamError { status: kept.page.status, retry_after: None });
        }
        let list = json(&kept.page).and_then(|body| read_list(&&body).ok()).ok_or(ProxyError::UpstreamMalformed)?;
        Ok(list.points.iter().any(|point| point.id == id))
    }

    fn answer(app: &App, answered: Answered, request: &HeaderMap) -> Response {
        let Answered { result, stale, noted } = answered;
        match result {
            Ok(kept) => respond(app, &kept.page, stale, noted, request),
            Err(error) => noted.of(error.into_response()),
        }
    }

    /// Takes what is kept while it is fresh, and for a while longer while a new one is fetched; else waits for the new
    /// one. When the API fails, what is kept counts a good while longer.
    async fn obtain(app: &Arc<App>, asked: Asked) -> Answered {
        let now = app.clock.elapsed();
        let points = &app.points;
        let known = points.kept.as_ref().and_then(|kits| {
            let kept = kits.cache.get(&asked.key)?;
            (now < kept.usable).then_some((kits, kept))
        });
        let noted = |cache| Noted { cache: Some(cache), ..Noted::default() };
        if let Some((kits, kept)) = &known {
            if now < kept.fresh {
                return Answered { result: Ok(Arc::clone(kept)), stale: None, noted: noted("hit") };
            }
            let down = now < Duration::from_millis(kits.down.load(Ordering::Relaxed));
            if now < kept.renewable || down {
                if !down {
                    points.flights.launch(&asked.key, || fetch(Arc::clone(app), asked.clone()));
                }
                let stale = (now >= kept.renewable).then_some("upstream_down");
                return Answered { result: Ok(Arc::clone(kept)), stale, noted: noted("stale") };
            }
        }
        let flight = points.flights.join(&asked.key, || fetch(Arc::clone(app), asked.clone()));
        let (begun, fetched) = match &known {
            None => flight.await,
            // The request goes on without whoever has something to show already.
            Some((kits, kept)) => match tokio::time::timeout(kits.lifetimes.patience, flight).await {
                Ok(fetched) => fetched,
                Err(_) => {
                    let result = Ok(Arc::clone(kept));
                    return Answered { result, stale: Some("upstream_slow"), noted: noted("stale") };
                }
            },
        };
        let Some(Fetched { result, upstream_status, calls }) = fetched else {
            return Answered { result: Err(ProxyError::Internal), stale: None, noted: Noted::default() };
        };
        let calls = if begun { calls } else { 0 };
        let noted = |cache| Noted { upstream_status, calls, cache: Some(cache), ..Noted::default() };
        match (outage(&result), known) {
            (Some(reason), Some((_, kept))) => {
                Answered { result: Ok(kept), stale: Some(reason), noted: noted("stale") }
            }
            (_, _) => Answered { result, stale: None, noted: noted(if begun { "miss" } else { "shared" }) },
        }
    }
}

/// How long the API is believed to be down after it has failed.
const DOWN: Duration = Duration::from_secs(5);

async fn fetch(app: Arc<App>, asked: Asked) -> Fetched {
    // Another request may have ended between the look at what is kept and the beginning of this one.
    let fresh = |kept: &Arc<Kept>| app.clock.elapsed() < kept.fresh;
    if let Some(kept) = app.points.kept.as_ref().and_then(|kits| kits.cache.get(&asked.key)).filter(fresh) {
        return Fetched { result: Ok(kept), upstream_status: None, calls: 0 };
    }
    let epoch = app.points.kept.as_ref().map(|kits| kits.epoch.load(Ordering::SeqCst));
    let outcome = app.upstream.ask(&asked.request()).await;
    let upstream_status = outcome.result.as_ref().ok().map(|incoming| incoming.status.as_u16());
    let now = app.clock.elapsed();
    let page = outcome.result.and_then(|incoming| Page::read(&incoming, now, |code, url| app.icons.learn(code, url)));
    let result = page.map(|page| {
        let made = page.made().unwrap_or_else(|| app.clock.now());
        let lifetimes = app.points.kept.as_ref().map(|kits| &kits.lifetimes);
        Arc::new(Kept::new(page, &asked, lifetimes, now, made))
    });
    if let Some(kits) = &app.points.kept {
        let down = if outage(&result).is_some() { now + DOWN } else { Duration::ZERO };
        kits.down.store(u64::try_from(down.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        if let Ok(kept) = &result
            && kept.usable > now
            && epoch == Some(kits.epoch.load(Ordering::SeqCst))
        {
            kits.cache.insert(asked.key, Arc::clone(kept));
        }
    }
    Fetched { result, upstream_status, calls: outcome.calls }
}

/// Why an answer is no better than one that is kept.
fn outage(result: &Result<Arc<Kept>, ProxyError>) -> Option<&'static str> {
    match result {
        Ok(kept) => {
            let status = kept.page.status;
            (status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS).then_some("upstream_error")
        }
        Err(error) => error.is_outage().then(|| error.reason()),
    }
}

fn json(page: &Page) -> Option<serde_json::Value> {
    serde_json::from_slice(&page.body).ok()
}

fn respond(app: &App, page: &Page, stale: Option<&'static str>, noted: Noted, request: &HeaderMap) -> Response {
    let now = app.clock.elapsed();
    let mut response = match stale {
        None => page.respond(request, now),
        Some(reason) => page.with_body(kept::marked(&page.body, reason)).respond(request, now),
    };
    response.extensions_mut().insert(noted);
    response
}
