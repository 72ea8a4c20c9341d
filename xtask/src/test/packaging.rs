//! The npm package as npm packs it, in the hands of those who use it: bundlers, compilers, servers, pages, and the examples.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::leptos;
use super::outcome::{Outcome, of_playwright};
use crate::demo::{self, Logs, Services};
use crate::run::{progress, status};
use crate::setup::tools;
use crate::workspace::Workspace;
use crate::{build, npm};

/// Builds and packs the package, unpacks it where `tests/packaging` and the examples look for it, and runs those tests with the
/// proxy and the sandbox behind them. `program` is this very program, which the documents tell their readers to call.
///
/// # Errors
/// When something cannot be installed, built, packed or started, or Playwright leaves no report.
pub(crate) fn run(workspace: &Workspace, program: &Path) -> Result<Outcome> {
    let browser = tools::browser()?;
    build::make(workspace)?;
    let leptos = leptos::build(workspace)?;
    let programs = npm::packaging(workspace)?;
    npm::examples(workspace)?;
    let folder = workspace.path("target/packaging");
    let report = folder.join("report.json");
    npm::clear(&folder)?;
    let archive = npm::pack(workspace, &folder)?;
    for folder in ["tests/packaging", "examples"] {
        npm::unpack(&archive, &workspace.path(folder).join("node_modules/service-point-picker"))?;
    }
    demo::runtime()?.block_on(async {
        // The pages of the tests are served by themselves, from a port that the proxy must know of ahead.
        let shop = demo::free_port(0, "the shop", "--port").await?;
        let options = demo::Options::for_tests();
        let services = demo::start_services(workspace, &options, Some(shop), &Logs::Folder(folder.clone())).await?;
        progress(&format!("the services' messages are in {}", folder.display()));
        let mut playwright = Command::new(programs.join("playwright"));
        playwright.arg("test").current_dir(workspace.path("tests/packaging"));
        playwright.envs(addresses(shop, &services)).env("PACKED", archive).env("OUT", &folder).env("LEPTOS", leptos);
        playwright.env("PROXY_PROGRAM", &services.programs.proxy).env("SANDBOX_PROGRAM", &services.programs.sandbox);
        playwright.env("XTASK", program);
        playwright.env("CHROMIUM", browser.chromium).env("JSON_REPORT", &report);
        let ended = tokio::task::spawn_blocking(move || status(&mut playwright)).await??;
        let report = std::fs::read_to_string(&report).context("Playwright left no report")?;
        of_playwright(&report, ended.success())
    })
}

fn addresses(shop: SocketAddr, services: &Services) -> [(&'static str, String); 3] {
    [
        ("SHOP_PORT", shop.port().to_string()),
        ("PROXY_URL", format!("http://{}", services.proxy)),
        ("SANDBOX_URL", format!("http://{}", services.sandbox)),
    ]
}
