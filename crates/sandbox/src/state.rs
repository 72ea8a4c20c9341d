//! What all requests share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use service_points::CountryCode;

use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::config::Config;
use crate::faults::Switchboard;
use crate::log::Log;
use crate::oauth::Tokens;
use crate::quota::Quota;
use crate::sellercloud::Account;

/// A sandbox: its places, its settings, its faults and its log. Clones are the same sandbox.
#[derive(Clone, Debug)]
pub struct Sandbox(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: Config,
    catalogue: Catalogue,
    clock: Mutex<Clock>,
    faults: Mutex<Switchboard>,
    log: Mutex<Log>,
    tokens: Mutex<Tokens>,
    quota: Mutex<Quota>,
    sellercloud: Mutex<Account>,
}

impl Sandbox {
    /// A sandbox without faults and with an empty log.
    #[must_use]
    pub fn new(config: Config) -> Self {
        Self(Arc::new(Inner {
            catalogue: Catalogue::default(),
            clock: Mutex::new(config.clock),
            faults: Mutex::default(),
            log: Mutex::default(),
            tokens: Mutex::default(),
            quota: Mutex::default(),
            sellercloud: Mutex::default(),
            config,
        }))
    }

    /// The sandbox's idea of now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock().now()
    }

    /// Reads the tables of Italy, where the real places are, so that the first search there need not wait for it. Takes
    /// some tenths of a second; searches meanwhile wait for the same reading.
    pub fn prepare(&self) {
        if let Some(italy) = CountryCode::new("IT") {
            self.0.catalogue.region(italy);
        }
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
    }

    pub(crate) fn clock(&self) -> MutexGuard<'_, Clock> {
        lock(&self.0.clock)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Switchboard> {
        lock(&self.0.faults)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Log> {
        lock(&self.0.log)
    }

    pub(crate) fn tokens(&self) -> MutexGuard<'_, Tokens> {
        lock(&self.0.tokens)
    }

    pub(crate) fn quota(&self) -> MutexGuard<'_, Quota> {
        lock(&self.0.quota)
    }

    pub(crate) fn sellercloud(&self) -> MutexGuard<'_, Account> {
        lock(&self.0.sellercloud)
    }
}

/// What is behind the locks stays consistent even if a holder panics: each change is one assignment.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
