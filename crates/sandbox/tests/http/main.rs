//! Asks the sandbox over HTTP and holds its answers against the API's contract.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test's helpers fail the test")]

mod auth;
mod authorize;
mod clock;
mod contract;
mod faults;
mod log;
mod oauth;
mod pictures;
mod process;
mod refusals;
mod rules;
mod schema;
mod search;
mod sellercloud;
mod server;
mod shared;
mod statuses;
mod support;
mod wire;
