use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderValue;
use tokio::sync::OwnedMutexGuard;
use tokio::task::JoinHandle;
use zeroize::Zeroizing;

use super::{Authorization, Grant, TokenError, TokenSource};
use crate::client::TransportError;
use crate::clock::Clock;
use crate::secret::Secret;

/// A token is renewed this long before its end, or at nine tenths of a short life.
const EARLY: Duration = Duration::from_secs(60);
/// A token younger than this that the API refuses is not replaced: the next one would be refused too.
const TRUSTED: Duration = Duration::from_secs(10);
/// After a failure nobody asks for a token again for this long.
const PAUSE: Duration = Duration::from_secs(1);
/// The same after a refusal, which is not going to change by itself.
const REFUSED_PAUSE: Duration = Duration::from_secs(10);
/// No endpoint makes the proxy wait longer, whatever it asks for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// A token to be handed to somebody else.
#[derive(Clone, Debug)]
pub struct Lease {
    /// The token.
    pub token: Secret,
    /// How much longer it is good.
    pub remaining: Duration,
}

/// Keeps a token, and sees to it that one renewal at the most is under way.
///
/// A renewal is a task of its own: the shopper whose request began it may go away.
#[derive(Clone)]
pub struct TokenCache(Arc<Inner>);

struct Inner {
    source: Arc<dyn TokenSource>,
    clock: Arc<dyn Clock>,
    /// What is known. Never locked across an await.
    known: Mutex<Known>,
    /// Held by the renewal that is under way.
    renewing: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Default)]
struct Known {
    token: Option<Token>,
    failure: Option<Failure>,
    generation: u64,
}

struct Failure {
    /// When the next attempt may be made.
    over: Duration,
    error: TokenError,
}

#[derive(Clone)]
struct Token {
    secret: Secret,
    header: HeaderValue,
    generation: u64,
    given: Duration,
    renew: Duration,
    ends: Duration,
}

impl Token {
    fn authorization(&self) -> Authorization {
        Authorization { header: self.header.clone(), generation: self.generation }
    }
}

impl TokenCache {
    /// An empty cache before `source`.
    #[must_use]
    pub fn new(source: Arc<dyn TokenSource>, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { source, clock, known: Mutex::default(), renewing: Arc::default() }))
    }

    /// A token that is good now.
    ///
    /// Without one all wait for the renewal that the first of them began. A token that nears its end is renewed while
    /// everybody goes on with it, and a failure then costs nothing.
    ///
    /// # Errors
    /// When there is no token and none can be had.
    pub async fn current(&self) -> Result<Authorization, TokenError> {
        let Some(token) = self.0.living() else {
            let renewing = Arc::clone(&self.0.renewing).lock_owned().await;
            return match self.0.living() {
                Some(token) => Ok(token.authorization()),
                None => self.renew(renewing).await,
            };
        };
        if self.0.clock.elapsed() >= token.renew
            && let Ok(renewing) = Arc::clone(&self.0.renewing).try_lock_owned()
            && self.0.living().is_some_and(|latest| latest.generation == token.generation)
        {
            drop(self.begin_renewal(renewing));
        }
        Ok(token.authorization())
    }

    /// A token that is good for `least` longer, to be handed on. One that was given just now is handed on as it is: the
    /// next one would not last longer.
    ///
    /// # Errors
    /// When there is no such token and none can be had.
    pub async fn lasting(&self, least: Duration) -> Result<Lease, TokenError> {
        if let Some(lease) = self.lease(least) {
            return Ok(lease);
        }
        let renewing = Arc::clone(&self.0.renewing).lock_owned().await;
        if let Some(lease) = self.lease(least) {
            return Ok(lease);
        }
        self.renew(renewing).await?;
        self.lease(Duration::ZERO).ok_or(TokenError::Malformed("a token that is at its end already"))
    }

    fn lease(&self, least: Duration) -> Option<Lease> {
        let (token, now) = (self.0.living()?, self.0.clock.elapsed());
        let remaining = token.ends.saturating_sub(now);
        let enough = remaining >= least || now < token.given + TRUSTED;
        enough.then_some(Lease { token: token.secret, remaining })
    }

    /// A token other than the one that the API has refused: the one that came since, or a new one. `None` when the
    /// refused one was given just now.
    ///
    /// # Errors
    /// When a new one cannot be had.
    pub async fn after_refusal(&self, refused: &Authorization) -> Result<Option<Authorization>, TokenError> {
        let renewing = Arc::clone(&self.0.renewing).lock_owned().await;
        match self.0.living() {
            Some(token) if token.generation != refused.generation => Ok(Some(token.authorization())),
            Some(token) if self.0.clock.elapsed() < token.given + TRUSTED => Ok(None),
            _ => self.renew(renewing).await.map(Some),
        }
    }

    /// False when the last attempt to get a token has failed and none is left.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.0.living().is_some() || self.0.with(|known| known.failure.is_none())
    }

    /// How much longer the token is good, when there is one.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        self.0.living().map(|token| token.ends.saturating_sub(self.0.clock.elapsed()))
    }

    async fn renew(&self, renewing: OwnedMutexGuard<()>) -> Result<Authorization, TokenError> {
        let interrupted = || TransportError::Unreachable("the renewal was interrupted".to_owned());
        self.begin_renewal(renewing).await.unwrap_or_else(|_| Err(interrupted().into()))
    }

    fn begin_renewal(&self, renewing: OwnedMutexGuard<()>) -> JoinHandle<Result<Authorization, TokenError>> {
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move {
            let _renewing = renewing;
            inner.renew().await
        })
    }
}

impl Inner {
    async fn renew(&self) -> Result<Authorization, TokenError> {
        let now = self.clock.elapsed();
        let recent = |failure: &Failure| (now < failure.over).then(|| failure.error.clone());
        if let Some(error) = self.with(|known| known.failure.as_ref().and_then(recent)) {
            return Err(error);
        }
        let result = self.source.request().await;
        let now = self.clock.elapsed();
        match result {
            Ok(grant) => {
                tracing::info!(seconds = grant.lifetime.as_secs(), "a token was given");
                self.with(|known| known.take(&grant, now))
            }
            Err(error) => {
                tracing::error!(cause = %error, "no token could be had");
                self.with(|known| known.failure = Some(Failure { over: now + pause(&error), error: error.clone() }));
                Err(error)
            }
        }
    }

    fn living(&self) -> Option<Token> {
        let now = self.clock.elapsed();
        self.with(|known| known.token.clone()).filter(|token| now < token.ends)
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut Known) -> T) -> T {
        use_it(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Known {
    fn take(&mut self, grant: &Grant, now: Duration) -> Result<Authorization, TokenError> {
        let text = Zeroizing::new(["Bearer ", grant.token().expose()].concat());
        let mut header = HeaderValue::try_from(text.as_str())
            .map_err(|_| TokenError::Malformed("an access_token that no header can hold"))?;
        header.set_sensitive(true);
        self.generation += 1;
        self.failure = None;
        let early = EARLY.min(grant.lifetime / 10);
        let token = Token {
            secret: grant.token().clone(),
            header,
            generation: self.generation,
            given: now,
            renew: now + (grant.lifetime - early),
            ends: now + grant.lifetime,
        };
        let authorization = token.authorization();
        self.token = Some(token);
        Ok(authorization)
    }
}

fn pause(error: &TokenError) -> Duration {
    match error {
        TokenError::Refused { .. } | TokenError::File(_) | TokenError::NoEndpoint(_) => REFUSED_PAUSE,
        TokenError::Unavailable { retry_after: Some(asked), .. } => (*asked).clamp(PAUSE, LONGEST_PAUSE),
        TokenError::Unavailable { .. } | TokenError::Malformed(_) | TokenError::Transport(_) => PAUSE,
    }
}

impl fmt::Debug for TokenCache {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenCache").field("remaining", &self.remaining()).finish_non_exhaustive()
    }
}

#[cfg(test)]
#[path = "cache_tests.rs"]
mod tests;
