//! The proxy over real connections, between a client that sends what it is told to and an API that answers what it is
//! told to.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what surrounds a test fails the test; clippy knows only the test functions themselves"
)]

mod attacks;
mod cache;
mod cors;
mod credentials;
mod deploy;
mod faults;
mod files;
mod icons;
mod limits;
mod login;
mod metrics;
mod oauth2;
mod orders;
mod orders_outages;
mod program;
mod quota;
mod receipt_commands;
mod reload;
mod routes;
mod sandbox;
mod selection;
mod selection_limits;
#[path = "../support/mod.rs"]
mod support;
mod token_mode;
