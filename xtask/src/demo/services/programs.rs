//! The services' programs, built natively.

use std::path::PathBuf;

use anyhow::Result;

use crate::native;
use crate::run::progress;
use crate::workspace::Workspace;

/// Where the built programs are.
#[derive(Debug, Clone)]
pub(crate) struct Programs {
    pub(crate) sandbox: PathBuf,
    pub(crate) proxy: PathBuf,
}

/// Builds both.
///
/// # Errors
/// When one cannot be built.
pub(crate) fn build(workspace: &Workspace) -> Result<Programs> {
    progress("cargo: the proxy and the sandbox");
    let mut programs = native::build(workspace, &["sendcloud-sandbox", "service-point-proxy"], false)?.into_iter();
    let mut next = || programs.next().unwrap_or_default();
    Ok(Programs { sandbox: next(), proxy: next() })
}
