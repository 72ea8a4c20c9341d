//! Any bytes as a query string.
#![no_main]

#[path = "../checks/queries.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::check(bytes));
