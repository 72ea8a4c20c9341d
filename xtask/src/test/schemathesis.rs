//! Schemathesis, a tester that others wrote: it makes requests of the API's contract and holds the answers against it.
//!
//! It asks the sandbox, and the proxy with the sandbox behind it. What it checks, and what not and why, is in
//! `tests/contract`.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::outcome::{Outcome, of_junit};
use crate::demo::{self, Logs, Services};
use crate::run::{progress, status};
use crate::setup::python;
use crate::workspace::Workspace;

const CONTRACT: &str = "tests/spec/service-points-v3.contract.yaml";

/// Builds and starts both servers, asks them, and stops them.
///
/// # Errors
/// When something cannot be installed, built or started, or Schemathesis leaves no report.
pub(crate) fn run(workspace: &Workspace) -> Result<Outcome> {
    let program = python::schemathesis(workspace)?;
    let folder = workspace.path("target/contract");
    std::fs::create_dir_all(&folder)?;
    demo::runtime()?.block_on(async {
        let logs = Logs::Folder(folder.clone());
        let services = demo::start_services(workspace, &demo::Options::for_tests(), None, &logs).await?;
        progress(&format!("the servers' messages are in {}", folder.display()));
        let (workspace, targets) = (workspace.clone(), targets(&services));
        let asked = tokio::task::spawn_blocking(move || {
            let asked = targets.map(|target| {
                let outcome = ask(&workspace, &program, &folder, &target);
                (format!("schemathesis: {}", target.name), outcome)
            });
            Outcome::of_parts(asked.into())
        });
        Ok(asked.await?)
    })
}

/// What is asked.
struct Target {
    /// Also that of its configuration, `tests/contract/<name>.toml`.
    name: &'static str,
    url: String,
    /// User and password in one.
    keys: Option<String>,
}

fn targets(services: &Services) -> [Target; 2] {
    let (public, secret) = demo::SANDBOX_KEYS;
    [
        Target {
            name: "sandbox",
            url: format!("http://{}/api/v3", services.sandbox),
            keys: Some(format!("{public}:{secret}")),
        },
        Target { name: "proxy", url: format!("http://{}/api", services.proxy), keys: None },
    ]
}

fn ask(workspace: &Workspace, program: &Path, folder: &Path, target: &Target) -> Result<Outcome> {
    let report = folder.join(format!("{}.xml", target.name));
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let configuration = workspace.path("tests/contract").join(format!("{}.toml", target.name));
    let mut command = Command::new(program);
    // It leaves notes for itself where it runs.
    command.current_dir(folder).env("PYTHONDONTWRITEBYTECODE", "1");
    command.env("SCHEMATHESIS_HOOKS", workspace.path("tests/contract/hooks.py"));
    command.arg("--config-file").arg(configuration).arg("run").arg(workspace.path(CONTRACT));
    command.args(["--url", &target.url, "--no-color"]);
    command.arg("--report-junit-path").arg(&report);
    if let Some(keys) = &target.keys {
        command.args(["--auth", keys]);
    }
    let ended = status(&mut command)?;
    let report = std::fs::read_to_string(&report).context("Schemathesis left no report")?;
    of_junit(target.name, &report, ended.success())
}
