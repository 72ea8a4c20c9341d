//! The layer that needs no browser.

use std::process::Command;

use anyhow::Result;

use super::outcome::{Outcome, of_libtest};
use crate::run::tee;
use crate::setup::languages::languages;
use crate::workspace::Workspace;

/// All packages, documentation included. Where one of its languages is missing, the test that needs it says so and fails,
/// and the others run.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    if let Err(error) = languages() {
        eprintln!("error: {error:#}");
    }
    test(workspace, &["--workspace"])
}

/// All tests of these packages.
///
/// # Errors
/// When cargo cannot be started.
pub(crate) fn packages(workspace: &Workspace, names: &[&str]) -> Result<Outcome> {
    let selection: Vec<&str> = names.iter().flat_map(|name| ["--package", name]).collect();
    test(workspace, &selection)
}

fn test(workspace: &Workspace, selection: &[&str]) -> Result<Outcome> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.root()).arg("test").args(selection).arg("--no-fail-fast");
    let (status, output) = tee(&mut cargo)?;
    Ok(of_libtest(&output, status.success()))
}
