//! `cargo xtask build`: from Rust to the files that a shop serves.
//!
//! `pkg/generated/` holds what wasm-bindgen makes, under its own names; `pkg/dist/` holds one self-contained script per
//! entry module and the optimised wasm file beside them: a page that embeds the picker asks for two files.

mod bundle;
#[path = "../../build/languages.rs"]
mod languages;
mod names;
mod optimise;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Error, Result};

use crate::run::{progress, run as execute};
use crate::setup::tools;
use crate::toolchain::Way;
use crate::workspace::Workspace;
use crate::{npm, toolchain, wasm};

/// The module's file name, wherever it lies.
pub(crate) const WASM_FILE: &str = "picker_bg.wasm";

/// The script with which a page embeds the picker.
pub(crate) const EMBED_FILE: &str = "register.js";

/// Builds the package's files, and gives the folder that holds them.
///
/// # Errors
/// When a tool cannot be installed or fails.
pub(crate) fn make(workspace: &Workspace) -> Result<PathBuf> {
    let way = toolchain::prepare()?;
    let bindgen = tools::wasm_bindgen(workspace)?;
    let node = npm::tools(workspace)?;
    let _lock = lock(workspace)?;
    let module = compile(workspace, way)?;
    let optimised = optimise::run(workspace, &module, &bindgen, &node)?;
    let dist = bundle::run(workspace, &optimised, &node)?;
    write_languages(workspace, &dist)?;
    Ok(dist)
}

/// A file for each language but English, which is in the module: its texts as an array, in the order of their keys.
fn write_languages(workspace: &Workspace, dist: &Path) -> Result<()> {
    let (from, folder) = (workspace.path("src/text/languages"), dist.join("languages"));
    fs::create_dir_all(&folder)?;
    let english = languages::read(&from.join("en.json")).map_err(Error::msg)?;
    for entry in fs::read_dir(&from)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if name != "en.json" {
            let language = languages::read(&path).map_err(Error::msg)?;
            languages::check(&english, &language).map_err(Error::msg)?;
            fs::write(folder.join(name), serde_json::to_string(&languages::lines(&language))?)?;
        }
    }
    Ok(())
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
    cargo.args([
        "build",
        "--package",
        "service-point-picker",
        "--lib",
        "--no-default-features",
        "--features",
        "element",
    ]);
    cargo.args(["--profile", "wasm-release", "--target", wasm::TARGET, "--target-dir"]).arg(&target);
    execute(&mut cargo)?;
    Ok(target.join(wasm::TARGET).join("wasm-release/service_point_picker.wasm"))
}
