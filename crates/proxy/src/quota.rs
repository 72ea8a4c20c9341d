use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use service_points::Method;

use crate::clock::Clock;
use crate::rate::{Limiter, Rate};

/// What may be asked of the API: its own limits, kept here, so that it never has to refuse a call.
pub struct Quota {
    clock: Arc<dyn Clock>,
    reads: Option<Limiter<()>>,
    writes: Option<Limiter<()>>,
    retries: Mutex<f64>,
}

/// Calls that may be repeated although nothing has succeeded for a while.
const MOST_RETRIES: f64 = 10.0;
/// What a request adds to them: no more than a fifth of all calls are repetitions when everything fails.
const RETRIES_A_REQUEST: f64 = 0.2;

impl Quota {
    /// With what may be read and written; `None` for no end.
    #[must_use]
    pub fn new(reads: Option<Rate>, writes: Option<Rate>, clock: Arc<dyn Clock>) -> Self {
        let [reads, writes] = [reads, writes].map(|rate| rate.map(Limiter::new));
        Self { clock, reads, writes, retries: Mutex::new(MOST_RETRIES) }
    }

    /// Takes one call.
    ///
    /// # Errors
    /// How long to wait, when all of them are used.
    pub(crate) fn take(&self, method: Method) -> Result<(), Duration> {
        let limiter = match method {
            Method::Get => &self.reads,
            Method::Post => &self.writes,
        };
        limiter.as_ref().map_or(Ok(()), |limiter| limiter.take((), self.clock.elapsed()))
    }

    /// Counts a request that begins.
    pub(crate) fn begin(&self) {
        self.with(|retries| *retries = (*retries + RETRIES_A_REQUEST).min(MOST_RETRIES));
    }

    /// Takes one repetition, if there is one left: an API that is down is not asked three times by everybody.
    pub(crate) fn may_retry(&self) -> bool {
        self.with(|retries| {
            let may = *retries >= 1.0;
            if may {
                *retries -= 1.0;
            }
            may
        })
    }

    /// What could be taken at once now, of what has a limit.
    pub(crate) fn left(&self) -> impl Iterator<Item = (&'static str, u32)> {
        let now = self.clock.elapsed();
        let kinds = [("reads", &self.reads), ("writes", &self.writes)];
        kinds.into_iter().filter_map(move |(kind, limiter)| Some((kind, limiter.as_ref()?.left(&(), now))))
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut f64) -> T) -> T {
        use_it(&mut self.retries.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
