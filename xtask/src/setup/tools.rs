//! Programs that cargo or apt install, each in the version that the checkout asks for.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::cache::tool_folder;
use crate::lock::version_of;
use crate::run::{answer, progress, run};
use crate::setup::apt;
use crate::workspace::Workspace;

/// Builds with rustc 1.95; the next one asks for a newer compiler.
const TRUNK: &str = "0.21.14";
const MACHETE: &str = "0.9.2";

/// A browser and the program that drives it.
pub(crate) struct Browser {
    /// Chromium.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver.
    pub(crate) driver: PathBuf,
}

/// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner`, exactly as new as the library in Cargo.lock: the two
/// exchange data in a format that has no other version.
///
/// # Errors
/// When Cargo.lock names no version, or the tool cannot be built.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<PathBuf> {
    let version = version_of(&workspace.read("Cargo.lock")?, "wasm-bindgen")?;
    // Its own lock file asks for releases that a registry's copy may not have yet, so it is not used.
    cargo_install("wasm-bindgen-cli", &version, "wasm-bindgen", false)
}

/// rustfmt and clippy, from rustup where they are missing.
///
/// # Errors
/// When one is missing and cannot be installed.
pub(crate) fn rust_components() -> Result<()> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if answer(Command::new("cargo").args([subcommand, "--version"])).is_err() {
            progress(&format!("rustup: {component}"));
            run(Command::new("rustup").args(["component", "add", component]))
                .with_context(|| format!("`cargo {subcommand}` is missing, and rustup cannot install it"))?;
        }
    }
    Ok(())
}

/// The folder with `cargo-machete`, which finds unused dependencies.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn machete() -> Result<PathBuf> {
    cargo_install("cargo-machete", MACHETE, "cargo-machete", true)
}

/// The folder with `trunk`.
///
/// # Errors
/// When it cannot be built.
pub(crate) fn trunk() -> Result<PathBuf> {
    cargo_install("trunk", TRUNK, "trunk", true)
}

/// The folder with `trunk`, when it is installed already.
///
/// # Errors
/// When there is no place for tools.
pub(crate) fn installed_trunk() -> Result<Option<PathBuf>> {
    let folder = tool_folder("trunk", TRUNK)?.join("bin");
    Ok(folder.join("trunk").is_file().then_some(folder))
}

/// Chromium and its driver, from Debian where they are missing.
///
/// # Errors
/// When they are missing and cannot be installed.
pub(crate) fn browser() -> Result<Browser> {
    if let Some(browser) = find_browser() {
        return Ok(browser);
    }
    progress("apt-get: Chromium and its driver");
    apt::install(&["chromium", "chromium-driver"])
        .context("no browser for the tests: install Chromium and its driver, `chromium` and `chromedriver` on PATH")?;
    match find_browser() {
        Some(browser) => Ok(browser),
        None => bail!("the packages chromium and chromium-driver brought no `chromium` and `chromedriver` on PATH"),
    }
}

/// Firefox as Debian has it, from there where it is missing.
///
/// # Errors
/// When it is missing and cannot be installed. Nothing but one journey needs it.
pub(crate) fn firefox() -> Result<PathBuf> {
    debian("firefox-esr", "firefox-esr")
}

/// Sees to a C++ compiler, from Debian where it is missing: libFuzzer is built from its source.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn cpp_compiler() -> Result<()> {
    if find("c++").is_some() || std::env::var_os("CXX").is_some() {
        return Ok(());
    }
    progress("apt-get: a C++ compiler");
    apt::install(&["g++"]).context("fuzzing needs a C++ compiler, `c++` on PATH")
}

/// nginx, from Debian where it is missing.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn nginx() -> Result<PathBuf> {
    debian("nginx", "nginx")
}

/// wrk, an HTTP client that loads servers, from Debian where it is missing.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn wrk() -> Result<PathBuf> {
    debian("wrk", "wrk")
}

/// A program, from the Debian package that has it where it is missing.
fn debian(program: &str, package: &str) -> Result<PathBuf> {
    // Debian keeps servers where only root's PATH leads.
    let find = || find(program).or_else(|| Some(Path::new("/usr/sbin").join(program)).filter(|file| file.is_file()));
    if let Some(program) = find() {
        return Ok(program);
    }
    progress(&format!("apt-get: {program}"));
    apt::install(&[package]).with_context(|| format!("`{program}` is needed on PATH"))?;
    find().with_context(|| format!("the package {package} brought no `{program}`"))
}

fn find_browser() -> Option<Browser> {
    Some(Browser { chromium: find("chromium")?, driver: find("chromedriver")? })
}

fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn cargo_install(package: &str, version: &str, program: &str, locked: bool) -> Result<PathBuf> {
    let root = tool_folder(package, version)?;
    let bin = root.join("bin");
    if !bin.join(program).is_file() {
        progress(&format!("cargo install {package} {version} (some minutes, once per machine)"));
        let mut command = install_command(package, version, &root);
        if locked {
            command.arg("--locked");
        }
        run(&mut command).with_context(|| format!("{package} {version} cannot be installed"))?;
    }
    Ok(bin)
}

fn install_command(package: &str, version: &str, root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.args(["install", package, "--version", &format!("={version}"), "--root"]).arg(root);
    // A folder from outside would keep the tool's objects; the wasm variables would build it with the wrong compiler.
    for variable in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTC", "RUSTFLAGS", "CARGO_UNSTABLE_BUILD_STD"] {
        command.env_remove(variable);
    }
    command
}
