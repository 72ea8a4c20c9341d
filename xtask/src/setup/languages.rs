//! The languages in which the documentation shows a merchant's backend what to do, besides Rust and Node.js.

use anyhow::{Context as _, Result};

use crate::run::{on_path, progress};
use crate::setup::apt;

/// Each with its program and Debian's package of it.
const LANGUAGES: [(&str, &str, &str); 2] = [("PHP", "php", "php-cli"), ("Python", "python3", "python3")];

/// Sees to each of them, from Debian where it is missing.
///
/// # Errors
/// When one is missing and cannot be installed.
pub(crate) fn languages() -> Result<()> {
    for (name, program, package) in LANGUAGES {
        if !on_path(program) {
            progress(&format!("apt-get: {name}"));
            apt::install(&[package])
                .with_context(|| format!("{name} is needed for the tests of the documentation, `{program}` on PATH"))?;
        }
    }
    Ok(())
}
