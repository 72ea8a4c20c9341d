//! A shopper's journeys: Playwright against the demo's own servers, on free ports.

use std::process::Command;

use anyhow::{Context as _, Result};

use super::outcome::{Outcome, of_playwright};
use crate::demo::{self, Logs};
use crate::npm;
use crate::run::{progress, status};
use crate::setup::tools;
use crate::workspace::Workspace;

/// Where the journeys in Firefox are, which are left out where no Firefox can be had.
const IN_FIREFOX: &str = "tests/e2e/firefox";

/// Builds and starts the demo, runs these files of `tests/e2e` against it, all of them when none is named, and stops it.
///
/// # Errors
/// When something cannot be installed, built or started, or Playwright leaves no report.
pub(crate) fn run(workspace: &Workspace, files: &[&str]) -> Result<Outcome> {
    let browser = tools::browser()?;
    let firefox = if files.is_empty() { Some(tools::firefox()) } else { None };
    let programs = npm::journeys(workspace)?;
    let folder = workspace.path("target/e2e");
    let report = folder.join("report.json");
    std::fs::create_dir_all(&folder)?;
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    demo::runtime()?.block_on(async {
        let demo = demo::start(workspace, &demo::Options::for_tests(), &Logs::Folder(folder.clone())).await?;
        progress(&format!("the services' messages are in {}", folder.display()));
        let mut playwright = Command::new(programs.join("playwright"));
        playwright.arg("test").args(files).current_dir(workspace.path("tests/e2e"));
        playwright.env("BASE_URL", format!("http://{}", demo.shop));
        playwright.env("SANDBOX_URL", format!("http://{}", demo.sandbox()));
        playwright.env("PROXY_PROGRAM", demo.proxy_program());
        playwright.env("CHROMIUM", browser.chromium).env("JSON_REPORT", &report);
        if let Some(Ok(firefox)) = &firefox {
            playwright.env("FIREFOX", firefox);
        }
        // The shop answers on this thread, so Playwright is waited for on another one.
        let ended = tokio::task::spawn_blocking(move || status(&mut playwright)).await??;
        if let Some(Err(error)) = firefox {
            progress(&format!("NOT RUN: {IN_FIREFOX}, neither passed nor failed, for want of a Firefox: {error:#}"));
        }
        let report = std::fs::read_to_string(&report).context("Playwright left no report")?;
        of_playwright(&report, ended.success())
    })
}
