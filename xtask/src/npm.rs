//! Node packages: exact versions from a committed lock file, installed beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::run::{answer, progress, run};
use crate::workspace::Workspace;

/// The programs that build and check: wasm-opt, esbuild, prettier, tsc. Gives the folder to find them in.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn tools(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.path("xtask/npm"))
}

/// Playwright and axe-core for the journeys.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn journeys(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.path("tests/e2e"))
}

/// The bundlers and compilers that the packed package is tried with, and Playwright. Gives the folder of their programs.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn packaging(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.path("tests/packaging"))
}

/// Packs the package of `pkg/` as npm would publish it, into `folder`. Gives the archive.
///
/// # Errors
/// When npm cannot pack it.
pub(crate) fn pack(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let mut command = Command::new("npm");
    // What is packed is built already.
    command.current_dir(workspace.path("pkg")).args(["pack", "--ignore-scripts", "--loglevel=error"]);
    let name = answer(command.arg("--pack-destination").arg(folder)).context("npm cannot pack the package")?;
    Ok(folder.join(name))
}

/// Installs what the folder's lock file names, unless that very lock file was installed before.
fn install(folder: &Path) -> Result<PathBuf> {
    let bin = folder.join("node_modules/.bin");
    let stamp = folder.join("node_modules/.installed-lock.json");
    let lock_file = folder.join("package-lock.json");
    let lock = std::fs::read(&lock_file).with_context(|| format!("cannot read {}", lock_file.display()))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(bin);
    }
    progress(&format!("npm: packages of {}", folder.display()));
    // No package here needs an install script, and the tests use the system's browser.
    let mut command = Command::new("npm");
    command.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command.args(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(&mut command).with_context(|| format!("the packages of {} cannot be installed", folder.display()))?;
    std::fs::write(&stamp, lock)?;
    Ok(bin)
}
