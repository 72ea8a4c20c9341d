//! The layer that needs no browser.

use std::process::Command;

use anyhow::Result;

use super::counts::{Outcome, of_libtest};
use crate::run::tee;
use crate::workspace::Workspace;

/// All packages, documentation included.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.root()).args(["test", "--workspace", "--no-fail-fast"]);
    let (status, output) = tee(&mut cargo)?;
    Ok(Outcome { counts: of_libtest(&output), success: status.success() })
}
