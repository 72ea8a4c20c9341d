//! `cargo xtask lint`: layout, warnings, the law of dependencies, licences, unused dependencies.

mod law;
mod licences;
pub(crate) mod metadata;
mod packages;
mod purity;
mod scripts;
mod units;

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{progress, run as execute};
use crate::setup::tools;
use crate::toolchain::{self, Way};
use crate::wasm;
use crate::workspace::Workspace;
use metadata::Metadata;

type Check = fn(&Workspace) -> Result<()>;

const CHECKS: [(&str, Check); 10] = [
    ("layout of Rust", layout),
    ("warnings", warnings),
    ("warnings for wasm", wasm_warnings),
    ("law of dependencies", law),
    ("licences", licences),
    ("unused dependencies", unused),
    ("packages", packages),
    ("layout of scripts and styles", scripts::layout),
    ("types", scripts::types),
    ("systemd units", units::check),
];

/// Runs every check, also after one has failed. False when any did.
///
/// # Errors
/// When a tool that several checks need cannot be installed.
pub(crate) fn run(workspace: &Workspace) -> Result<bool> {
    let mut failed = Vec::new();
    tools::rust_components()?;
    for (name, check) in CHECKS {
        progress(&format!("lint: {name}"));
        if let Err(error) = check(workspace) {
            eprintln!("error: {error:#}");
            failed.push(name);
        }
    }
    match failed.as_slice() {
        [] => println!("lint: nothing to complain about"),
        failed => println!("lint: failed: {}", failed.join(", ")),
    }
    Ok(failed.is_empty())
}

fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.root());
    cargo
}

fn layout(workspace: &Workspace) -> Result<()> {
    execute(cargo(workspace).args(["fmt", "--all", "--check"]))?;
    // Workspaces of their own.
    for manifest in ["fuzz/Cargo.toml", "examples/leptos/Cargo.toml"] {
        execute(cargo(workspace).args(["fmt", "--manifest-path", manifest, "--check"]))?;
    }
    Ok(())
}

fn warnings(workspace: &Workspace) -> Result<()> {
    execute(cargo(workspace).args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// The widget as the browser gets it. Debian has no clippy for its compiler; there the compiler's own warnings count.
fn wasm_warnings(workspace: &Workspace) -> Result<()> {
    let way = toolchain::prepare()?;
    let mut command = cargo(workspace);
    command.envs(wasm::variables(way));
    command.arg(match way {
        Way::Rustup => "clippy",
        Way::Debian => "check",
    });
    command.args(["--package", "service-point-picker", "--features", "element", "--lib", "--tests"]);
    command.args(["--target", wasm::TARGET, "--target-dir"]).arg(workspace.wasm_target());
    match way {
        Way::Rustup => command.args(["--", "-D", "warnings"]),
        Way::Debian => command.env("RUSTFLAGS", "-Dwarnings"),
    };
    execute(&mut command)
}

fn law(workspace: &Workspace) -> Result<()> {
    let complaints = [law::complaints(&Metadata::read(workspace)?), purity::complaints(workspace)?].concat();
    settle(&complaints)
}

fn licences(workspace: &Workspace) -> Result<()> {
    settle(&licences::complaints(&Metadata::read(workspace)?))
}

fn packages(workspace: &Workspace) -> Result<()> {
    settle(&packages::complaints(workspace)?)
}

fn unused(workspace: &Workspace) -> Result<()> {
    let machete = tools::machete()?;
    execute(Command::new(machete.join("cargo-machete")).current_dir(workspace.root()))
}

fn settle(complaints: &[String]) -> Result<()> {
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n  "));
    }
    Ok(())
}
