//! A fault of the program is told, and nothing that it knew at the time. In a program of its own, since the hook is the
//! whole process's.

#![expect(
    clippy::unwrap_used,
    reason = "what surrounds a test fails the test; clippy knows only the test functions themselves"
)]

use std::io;
use std::sync::{Arc, Mutex};

use service_point_proxy::{LogConfig, log_panics, subscriber};
use tracing::level_filters::LevelFilter;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_panic_is_logged_without_what_it_says() {
    let log = Log::default();
    let writer = log.clone();
    let config = LogConfig { level: LevelFilter::INFO, json: true, queries: false };
    let before = std::panic::take_hook();
    let _guard = tracing::subscriber::set_default(subscriber(config, move || writer.clone()));
    log_panics();
    let panicked = std::panic::catch_unwind(|| panic!("with sk-canary-9d27ae"));
    std::panic::set_hook(before);
    assert!(panicked.is_err());
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(text.contains("tests/panic.rs:") && text.contains("ERROR"), "{text}");
    assert!(!text.contains("canary"), "{text}");
}
