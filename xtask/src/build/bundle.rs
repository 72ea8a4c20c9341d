//! The scripts of the package: each entry module with all that it imports, minified.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::optimise::Optimised;
use super::{EMBED_FILE, WASM_FILE, glue, integrity};
use crate::run::{progress, run as execute};
use crate::workspace::Workspace;

/// Entry modules: the script that a page embeds, the module that applications import, and the formats for either.
const ENTRIES: [&str; 3] = [EMBED_FILE, "index.js", "formats.js"];

/// An entry that is published as it stands: it imports another one, so that both share the class.
const SHARING: &str = "define.js";

/// Puts the scripts and the wasm file into `dist`. The wasm file's address stays relative to the script's own.
///
/// # Errors
/// When the glue is of another kind than expected, or esbuild fails.
pub(super) fn run(workspace: &Workspace, optimised: &Optimised, node: &Path, dist: &Path) -> Result<()> {
    progress("esbuild");
    let source = workspace.path("pkg");
    let made = fs::read_to_string(source.join("generated/picker.js")).context("wasm-bindgen made no glue")?;
    fs::write(source.join("generated/glue.js"), glue::trimmed(&made)?)?;
    let wasm = fs::read(&optimised.wasm).context("wasm-opt made no module")?;
    let cache = workspace.wasm_target().join("package/mangle.json");
    fs::write(&cache, optimised.names.cache()?)?;

    let mut esbuild = Command::new(node.join("esbuild"));
    esbuild.args(ENTRIES.map(|entry| source.join(entry)));
    esbuild.args(["--bundle", "--minify", "--format=esm", "--target=chrome120,firefox121,safari17"]);
    // The glue warns of calls that are not made here.
    esbuild.args(["--charset=utf8", "--legal-comments=none", "--log-level=warning", "--drop:console"]);
    esbuild.arg(format!("--define:WASM_INTEGRITY={:?}", integrity::short(&wasm)));
    esbuild.arg(format!("--outdir={}", dist.display()));
    // The module's name stands in quotes in the glue.
    esbuild.arg(format!("--mangle-cache={}", cache.display())).arg("--mangle-quoted");
    esbuild.arg(format!("--mangle-props={}", optimised.names.pattern()));
    execute(&mut esbuild)?;
    // What a page downloads as it is: 4 % less than by esbuild alone. The other entries are for bundlers, which have their own way.
    let embed = dist.join(EMBED_FILE);
    let mut terser = Command::new(node.join("terser"));
    terser.arg(&embed).args(["--module", "--compress", "passes=3", "--mangle", "--output"]).arg(&embed);
    execute(&mut terser)?;
    fs::copy(source.join(SHARING), dist.join(SHARING))?;
    fs::write(dist.join(WASM_FILE), wasm).with_context(|| format!("cannot write {WASM_FILE}"))
}
