use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// Time as the proxy sees it, so that tests can give it theirs.
pub trait Clock: Send + Sync + 'static {
    /// Time since some fixed instant. It never goes back.
    fn elapsed(&self) -> Duration;
    /// The calendar's time, for what is compared with a date that somebody else wrote.
    fn now(&self) -> SystemTime;
    /// Waits.
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    started: Instant,
}

impl SystemClock {
    /// A clock whose [`Clock::elapsed`] begins now.
    #[must_use]
    pub fn start() -> Self {
        Self { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// A source of numbers in `0.0..1.0` that spread retries over time. Nothing secret may be made of them.
pub type Random = Arc<dyn Fn() -> f64 + Send + Sync>;

/// Numbers that nobody foresees.
#[must_use]
pub fn random() -> Random {
    Arc::new(fastrand::f64)
}
