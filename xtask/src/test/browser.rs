//! The widget's own tests, in headless Chromium. `webdriver.json` holds the browser's switches.

use std::process::Command;

use anyhow::Result;

use super::outcome::{Outcome, of_libtest};
use crate::run::tee;
use crate::setup::tools;
use crate::workspace::Workspace;
use crate::{toolchain, wasm};

/// The wasm tests of the root package.
///
/// # Errors
/// When the compiler, the runner or the browser cannot be installed.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    let way = toolchain::prepare()?;
    let bindgen = tools::wasm_bindgen(workspace)?;
    let browser = tools::browser()?;
    let mut cargo = Command::new("cargo");
    cargo.current_dir(workspace.root()).envs(wasm::variables(way));
    cargo.env(wasm::RUNNER, wasm::runner(&bindgen)).env("CHROMEDRIVER", browser.driver);
    cargo.args(["test", "--package", "service-point-picker", "--features", "element", "--lib", "--tests"]);
    cargo.args(["--no-fail-fast", "--target", wasm::TARGET, "--target-dir"]).arg(workspace.wasm_target());
    let (status, output) = tee(&mut cargo)?;
    Ok(of_libtest(&output, status.success()))
}
