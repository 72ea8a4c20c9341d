//! How cargo builds wasm here: the variables that a compiler needs, for development and for the release package.

use std::path::{Path, PathBuf};

use crate::toolchain::Way;

/// The only target the widget is built for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Compiler flags of the release package: a panic ends the module at once, without text, place or formatting code; and the stack
/// is short, since data lies behind it, at addresses that are shorter then.
const RELEASE_FLAGS: [&str; 5] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    "-Clink-arg=-zstack-size=262144",
];

/// Lets cargo compile std along with the crate: Debian has no ready-made one for wasm, and the release build wants it
/// made for size.
const BUILD_STD: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// Names and values for the environment of a child process.
pub(crate) type Variables = Vec<(&'static str, String)>;

/// Variables with which plain `cargo` builds wasm for development and tests.
pub(crate) fn variables(way: Way) -> Variables {
    match way {
        Way::Rustup => Vec::new(),
        Way::Debian => compiler(way).into_iter().chain(build_std()).collect(),
    }
}

/// Variables for the smallest release build.
pub(crate) fn release_variables(way: Way) -> Variables {
    // The encoded form wins over every other place that sets flags; it separates them with the unit separator.
    let flags = ("CARGO_ENCODED_RUSTFLAGS", RELEASE_FLAGS.join("\u{1f}"));
    compiler(way).into_iter().chain(build_std()).chain([flags]).collect()
}

fn compiler(way: Way) -> Variables {
    match way {
        Way::Rustup => Vec::new(),
        // Without RUSTDOC, documentation tests would mix the crates of two compilers.
        Way::Debian => vec![("RUSTC", "/usr/bin/rustc".to_owned()), ("RUSTDOC", "/usr/bin/rustdoc".to_owned())],
    }
}

fn build_std() -> impl Iterator<Item = (&'static str, String)> {
    BUILD_STD.iter().map(|(name, value)| (*name, (*value).to_owned()))
}

/// The variable that tells cargo how to run a wasm test.
pub(crate) const RUNNER: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER";

/// The program that runs wasm tests in a browser, in the folder of wasm-bindgen's tools.
pub(crate) fn runner(bindgen: &Path) -> PathBuf {
    bindgen.join("wasm-bindgen-test-runner")
}
