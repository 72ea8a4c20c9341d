//! `cargo xtask screenshots`: the pictures of docs/gallery.md, taken of the demo's own gallery.

use std::process::Command;

use anyhow::Result;

use crate::demo::{self, Logs};
use crate::npm;
use crate::run::run as execute;
use crate::setup::tools;
use crate::workspace::Workspace;

/// Builds and starts the demo, and takes the pictures in Chromium; of all states where none is named.
///
/// # Errors
/// When something cannot be installed, built or started, or a state does not come about.
pub(crate) fn run(workspace: &Workspace, only: &[String]) -> Result<()> {
    let browser = tools::browser()?;
    npm::journeys(workspace)?;
    let folder = workspace.path("target/screenshots");
    demo::runtime()?.block_on(async {
        let demo = demo::start(workspace, &demo::Options::for_tests(), &Logs::Folder(folder)).await?;
        let mut node = Command::new("node");
        node.arg("screenshots.js").current_dir(workspace.path("tests/e2e"));
        node.env("BASE_URL", format!("http://{}", demo.shop)).env("SANDBOX_URL", format!("http://{}", demo.sandbox()));
        node.env("CHROMIUM", browser.chromium).env("OUT", workspace.path("docs")).env("ONLY", only.join(","));
        // The shop answers on this thread, so that the browser is waited for on another one.
        tokio::task::spawn_blocking(move || execute(&mut node)).await?
    })
}
