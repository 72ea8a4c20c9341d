use std::pin::Pin;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use service_point_proxy::Clock;

/// A clock that goes on when somebody waits for it, at once, and keeps in mind who waited how long.
#[derive(Default)]
pub(crate) struct ManualClock {
    elapsed: Mutex<Duration>,
    waits: Mutex<Vec<Duration>>,
}

impl ManualClock {
    pub(crate) fn advance(&self, duration: Duration) {
        *self.elapsed.lock().unwrap() += duration;
    }

    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }
}

impl Clock for ManualClock {
    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap()
    }

    fn now(&self) -> SystemTime {
        // Sun, 06 Nov 1994 08:49:37 GMT
        SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777) + self.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        self.waits.lock().unwrap().push(duration);
        self.advance(duration);
        Box::pin(async {})
    }
}
