//! An API to script, a proxy before it, and a client that speaks HTTP by hand.

mod client;
mod clock;
mod fake;
mod program;
mod proxy;
pub(crate) mod receipts;
pub(crate) mod sandbox;

pub(crate) use client::{Reply, exchange, get, post, post_json, send};
pub(crate) use clock::ManualClock;
pub(crate) use fake::{Answer, Fake};
pub(crate) use program::{Running, finished, program, run};
pub(crate) use proxy::{ORIGIN, PUBLIC_KEY, Proxy, SEARCH, SECRET_KEY, SHORT, TOKEN, environment};
