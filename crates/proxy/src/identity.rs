use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::auth::{Authorizer, TokenError};
use crate::guard::BackendKey;
use crate::receipt::ReceiptKeys;
use crate::scrub::Scrubber;
use crate::sellercloud::Sellercloud;

/// Whom the proxy speaks for, and what must not be seen of that.
#[derive(Debug)]
pub struct Identity {
    /// The credentials of Sendcloud's API.
    pub authorizer: Authorizer,
    /// What keeps the merchant's secrets out of answers.
    pub scrubber: Scrubber,
    /// Sellercloud's API, when it is configured.
    pub sellercloud: Option<Sellercloud>,
    /// How choices are signed, if they are.
    pub receipts: Option<Receipts>,
    /// What the merchant's backend shows, when it may change orders.
    pub orders_key: Option<BackendKey>,
}

/// How choices are signed.
#[derive(Clone, Debug)]
pub struct Receipts {
    /// With which keys.
    pub keys: ReceiptKeys,
    /// For how long.
    pub lifetime: Duration,
}

/// The identity that counts now. It can be replaced while requests go on with the one before.
#[derive(Debug)]
pub struct Identities(RwLock<Arc<Identity>>);

impl Identities {
    /// With a first one.
    #[must_use]
    pub fn new(first: Identity) -> Self {
        Self(RwLock::new(Arc::new(first)))
    }

    /// The one that counts for a request that begins.
    #[must_use]
    pub fn current(&self) -> Arc<Identity> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in its place, once a token of it can be had.
    ///
    /// # Errors
    /// When none can be had; the one before then stays.
    pub async fn replace(&self, next: Identity) -> Result<(), TokenError> {
        let _works = next.authorizer.authorization().await?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
        Ok(())
    }
}
