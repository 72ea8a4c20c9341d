//! The application in `examples/leptos`, built as a browser gets it: by Trunk where that is installed, and otherwise by the
//! steps that Trunk takes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::run::{path_with, progress, run as execute};
use crate::setup::tools;
use crate::toolchain::Way;
use crate::workspace::Workspace;
use crate::{npm, toolchain, wasm};

const EXAMPLE: &str = "examples/leptos";

/// Its program, by the name of its package.
const PROGRAM: &str = "leptos-checkout";

/// Builds it, and gives the folder that a web server would serve.
///
/// # Errors
/// When a tool cannot be installed, or fails.
pub(super) fn build(workspace: &Workspace) -> Result<PathBuf> {
    let way = toolchain::prepare()?;
    let bindgen = tools::wasm_bindgen(workspace)?;
    let dist = workspace.path("target/leptos");
    match tools::installed_trunk()? {
        Some(trunk) => by_trunk(workspace, way, &trunk, &bindgen, &dist)?,
        None => {
            progress("trunk is not installed: its steps are taken one by one");
            by_hand(workspace, way, &bindgen, &dist)?;
        }
    }
    Ok(dist)
}

/// The folder of its builds. It is a workspace with a lock file of its own: among the builds of this one, cargo has put a picker
/// of one and a Leptos of the other together.
fn target(workspace: &Workspace) -> PathBuf {
    workspace.path("target/leptos-build")
}

fn by_trunk(workspace: &Workspace, way: Way, trunk: &Path, bindgen: &Path, dist: &Path) -> Result<()> {
    // Trunk downloads what it does not find in the right version.
    let path = path_with(&[bindgen.to_owned(), npm::tools(workspace)?])?;
    let mut command = Command::new(trunk.join("trunk"));
    command.current_dir(workspace.path(EXAMPLE)).envs(wasm::variables(way)).env("PATH", path);
    command.env("CARGO_TARGET_DIR", target(workspace));
    execute(command.args(["build", "--offline", "--locked", "--dist"]).arg(dist))
}

fn by_hand(workspace: &Workspace, way: Way, bindgen: &Path, dist: &Path) -> Result<()> {
    let folder = workspace.path(EXAMPLE);
    let mut cargo = Command::new("cargo");
    cargo.current_dir(&folder).envs(wasm::variables(way));
    cargo.args(["build", "--locked", "--target", wasm::TARGET, "--target-dir"]).arg(target(workspace));
    execute(&mut cargo)?;
    let module = target(workspace).join(wasm::TARGET).join("debug").join(format!("{PROGRAM}.wasm"));
    let mut glue = Command::new(bindgen.join("wasm-bindgen"));
    execute(glue.args(["--target", "web", "--no-typescript", "--out-dir"]).arg(dist).arg(module))?;
    fs::copy(folder.join("style.css"), dist.join("style.css"))?;
    let page = fs::read_to_string(folder.join("index.html"))?;
    fs::write(dist.join("index.html"), without_trunk(&page)?).context("cannot write the page")
}

/// The page with what Trunk would put in place of its own lines.
fn without_trunk(page: &str) -> Result<String> {
    let start = format!(r#"<script type="module">import start from "/{PROGRAM}.js"; start();</script>"#);
    let mut written = page.to_owned();
    for (line, instead) in [
        (r#"<link data-trunk rel="css" href="style.css" />"#, r#"<link rel="stylesheet" href="/style.css" />"#),
        (r#"<link data-trunk rel="rust" href="Cargo.toml" />"#, start.as_str()),
    ] {
        let (before, after) =
            written.split_once(line).with_context(|| format!("{EXAMPLE}/index.html has no {line}"))?;
        written = format!("{before}{instead}{after}");
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLE, without_trunk};
    use crate::workspace::Workspace;

    #[test]
    fn the_page_of_the_example_starts_without_trunk() {
        let page = Workspace::find().unwrap().read(&format!("{EXAMPLE}/index.html")).unwrap();
        let written = without_trunk(&page).unwrap();
        assert!(!written.contains("data-trunk"), "{written}");
        assert!(written.contains(r#"from "/leptos-checkout.js""#), "{written}");
        assert!(without_trunk("<html>").is_err());
    }
}
