//! Sellercloud's API, where a chosen service point is written to an order: where it is, and the tokens for it. They are
//! good for nothing else, and no other credentials go there.

mod endpoint;

pub use endpoint::Endpoint;

use crate::auth::TokenCache;
use std::sync::Arc;

/// A team's API and the way in.
#[derive(Debug)]
pub struct Sellercloud {
    /// Where it is.
    pub endpoint: Arc<Endpoint>,
    /// What its calls are authorised with.
    pub tokens: TokenCache,
}
