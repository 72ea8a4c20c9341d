//! Tools that outlive a checkout: one folder per tool and version, so that a fresh clone on the same machine does not
//! pay for them again.

use std::path::PathBuf;

use anyhow::{Context as _, Result};

/// `$XDG_CACHE_HOME/service-point-picker/<tool>-<version>`, or the same under `~/.cache`.
///
/// # Errors
/// When neither variable says where the user's cache is.
pub(crate) fn tool_folder(tool: &str, version: &str) -> Result<PathBuf> {
    let cache = std::env::var_os("XDG_CACHE_HOME")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set: there is no place for downloaded tools")?;
    Ok(cache.join("service-point-picker").join(format!("{tool}-{version}")))
}
