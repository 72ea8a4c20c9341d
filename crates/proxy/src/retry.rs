//! Whether a call that failed is worth another one, and when. The browser does not repeat what the proxy repeats, so
//! the shopper waits for the sum of it.

use std::time::Duration;

/// Limits of trying again.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// Calls for one request, the first included.
    pub calls: u32,
    /// Wait after the first failure at the most; it doubles with every further one.
    pub base: Duration,
    /// No single wait is longer, whoever asks for it.
    pub longest_wait: Duration,
    /// Time for one request with all its calls and waits.
    pub budget: Duration,
}

impl Policy {
    /// Three calls within ten seconds.
    pub const DEFAULT: Self = Self {
        calls: 3,
        base: Duration::from_millis(200),
        longest_wait: Duration::from_secs(5),
        budget: Duration::from_secs(10),
    };

    /// How long to wait before calling again; `None` when what there is should be answered.
    #[must_use]
    pub fn wait(&self, failure: Failure, calls_made: u32, elapsed: Duration, random: f64) -> Option<Duration> {
        if calls_made >= self.calls || !failure.may_pass() {
            return None;
        }
        let doubled = self.base.saturating_mul(1 << calls_made.saturating_sub(1).min(16));
        let backoff = doubled.min(self.longest_wait).mul_f64(random.clamp(0.0, 1.0));
        let wait = match failure {
            Failure::Status { retry_after: Some(asked), .. } if asked > self.longest_wait => return None,
            Failure::Status { retry_after: Some(asked), .. } => asked.max(backoff),
            Failure::Status { retry_after: None, .. } | Failure::NoAnswer => backoff,
        };
        (elapsed + wait < self.budget).then_some(wait)
    }
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer: no connection, one that broke off, a time-out.
    NoAnswer,
    /// An answer with this HTTP status.
    Status {
        /// HTTP status.
        status: u16,
        /// How long the answer asks to wait.
        retry_after: Option<Duration>,
    },
}

impl Failure {
    const fn may_pass(self) -> bool {
        matches!(self, Self::NoAnswer | Self::Status { status: 408 | 429 | 502..=504, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn status(status: u16) -> Failure {
        Failure::Status { status, retry_after: None }
    }

    const fn asked(status: u16, seconds: u64) -> Failure {
        Failure::Status { status, retry_after: Some(Duration::from_secs(seconds)) }
    }

    #[test]
    fn waits_longer_each_time_and_gives_up_in_time() {
        // What failed, calls made, milliseconds gone, the random number, and the wait in milliseconds.
        let table = [
            (Failure::NoAnswer, 1, 0, 1.0, Some(200)),
            (Failure::NoAnswer, 1, 0, 0.25, Some(50)),
            (Failure::NoAnswer, 2, 300, 1.0, Some(400)),
            (Failure::NoAnswer, 3, 900, 1.0, None),
            (status(408), 1, 0, 0.5, Some(100)),
            (status(429), 1, 0, 0.5, Some(100)),
            (status(502), 1, 0, 0.5, Some(100)),
            (status(503), 2, 0, 0.5, Some(200)),
            (status(504), 1, 0, 0.0, Some(0)),
            (status(200), 1, 0, 0.5, None),
            (status(302), 1, 0, 0.5, None),
            (status(400), 1, 0, 0.5, None),
            (status(401), 1, 0, 0.5, None),
            (status(404), 1, 0, 0.5, None),
            (status(500), 1, 0, 0.5, None),
            (status(501), 1, 0, 0.5, None),
            (asked(429, 1), 1, 0, 0.5, Some(1000)),
            (asked(503, 5), 1, 0, 0.5, Some(5000)),
            (asked(503, 6), 1, 0, 0.5, None),
            (asked(503, 0), 1, 0, 0.5, Some(100)),
            (asked(429, 5), 2, 4_999, 0.5, Some(5000)),
            (asked(429, 5), 2, 5_000, 0.5, None),
            (asked(404, 1), 1, 0, 0.5, None),
            (Failure::NoAnswer, 1, 9_900, 1.0, None),
            (Failure::NoAnswer, 1, 9_900, 0.4, Some(80)),
            (Failure::NoAnswer, 1, 0, 7.0, Some(200)),
        ];
        for (failure, calls, gone, random, expected) in table {
            let wait = Policy::DEFAULT.wait(failure, calls, Duration::from_millis(gone), random);
            assert_eq!(wait, expected.map(Duration::from_millis), "{failure:?}, call {calls}, {gone} ms");
        }
    }

    #[test]
    fn a_wait_never_outgrows_its_cap() {
        let patient = Policy { calls: u32::MAX, budget: Duration::MAX, ..Policy::DEFAULT };
        for calls in [6, 17, 33, u32::MAX - 1] {
            let wait = patient.wait(Failure::NoAnswer, calls, Duration::ZERO, 1.0);
            assert_eq!(wait, Some(Duration::from_secs(5)), "call {calls}");
        }
    }
}
