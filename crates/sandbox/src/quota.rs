//! The limits on requests a minute.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Requests a minute, of the whole account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// GET requests.
    pub reads: u32,
    /// All others.
    pub writes: u32,
    /// All others within one second.
    pub burst: u32,
}

impl Default for Limits {
    /// Those of the real API.
    fn default() -> Self {
        Self { reads: 1000, writes: 100, burst: 15 }
    }
}

/// What has been used of the current minute.
#[derive(Debug, Default)]
pub(crate) struct Quota {
    minute: i64,
    reads: u32,
    writes: u32,
    /// The second of the last write, and how many writes it has seen.
    burst: (i64, u32),
}

impl Quota {
    /// Counts a request, or refuses it and says for how many seconds. Minutes and seconds are those of the sandbox's
    /// clock.
    pub(crate) fn take(&mut self, limits: Limits, is_read: bool, now: Timestamp) -> Result<(), i64> {
        let seconds = now.as_second();
        if seconds.div_euclid(60) != self.minute {
            *self = Self { minute: seconds.div_euclid(60), ..Self::default() };
        }
        if self.burst.0 != seconds {
            self.burst = (seconds, 0);
        }
        let (used, limit) = if is_read { (&mut self.reads, limits.reads) } else { (&mut self.writes, limits.writes) };
        if *used >= limit {
            return Err(60 - seconds.rem_euclid(60));
        }
        if !is_read && self.burst.1 >= limits.burst {
            return Err(1);
        }
        *used += 1;
        self.burst.1 += u32::from(!is_read);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_has_so_many_requests_and_then_a_new_one_begins() {
        let limits = Limits { reads: 2, writes: 1, ..Limits::default() };
        let mut quota = Quota::default();
        let now = "2026-11-22T10:00:45Z".parse().unwrap();
        assert_eq!(quota.take(limits, true, now), Ok(()));
        assert_eq!(quota.take(limits, true, now), Ok(()));
        assert_eq!(quota.take(limits, true, now), Err(15));
        assert_eq!(quota.take(limits, false, now), Ok(()), "writes are counted apart");
        assert_eq!(quota.take(limits, false, now), Err(15));
        assert_eq!(quota.take(limits, true, "2026-11-22T10:01:00Z".parse().unwrap()), Ok(()));
    }

    #[test]
    fn a_second_has_only_so_many_writes_even_when_the_minute_has_more() {
        let (limits, mut quota) = (Limits::default(), Quota::default());
        let at = |text: &str| text.parse().unwrap();
        for _ in 0..15 {
            assert_eq!(quota.take(limits, false, at("2026-11-22T10:00:01.1Z")), Ok(()));
        }
        assert_eq!(quota.take(limits, false, at("2026-11-22T10:00:01.9Z")), Err(1));
        assert_eq!(quota.take(limits, true, at("2026-11-22T10:00:01.9Z")), Ok(()), "reads have no burst");
        assert_eq!(quota.take(limits, false, at("2026-11-22T10:00:02Z")), Ok(()));
    }
}
