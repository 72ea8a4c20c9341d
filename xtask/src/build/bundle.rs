//! The scripts of the package: each entry module with all that it imports, minified.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::optimise::Optimised;
use super::{EMBED_FILE, WASM_FILE};
use crate::run::{progress, run as execute};
use crate::workspace::Workspace;

/// Entry modules: one that registers the element, one that leaves that to the host.
const ENTRIES: [&str; 2] = [EMBED_FILE, "index.js"];

/// Fills `pkg/dist` and gives its path. The wasm file's address stays relative to the script's own.
///
/// # Errors
/// When there is nothing to bundle, or esbuild fails.
pub(crate) fn run(workspace: &Workspace, optimised: &Optimised, node: &Path) -> Result<PathBuf> {
    progress("esbuild");
    let entries: Vec<_> =
        ENTRIES.iter().map(|entry| workspace.path("pkg").join(entry)).filter(|entry| entry.is_file()).collect();
    if entries.is_empty() {
        bail!("pkg/ holds no entry module ({})", ENTRIES.join(", "));
    }
    let cache = workspace.wasm_target().join("package/mangle.json");
    fs::write(&cache, optimised.names.cache()?)?;
    let dist = workspace.path("pkg/dist");
    let mut esbuild = Command::new(node.join("esbuild"));
    esbuild.args(entries).args(["--bundle", "--minify", "--format=esm", "--target=chrome120,firefox121,safari17"]);
    esbuild.args(["--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
    esbuild.arg(format!("--outdir={}", dist.display()));
    // The module's name stands in quotes in the glue.
    esbuild.arg(format!("--mangle-cache={}", cache.display())).arg("--mangle-quoted");
    esbuild.arg(format!("--mangle-props={}", optimised.names.pattern()));
    execute(&mut esbuild)?;
    fs::copy(&optimised.wasm, dist.join(WASM_FILE)).context("cannot copy the wasm file into pkg/dist")?;
    Ok(dist)
}
