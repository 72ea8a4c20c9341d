//! Checks of what is not Rust: prettier decides the layout, tsc reads the types that the package publishes.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::npm;
use crate::run::{answer, run};
use crate::workspace::Workspace;

/// Everything that prettier lays out.
const LAID_OUT: [&str; 10] =
    ["*.js", "*.jsx", "*.mjs", "*.ts", "*.tsx", "*.vue", "*.css", "*.html", "*.yml", "*package.json"];

/// prettier on all files that git knows.
///
/// # Errors
/// When a file is laid out otherwise.
pub(crate) fn layout(workspace: &Workspace) -> Result<()> {
    let files = known(workspace, &LAID_OUT)?;
    if files.is_empty() {
        return Ok(());
    }
    let prettier = npm::tools(workspace)?.join("prettier");
    let mut check = Command::new(prettier);
    check.current_dir(workspace.root()).arg("--check").args(files);
    run(&mut check).context("`xtask/npm/node_modules/.bin/prettier --write FILE` lays it out")
}

/// tsc on the published types, but for those of frameworks: they need the frameworks' own, as the programs do that test all
/// of them in the layer `packaging`.
///
/// # Errors
/// When they do not hold together.
pub(crate) fn types(workspace: &Workspace) -> Result<()> {
    let files = known(workspace, &[":(glob)pkg/*.d.ts"])?;
    let tsc = npm::tools(workspace)?.join("tsc");
    let mut command = Command::new(tsc);
    command.current_dir(workspace.root()).args(["--noEmit", "--strict", "--skipLibCheck", "false"]);
    command.args(["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--types", ""]);
    run(command.args(files))
}

/// Files that git tracks or would track, by pattern.
fn known(workspace: &Workspace, patterns: &[&str]) -> Result<Vec<PathBuf>> {
    let mut git = Command::new("git");
    git.current_dir(workspace.root()).args(["ls-files", "--cached", "--others", "--exclude-standard", "--"]);
    let names = answer(git.args(patterns))?;
    Ok(names.lines().map(PathBuf::from).filter(|file| workspace.path(file).is_file()).collect())
}
