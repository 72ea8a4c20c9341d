//! Sellercloud's API, where a chosen service point is written to an order: where it is, and the tokens for it. They are
//! good for nothing else, and no other credentials go there.

mod calls;
mod endpoint;
mod error;
mod orders;

pub use endpoint::Endpoint;
pub use error::OrderError;
pub use orders::OrderLocks;
pub(crate) use orders::{Written, write};

use std::sync::Arc;

use crate::auth::TokenCache;
use crate::config::OrderColumns;

/// A team's API and the way in.
#[derive(Debug)]
pub struct Sellercloud {
    /// Where it is.
    pub endpoint: Arc<Endpoint>,
    /// What its calls are authorised with.
    pub tokens: TokenCache,
    /// Where a choice is written to.
    pub columns: OrderColumns,
}
