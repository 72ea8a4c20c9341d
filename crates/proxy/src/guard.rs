//! What a request has to be before anything goes upstream: one rule a file.
//!
//! In the order in which they are applied: the bytes of its head ([`crate::serve`]), the page it comes from
//! ([`cors`]), its target ([`target`]), how often its client asks ([`clients`]), its header and body ([`body`]), and
//! what the merchant lets be asked for ([`merchant`]). What is for the
//! merchant's backend alone asks for a key instead of the header ([`backend`]). The routes say which methods there are, and service-points which
//! parameters and values.

pub(crate) mod backend;
pub(crate) mod body;
mod client;
pub(crate) mod clients;
pub(crate) mod cors;
mod merchant;
mod origin;
pub(crate) mod target;

pub use backend::BackendKey;
pub(crate) use backend::FETCH_SITE;
pub use client::{InvalidProxy, Peer, TrustedProxies};
pub use clients::Clients;
pub use merchant::{MerchantLimits, NotAllowed};
pub use origin::{AllowedOrigins, InvalidOrigin};
