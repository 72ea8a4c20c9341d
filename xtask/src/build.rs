//! `cargo xtask build`: from Rust to the files that a shop serves.
//!
//! `pkg/generated/` holds what wasm-bindgen makes, so that the hand-written sources run unbundled beside it; `pkg/dist/`
//! holds one self-contained script per entry module and the wasm file beside them: a page that embeds the picker asks
//! for two files.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::run::{progress, run as execute};
use crate::setup::tools;
use crate::toolchain::Way;
use crate::workspace::Workspace;
use crate::{npm, toolchain, wasm};

/// What the engine of every browser of our baseline knows. More than that, and Chromium refuses the module.
const WASM_FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The module's file name, in both folders.
pub(crate) const WASM_FILE: &str = "picker_bg.wasm";

/// The script with which a page embeds the picker.
pub(crate) const EMBED_FILE: &str = "register.js";

/// Entry modules of the package: one that registers the element, one that leaves that to the host.
const ENTRIES: [&str; 2] = [EMBED_FILE, "index.js"];

/// Builds the package's files, and gives the folder that holds them.
///
/// # Errors
/// When a tool cannot be installed or fails.
pub(crate) fn make(workspace: &Workspace) -> Result<PathBuf> {
    let way = toolchain::prepare()?;
    let _lock = lock(workspace)?;
    let module = compile(workspace, way)?;
    let bindgen = tools::wasm_bindgen(workspace)?;
    let node = npm::tools(workspace)?;

    let generated = workspace.path("pkg/generated");
    progress("wasm-bindgen, wasm-opt");
    execute(
        Command::new(bindgen.join("wasm-bindgen"))
            .args([
                "--target",
                "web",
                "--no-typescript",
                "--omit-default-module-path",
                "--remove-name-section",
                "--remove-producers-section",
            ])
            .args(["--out-name", "picker", "--out-dir"])
            .arg(&generated)
            .arg(&module),
    )?;
    let wasm = generated.join(WASM_FILE);
    execute(
        Command::new(node.join("wasm-opt"))
            .args(WASM_FEATURES)
            .args(["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features", "-o"])
            .arg(&wasm)
            .arg(&wasm),
    )?;

    progress("esbuild");
    let dist = workspace.path("pkg/dist");
    bundle(workspace, &node, &dist)?;
    std::fs::copy(&wasm, dist.join(WASM_FILE)).context("cannot copy the wasm file into pkg/dist")?;
    Ok(dist)
}

/// `cargo xtask build`.
///
/// # Errors
/// As [`make`].
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let dist = make(workspace)?;
    progress(&format!("the package's files are in {}", dist.display()));
    Ok(())
}

/// Two builds of one checkout take turns: both write the same files. The lock ends with the file handle.
fn lock(workspace: &Workspace) -> Result<File> {
    let folder = workspace.wasm_target();
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let file = File::create(folder.join("package.lock"))?;
    file.lock().context("cannot wait for another build of this checkout")?;
    Ok(file)
}

/// Compiles the widget for release.
fn compile(workspace: &Workspace, way: Way) -> Result<PathBuf> {
    let target = workspace.wasm_target();
    progress("cargo: the widget for release");
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.root()).envs(wasm::release_variables(way));
    cargo.args(["build", "--package", "service-point-picker", "--lib", "--features", "element"]);
    cargo.args(["--profile", "wasm-release", "--target", wasm::TARGET, "--target-dir"]).arg(&target);
    execute(&mut cargo)?;
    Ok(target.join(wasm::TARGET).join("wasm-release/service_point_picker.wasm"))
}

/// Bundles each entry module with the glue, minified. The wasm file's address stays relative to the script's own.
fn bundle(workspace: &Workspace, node: &Path, dist: &Path) -> Result<()> {
    let entries: Vec<_> =
        ENTRIES.iter().map(|entry| workspace.path("pkg").join(entry)).filter(|entry| entry.is_file()).collect();
    if entries.is_empty() {
        bail!("pkg/ holds no entry module ({})", ENTRIES.join(", "));
    }
    execute(
        Command::new(node.join("esbuild"))
            .args(entries)
            .args(["--bundle", "--minify", "--format=esm", "--target=chrome120,firefox121,safari17"])
            .args(["--charset=utf8", "--legal-comments=none", "--log-level=warning"])
            .arg(format!("--outdir={}", dist.display())),
    )
}
