//! Any bytes as the body of an answer.
#![no_main]

#[path = "../checks/answers.rs"]
mod checks;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| checks::check(bytes));
