//! Behaves as Sendcloud's Service Points API v3 and its token endpoint do, so that a checkout can be tried without
//! keys and without a network: real places of Florence, invented ones around the real postal codes of 14 countries,
//! map tiles, carriers' signs, and switches for everything that can go wrong.
//!
//! ```no_run
//! # async fn run() -> std::io::Result<()> {
//! use sendcloud_sandbox::{Config, Sandbox, serve};
//!
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! serve(listener, Sandbox::new(Config::default()), std::future::pending()).await
//! # }
//! ```

mod answer;
mod app;
mod auth;
mod carriers;
mod catalogue;
mod clock;
mod config;
mod connection;
mod country;
mod faults;
mod florence;
mod gazetteer;
mod generate;
mod geocode;
mod log;
mod oauth;
mod observe;
mod opening_times;
mod pmtiles;
mod point;
mod quota;
mod random;
mod region;
mod route;
mod routes;
mod sellercloud;
mod state;
mod text;
mod zone;

pub use app::app;
pub use clock::Clock;
pub use config::{Config, Credentials, Secret};
pub use connection::serve;
pub use quota::Limits;
pub use state::Sandbox;

/// What its own page shows must compile, and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
