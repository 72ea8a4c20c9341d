use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::SystemTime;

use tokio::sync::Semaphore;

use super::*;

/// A clock that stands still until it is told.
#[derive(Default)]
struct Manual(AtomicU64);

impl Manual {
    fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }
}

impl Clock for Manual {
    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::SeqCst))
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async {})
    }
}

/// Gives what it is told to, and only as often as it has leave; afterwards tokens of an hour, numbered.
struct Scripted {
    answers: Mutex<VecDeque<Result<Grant, TokenError>>>,
    asked: AtomicU32,
    leave: Semaphore,
}

impl Scripted {
    fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }
}

impl TokenSource for Scripted {
    fn request(&self) -> Pin<Box<dyn Future<Output = Result<Grant, TokenError>> + Send + '_>> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move {
            self.leave.acquire().await.unwrap().forget();
            self.answers.lock().unwrap().pop_front().unwrap_or_else(|| Ok(grant(number, 3600)))
        })
    }
}

fn grant(number: u32, seconds: u64) -> Grant {
    Grant::new(&number.to_string(), Duration::from_secs(seconds)).unwrap()
}

fn failure() -> TokenError {
    TokenError::Unavailable { status: 503, retry_after: None }
}

const ALWAYS: usize = 1000;

fn cache(
    answers: impl IntoIterator<Item = Result<Grant, TokenError>>,
    leave: usize,
) -> (TokenCache, Arc<Scripted>, Arc<Manual>) {
    let answers = Mutex::new(answers.into_iter().collect());
    let source = Arc::new(Scripted { answers, asked: AtomicU32::new(0), leave: Semaphore::new(leave) });
    let clock = Arc::new(Manual::default());
    (TokenCache::new(Arc::clone(&source) as _, Arc::clone(&clock) as _), source, clock)
}

async fn token(cache: &TokenCache) -> String {
    cache.current().await.unwrap().header.to_str().unwrap().to_owned()
}

/// Lets every task go as far as it can without anything new.
async fn settle() {
    for _ in 0..5000 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_thousand_requests_cause_one_call() {
    let (cache, source, _) = cache([], 0);
    let waiting: Vec<_> = (0..1000)
        .map(|_| {
            let cache = cache.clone();
            tokio::spawn(async move { token(&cache).await })
        })
        .collect();
    settle().await;
    assert_eq!(source.asked(), 1);
    source.leave.add_permits(ALWAYS);
    for request in waiting {
        assert_eq!(request.await.unwrap(), "Bearer 1");
    }
    assert_eq!(source.asked(), 1);
}

#[tokio::test]
async fn a_thousand_refusals_of_one_token_cause_one_renewal() {
    let (cache, source, clock) = cache([], 1);
    let old = cache.current().await.unwrap();
    clock.advance(600);
    let waiting: Vec<_> = (0..1000)
        .map(|_| {
            let (cache, old) = (cache.clone(), old.clone());
            tokio::spawn(async move { cache.after_refusal(&old).await.unwrap().unwrap().header })
        })
        .collect();
    settle().await;
    source.leave.add_permits(ALWAYS);
    for request in waiting {
        assert_eq!(request.await.unwrap(), "Bearer 2");
    }
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn a_thousand_requests_share_one_failure() {
    let (cache, source, clock) = cache([Err(failure()), Err(failure())], 0);
    let waiting: Vec<_> = (0..1000)
        .map(|_| {
            let cache = cache.clone();
            tokio::spawn(async move { cache.current().await })
        })
        .collect();
    settle().await;
    source.leave.add_permits(ALWAYS);
    for request in waiting {
        assert_eq!(request.await.unwrap().unwrap_err(), failure());
    }
    assert_eq!(source.asked(), 1);
    assert!(!cache.is_ready());

    clock.advance(1);
    assert_eq!(cache.current().await.unwrap_err(), failure());
    assert_eq!(source.asked(), 2);
    clock.advance(1);
    assert_eq!(token(&cache).await, "Bearer 3");
    assert!(cache.is_ready());
}

#[tokio::test]
async fn a_token_is_renewed_early_while_everybody_goes_on_with_it() {
    let (cache, source, clock) = cache([], 1);
    assert_eq!(token(&cache).await, "Bearer 1");
    clock.advance(3539);
    assert_eq!(token(&cache).await, "Bearer 1");
    assert_eq!(source.asked(), 1);
    clock.advance(1);
    for _ in 0..100 {
        assert_eq!(token(&cache).await, "Bearer 1");
        tokio::task::yield_now().await;
    }
    assert_eq!(source.asked(), 2);
    source.leave.add_permits(ALWAYS);
    settle().await;
    assert_eq!(token(&cache).await, "Bearer 2");
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn an_early_renewal_that_fails_costs_nothing_and_is_tried_again() {
    let (cache, source, clock) = cache([Ok(grant(1, 100)), Err(failure())], ALWAYS);
    assert_eq!(token(&cache).await, "Bearer 1");
    clock.advance(90);
    assert_eq!(token(&cache).await, "Bearer 1");
    settle().await;
    assert_eq!((source.asked(), cache.is_ready()), (2, true));
    clock.advance(1);
    assert_eq!(token(&cache).await, "Bearer 1");
    settle().await;
    assert_eq!(token(&cache).await, "Bearer 3");
}

#[tokio::test]
async fn a_token_is_not_used_beyond_its_end() {
    let (cache, _, clock) = cache([Ok(grant(1, 100))], ALWAYS);
    assert_eq!(token(&cache).await, "Bearer 1");
    assert_eq!(cache.remaining(), Some(Duration::from_secs(100)));
    clock.advance(100);
    assert_eq!(cache.remaining(), None);
    assert_eq!(token(&cache).await, "Bearer 2");
}

#[tokio::test]
async fn a_new_token_that_is_refused_too_is_not_replaced() {
    let (cache, source, clock) = cache([], ALWAYS);
    let first = cache.current().await.unwrap();
    assert!(cache.after_refusal(&first).await.unwrap().is_none());
    clock.advance(10);
    let second = cache.after_refusal(&first).await.unwrap().unwrap();
    assert_eq!(second.header, "Bearer 2");
    assert_eq!(cache.after_refusal(&first).await.unwrap().unwrap().header, "Bearer 2");
    assert!(cache.after_refusal(&second).await.unwrap().is_none());
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn a_shopper_who_goes_away_does_not_interrupt_the_renewal() {
    let (cache, source, _) = cache([], 0);
    let impatient = tokio::spawn({
        let cache = cache.clone();
        async move { cache.current().await }
    });
    settle().await;
    impatient.abort();
    source.leave.add_permits(ALWAYS);
    settle().await;
    assert_eq!(token(&cache).await, "Bearer 1");
    assert_eq!(source.asked(), 1);
}

#[tokio::test]
async fn nothing_of_a_token_prints() {
    let (cache, ..) = cache([Ok(grant(77, 100))], ALWAYS);
    let authorization = cache.current().await.unwrap();
    assert!(!format!("{cache:?} {authorization:?}").contains("77"));
}

#[tokio::test]
async fn a_token_to_be_handed_on_lasts_as_long_as_it_has_to() {
    let (cache, source, clock) = cache([], ALWAYS);
    let lease = async |least: u64| {
        let lease = cache.lasting(Duration::from_secs(least)).await.unwrap();
        (lease.token.expose().to_owned(), lease.remaining.as_secs())
    };
    assert_eq!(lease(300).await, ("1".to_owned(), 3600));
    clock.advance(3300);
    assert_eq!(lease(300).await, ("1".to_owned(), 300));
    clock.advance(1);
    assert_eq!(lease(300).await, ("2".to_owned(), 3600));
    assert_eq!(lease(300).await, ("2".to_owned(), 3600));
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn a_token_that_never_lasts_long_enough_is_not_renewed_for_each_page() {
    let (cache, source, clock) = cache([Ok(grant(1, 60)), Ok(grant(2, 60))], ALWAYS);
    for _ in 0..20 {
        let lease = cache.lasting(Duration::from_secs(300)).await.unwrap();
        assert_eq!((lease.token.expose(), lease.remaining.as_secs()), ("1", 60));
    }
    clock.advance(10);
    for _ in 0..20 {
        assert_eq!(cache.lasting(Duration::from_secs(300)).await.unwrap().token.expose(), "2");
    }
    assert_eq!(source.asked(), 2);
}

#[tokio::test]
async fn a_thousand_pages_that_want_a_token_cause_one_call() {
    let (cache, source, _) = cache([], 0);
    let waiting: Vec<_> = (0..1000)
        .map(|_| {
            let cache = cache.clone();
            tokio::spawn(async move { cache.lasting(Duration::from_secs(300)).await.unwrap().token })
        })
        .collect();
    settle().await;
    source.leave.add_permits(ALWAYS);
    for page in waiting {
        assert_eq!(page.await.unwrap().expose(), "1");
    }
    assert_eq!(source.asked(), 1);
}

#[tokio::test]
async fn a_refusal_is_not_asked_for_again_at_once_and_an_outage_as_it_asks() {
    let refused = || Err(TokenError::Refused { status: 401, error: "invalid_client" });
    let busy = |seconds| Err(TokenError::Unavailable { status: 429, retry_after: Some(Duration::from_secs(seconds)) });
    for (answer, pause) in [(refused(), 10), (busy(30), 30), (busy(0), 1), (busy(100_000), 60)] {
        let (cache, source, clock) = cache([answer], ALWAYS);
        cache.current().await.unwrap_err();
        clock.advance(pause - 1);
        cache.current().await.unwrap_err();
        assert_eq!(source.asked(), 1);
        clock.advance(1);
        assert_eq!(token(&cache).await, "Bearer 2");
    }
}
