//! `cargo xtask build`: from Rust to the files that a shop serves.
//!
//! `pkg/generated/` holds what wasm-bindgen makes, under its own names; `pkg/dist/` holds one self-contained script per
//! entry module and the optimised wasm file beside them: a page that embeds the picker asks for two files. `pkg/` as a whole
//! is the npm package.

mod bundle;
mod glue;
mod integrity;
#[path = "../../build/languages.rs"]
mod languages;
mod names;
mod optimise;
mod order;
mod tokens;
mod translations;

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::run::{progress, run as execute};
use crate::setup::tools;
use crate::toolchain::Way;
use crate::workspace::Workspace;
use crate::{npm, toolchain, wasm};

/// The module's file name, wherever it lies.
pub(crate) const WASM_FILE: &str = "picker_bg.wasm";

/// The script with which a page embeds the picker.
pub(crate) const EMBED_FILE: &str = "register.js";

/// The list of the files' hashes, beside them.
pub(crate) const HASH_LIST: &str = integrity::LIST;

/// The version of everything in this workspace.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// They travel with the package.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

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
    let made = workspace.wasm_target().join("package/dist");
    clear(&made)?;
    fs::create_dir_all(&made)?;
    translations::write(workspace, &made)?;
    bundle::run(workspace, &optimised, &node, &made)?;
    fs::write(made.join("style.css"), tokens::published(&workspace.read("style/tokens.css")?)?)?;
    integrity::write_list(&made, VERSION)?;
    for licence in LICENCES {
        fs::copy(workspace.path(licence), workspace.path("pkg").join(licence))?;
    }
    // In one move, so that a shop that serves the folder never finds half of it, and nothing of an earlier build stays.
    let dist = workspace.path("pkg/dist");
    clear(&dist)?;
    fs::rename(&made, &dist).with_context(|| format!("cannot put {} in place", dist.display()))?;
    Ok(dist)
}

fn clear(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot clear {}", folder.display()))
        }
        _ => Ok(()),
    }
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
