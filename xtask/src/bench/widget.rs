//! The picker in a shopper's browser, beside the same list and map by hand (`tests/e2e/bench/plain.js`).
//!
//! Both pages get the same answer, from memory, and have the same style sheet, so that what differs is the code. They take
//! turns, and a ratio is that of their medians: it changes little with the machine, where milliseconds do.

mod report;

use std::process::Command;

use anyhow::{Context as _, Result};

use super::Figures;
use crate::demo::{self, Logs};
use crate::npm;
use crate::run::figures;
use crate::setup::tools;
use crate::workspace::Workspace;
use report::Measured;

/// Builds and starts the demo, and measures in Chromium.
///
/// # Errors
/// When something cannot be installed, built or started, or the browser breaks off.
pub(super) fn run(workspace: &Workspace) -> Result<Figures> {
    let browser = tools::browser()?;
    npm::journeys(workspace)?;
    let folder = workspace.path("target/bench/widget");
    demo::runtime()?.block_on(async {
        let demo = demo::start(workspace, &demo::Options::for_tests(), &Logs::Folder(folder)).await?;
        let mut node = Command::new("node");
        node.arg("bench/widget.js").current_dir(workspace.path("tests/e2e"));
        node.env("BASE_URL", format!("http://{}", demo.shop)).env("CHROMIUM", browser.chromium);
        // The shop answers on this thread, so that the browser is waited for on another one.
        let printed = tokio::task::spawn_blocking(move || figures(&mut node)).await??;
        let measured: Measured = serde_json::from_str(&printed).context("the browser measured something else")?;
        Ok(measured.figures())
    })
}
