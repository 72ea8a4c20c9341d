//! The services' programs, built natively.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::run::{answer, progress};
use crate::workspace::Workspace;

/// Where the built programs are.
pub(crate) struct Programs {
    pub(crate) sandbox: PathBuf,
    pub(crate) proxy: PathBuf,
}

#[derive(Deserialize)]
struct Artifact {
    target: Target,
    executable: PathBuf,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds both; cargo says where they are.
///
/// # Errors
/// When one cannot be built.
pub(crate) fn build(workspace: &Workspace) -> Result<Programs> {
    progress("cargo: the proxy and the sandbox");
    let packages = ["sendcloud-sandbox", "service-point-proxy"];
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.root()).args(["build", "--message-format=json-render-diagnostics"]);
    cargo.args(packages.iter().flat_map(|package| ["--package", package])).stderr(Stdio::inherit());
    let messages = answer(&mut cargo)?;
    let artifacts: Vec<Artifact> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let find = |name: &str| {
        let artifact = artifacts.iter().find(|artifact| artifact.target.name == name);
        artifact.map(|artifact| artifact.executable.clone()).with_context(|| format!("cargo built no {name}"))
    };
    Ok(Programs { sandbox: find(packages[0])?, proxy: find(packages[1])? })
}
