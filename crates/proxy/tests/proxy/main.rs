//! The proxy over real connections, between a client that sends what it is told to and an API that answers what it is
//! told to.

mod attacks;
mod canary;
mod cors;
mod faults;
mod icons;
mod oauth2;
mod program;
mod routes;
mod support;
