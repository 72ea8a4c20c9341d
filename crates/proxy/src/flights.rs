use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared};

/// Requests that are under way: whoever asks the same joins the one that is.
pub(crate) struct Flights<V>(Arc<Mutex<Under<V>>>);

type Under<V> = HashMap<String, Shared<BoxFuture<'static, Option<V>>>>;

impl<V> Default for Flights<V> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<V: Clone + Send + Sync + 'static> Flights<V> {
    /// Joins the request of this name, or begins it. It is a task of its own: whoever began it may go away. The flag says
    /// whether it was begun here; `None` when it failed by a fault.
    pub(crate) async fn join<F>(&self, name: &str, begin: impl FnOnce() -> F) -> (bool, Option<V>)
    where
        F: Future<Output = V> + Send + 'static,
    {
        let (begun, flight) = self.enter(name, begin);
        (begun, flight.await)
    }

    /// Begins the request of this name unless it is under way, and does not wait for it.
    pub(crate) fn launch<F>(&self, name: &str, begin: impl FnOnce() -> F)
    where
        F: Future<Output = V> + Send + 'static,
    {
        drop(self.enter(name, begin));
    }

    fn enter<F>(&self, name: &str, begin: impl FnOnce() -> F) -> (bool, Shared<BoxFuture<'static, Option<V>>>)
    where
        F: Future<Output = V> + Send + 'static,
    {
        let mut under = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(flight) = under.get(name) {
            return (false, flight.clone());
        }
        let landing = Landing { under: Arc::clone(&self.0), name: name.to_owned() };
        let request = begin();
        let task = tokio::spawn(async move {
            let _landing = landing;
            request.await
        });
        let flight = task.map(Result::ok).boxed().shared();
        under.insert(name.to_owned(), flight.clone());
        (true, flight)
    }
}

/// Takes a request off the list when it ends, however it ends.
struct Landing<V> {
    under: Arc<Mutex<Under<V>>>,
    name: String,
}

impl<V> Drop for Landing<V> {
    fn drop(&mut self) {
        let landed = self.under.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.name);
        drop(landed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn a_thousand_who_ask_the_same_cause_one_request() {
        let flights = Arc::new(Flights::<u32>::default());
        let (calls, leave) = (Arc::new(AtomicU32::new(0)), Arc::new(Semaphore::new(0)));
        let ask = |name: &'static str| {
            let (flights, calls, leave) = (Arc::clone(&flights), Arc::clone(&calls), Arc::clone(&leave));
            tokio::spawn(async move {
                let request = || async move {
                    let number = calls.fetch_add(1, Ordering::SeqCst);
                    leave.acquire().await.unwrap().forget();
                    number
                };
                flights.join(name, request).await
            })
        };
        let same: Vec<_> = (0..1000).map(|_| ask("a")).collect();
        for _ in 0..5000 {
            tokio::task::yield_now().await;
        }
        same[0].abort();
        leave.add_permits(1);
        let mut begun = 0;
        for joined in same.into_iter().skip(1) {
            let (first, value) = joined.await.unwrap();
            begun += u32::from(first);
            assert_eq!(value, Some(0));
        }
        assert_eq!((calls.load(Ordering::SeqCst), begun), (1, 0), "the first has gone, and the request went on");
        leave.add_permits(1);
        assert_eq!(ask("a").await.unwrap(), (true, Some(1)), "afterwards it is asked anew");
        assert!(flights.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_request_that_fails_is_not_kept() {
        let flights = Flights::<u32>::default();
        let failing = || async { panic!("the test's own panic") };
        assert_eq!(flights.join("a", failing).await, (true, None));
        assert_eq!(flights.join("a", || async { 7 }).await, (true, Some(7)));
    }
}
