//! Programs of this checkout, built for this machine.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::run::answer;
use crate::workspace::Workspace;

#[derive(Deserialize)]
struct Artifact {
    target: Target,
    executable: PathBuf,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds packages whose programs have their names, for development or for release; cargo says where they are.
///
/// # Errors
/// When one cannot be built.
pub(crate) fn build(workspace: &Workspace, packages: &[&str], release: bool) -> Result<Vec<PathBuf>> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.root()).args(["build", "--message-format=json-render-diagnostics"]);
    cargo.args(release.then_some("--release"));
    cargo.args(packages.iter().flat_map(|package| ["--package", package])).stderr(Stdio::inherit());
    let messages = answer(&mut cargo)?;
    let artifacts: Vec<Artifact> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let find = |name: &&str| {
        let artifact = artifacts.iter().find(|artifact| artifact.target.name == **name);
        artifact.map(|artifact| artifact.executable.clone()).with_context(|| format!("cargo built no {name}"))
    };
    packages.iter().map(find).collect()
}
