//! Requests that nobody's browser sends.

mod headers;
mod slow;
mod smuggling;
mod targets;
