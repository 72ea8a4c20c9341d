use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// So many a minute, a part of them at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Between one and the next, in the long run.
    interval: Duration,
    /// How much sooner than that they may come.
    tolerance: Duration,
}

impl Rate {
    /// `count` a minute in the long run, a quarter of them (three at the least) at once; `None` for 0.
    #[must_use]
    pub fn a_minute(count: u32) -> Option<Self> {
        let interval = Duration::from_secs(60).checked_div(count)?;
        let at_once = (count / 4).max(3).min(count);
        Some(Self { interval, tolerance: interval * (at_once - 1) })
    }

    /// No more than `count` in any minute, a seventh of them (one at the least) at once; `None` for 0. For a limit of
    /// somebody else's, who may count by the calendar's minutes or by his own.
    #[must_use]
    pub fn never_more_than(count: u32) -> Option<Self> {
        let at_once = (count / 7).max(1);
        let interval = match count {
            0 => return None,
            1 => Duration::from_secs(60),
            _ => Duration::from_secs(60).div_f64(f64::from(count - at_once)) + Duration::from_nanos(1),
        };
        Some(Self { interval, tolerance: interval * (at_once - 1) })
    }
}

/// Keys that are kept apart; beyond them, new ones go free, since the API's own limit is kept elsewhere.
const MOST_KEYS: usize = 65_536;

/// Counts per key, by the generic cell rate algorithm: of each key only the instant from which on it has made up for
/// all that it took.
#[derive(Debug)]
pub struct Limiter<K> {
    rate: Rate,
    even_at: Mutex<HashMap<K, Duration>>,
}

impl<K: Eq + Hash> Limiter<K> {
    /// Nothing taken yet.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        Self { rate, even_at: Mutex::default() }
    }

    /// How many could be taken at once.
    pub(crate) fn left(&self, key: &K, now: Duration) -> u32 {
        let even_at = self.even_at.lock().unwrap_or_else(PoisonError::into_inner);
        let ahead = even_at.get(key).copied().unwrap_or_default().saturating_sub(now);
        match self.rate.tolerance.checked_sub(ahead) {
            Some(room) => {
                u32::try_from(room.as_nanos() / self.rate.interval.as_nanos().max(1)).unwrap_or(u32::MAX - 1) + 1
            }
            None => 0,
        }
    }

    /// Takes one at an instant of a clock.
    ///
    /// # Errors
    /// How long to wait, when the key has had all that it may have.
    pub fn take(&self, key: K, now: Duration) -> Result<(), Duration> {
        let mut even_at = self.even_at.lock().unwrap_or_else(PoisonError::into_inner);
        if even_at.len() >= MOST_KEYS && !even_at.contains_key(&key) {
            even_at.retain(|_, even| *even > now);
            if even_at.len() >= MOST_KEYS {
                return Ok(());
            }
        }
        let even = even_at.entry(key).or_default();
        let ahead = even.saturating_sub(now);
        if ahead > self.rate.tolerance {
            return Err(ahead - self.rate.tolerance);
        }
        *even = now + ahead + self.rate.interval;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_part_comes_at_once_and_the_rest_over_the_minute() {
        let limiter = Limiter::new(Rate::a_minute(60).unwrap());
        for _ in 0..15 {
            assert_eq!(limiter.take("a", seconds(100)), Ok(()));
        }
        assert_eq!((limiter.left(&"a", seconds(100)), limiter.left(&"b", seconds(100))), (0, 15));
        assert_eq!(limiter.left(&"a", seconds(102)), 2);
        assert_eq!(limiter.take("a", seconds(100)), Err(seconds(1)));
        assert_eq!(limiter.take("b", seconds(100)), Ok(()), "others are not concerned");
        assert_eq!(limiter.take("a", seconds(101)), Ok(()));
        assert_eq!(limiter.take("a", seconds(101)), Err(seconds(1)));
        let taken = (0..1000).filter(|_| limiter.take("a", seconds(1000)).is_ok()).count();
        assert_eq!(taken, 15, "a quiet hour does not add up");
    }

    #[test]
    fn small_rates_still_allow_a_few_at_once() {
        for (count, at_once) in [(1, 1), (2, 2), (6, 3), (600, 150)] {
            let limiter = Limiter::new(Rate::a_minute(count).unwrap());
            let taken = (0..1000).filter(|_| limiter.take((), Duration::ZERO).is_ok()).count();
            assert_eq!(taken, at_once, "{count}");
        }
        assert_eq!(Rate::a_minute(0), None);
    }

    #[test]
    fn no_minute_has_more_than_the_limit() {
        for count in [1, 2, 3, 7, 100, 1000] {
            let limiter = Limiter::new(Rate::never_more_than(count).unwrap());
            let mut taken = Vec::new();
            for tick in 0..30_000 {
                let now = Duration::from_millis(tick * 10);
                if limiter.take((), now).is_ok() {
                    taken.push(now);
                }
                if count > 10 {
                    while limiter.take((), now).is_ok() {
                        taken.push(now);
                    }
                }
            }
            let most = (0..taken.len())
                .map(|first| taken[first..].iter().take_while(|at| **at < taken[first] + seconds(60)).count());
            let most = most.max().unwrap();
            assert!(most <= count as usize, "{most} of {count}");
            assert!(count < 7 || taken.len() as f64 >= 5.0 * f64::from(count) * 0.8, "{} of {count}", taken.len());
        }
        assert_eq!(Rate::never_more_than(0), None);
    }

    #[test]
    fn memory_is_bounded() {
        let limiter = Limiter::new(Rate::a_minute(60).unwrap());
        for key in 0..MOST_KEYS + 10 {
            assert_eq!(limiter.take(key, Duration::ZERO), Ok(()));
        }
        assert_eq!(limiter.even_at.lock().unwrap().len(), MOST_KEYS);
        assert_eq!(limiter.take(usize::MAX, seconds(2)), Ok(()));
        assert_eq!(limiter.even_at.lock().unwrap().len(), 1, "those that have made up for it are forgotten");
    }
}
