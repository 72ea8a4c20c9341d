//! `service-point-proxy`: keeps a merchant's Sendcloud keys away from the browser.
//!
//! The server is a value: [`assemble`] makes an [`App`] of a [`Config`], [`app`] a router of that, and [`serve`] puts it
//! on a socket. Time and chance are given to it. The icon of a carrier is served at `carriers/{code}.svg` below the base
//! path, and answers name it by exactly that relative reference, to be resolved against the proxy's base URL with a
//! slash at its end: so it holds behind any reverse proxy.

mod answer;
mod app;
mod assemble;
mod auth;
mod calendar;
mod check;
mod cli;
mod client;
mod clock;
mod config;
mod error;
mod files;
mod flights;
mod guard;
mod hand_off;
mod icons;
mod identity;
mod logging;
mod login;
mod metrics;
mod points;
mod private_file;
mod quota;
mod rate;
mod ready;
mod receipt;
mod reload;
mod remedy;
mod retry;
mod rewrite;
mod run;
mod scrub;
mod secret;
mod sellercloud;
mod serve;
mod upstream;

pub use answer::Noted;
pub use app::{App, TokenMode, admin, app};
pub use assemble::{AssembleError, assemble};
pub use auth::{
    Authorization, Authorizer, Basic, ClientCredentials, FileError, Grant, Granted, Lease, RefreshFile, RefreshToken,
    SellercloudLogin, TokenCache, TokenEndpoint, TokenError, TokenSource,
};
pub use cli::{Cli, Command};
pub use client::{Client, ClientError, Incoming, TransportError};
pub use clock::{Clock, Random, SystemClock, random};
pub use config::{
    ClientsConfig, Config, CredentialsConfig, KeyPair, LogConfig, OrderColumns, Problems, ReceiptsConfig, SECTIONS,
    Section, SellercloudConfig, SellercloudPlace, ServerConfig, Setting, Sources, TokenModeConfig, UpstreamConfig,
};
pub use error::ProxyError;
pub use files::{Files, FilesError, ServedFiles};
pub use guard::{
    AllowedOrigins, BackendKey, Clients, InvalidOrigin, InvalidProxy, MerchantLimits, NotAllowed, Peer, TrustedProxies,
};
pub use hand_off::BodyError;
pub use icons::{IconHosts, Icons, InvalidHost, Kind, Picture};
pub use identity::{Identities, Identity, Receipts};
pub use logging::{log_panics, subscriber};
pub use metrics::Metrics;
pub use points::{Lifetimes, Points};
pub use quota::Quota;
pub use rate::{Limiter, Rate};
pub use receipt::{Claims, KeyFileError, ReceiptError, ReceiptKeys};
pub use reload::reload;
pub use retry::{Failure, Policy};
pub use run::run;
pub use scrub::Scrubber;
pub use secret::Secret;
pub use sellercloud::{Endpoint, OrderError, OrderLocks, Sellercloud};
pub use serve::{Limits, serve};
pub use upstream::{Outcome, Upstream};
