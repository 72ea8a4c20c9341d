//! Trunk's own check: that `trunk serve` has something to serve. Trunk takes many minutes to install, so its check runs
//! where `cargo xtask setup --trunk` was run.

use std::process::Command;

use anyhow::Result;

use super::outcome::Outcome;
use crate::run::{path_with, progress, status};
use crate::setup::tools;
use crate::workspace::Workspace;
use crate::{npm, toolchain, wasm};

/// Builds `index.html` with trunk, without the internet. None where trunk is not installed.
///
/// # Errors
/// When a tool that trunk needs cannot be installed.
pub(crate) fn run(workspace: &Workspace) -> Result<Option<Outcome>> {
    let Some(trunk) = tools::installed_trunk()? else {
        progress("trunk is not installed: its check is left out (`cargo xtask setup --trunk` installs it)");
        return Ok(None);
    };
    let way = toolchain::prepare()?;
    // Trunk downloads what it does not find in the right version.
    let path = path_with(&[tools::wasm_bindgen(workspace)?, npm::tools(workspace)?])?;
    let mut command = Command::new(trunk.join("trunk"));
    command.current_dir(workspace.root()).envs(wasm::variables(way)).env("PATH", path);
    command.env("CARGO_TARGET_DIR", workspace.wasm_target());
    command.args(["build", "--offline", "--dist"]).arg(workspace.path("target/trunk"));
    let success = status(&mut command)?.success();
    Ok(Some(Outcome::of_one("trunk build", success)))
}
