//! The systemd units, read by systemd itself where it is installed.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::run::{answer, on_path, progress};
use crate::workspace::Workspace;

const UNITS: [&str; 2] = ["service-point-proxy.service", "service-point-proxy.socket"];

/// The most exposed that the service may be, in systemd's own tenths: what it needs is the network, and its files.
const MOST_EXPOSED: u32 = 15;

/// Lets `systemd-analyze` read the units, and rate how much of the machine the service could reach.
///
/// # Errors
/// When it has something to say.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    if !on_path("systemd-analyze") {
        progress("systemd is not installed: its units are not read");
        return Ok(());
    }
    let folder = workspace.path("target/lint");
    fs::create_dir_all(&folder)?;
    for name in UNITS {
        let unit = workspace.read(&format!("deploy/{name}"))?;
        // The program that it starts is on the machines of operators.
        let lines = unit.lines().map(|line| if line.starts_with("ExecStart=") { "ExecStart=/bin/true" } else { line });
        fs::write(folder.join(name), lines.collect::<Vec<_>>().join("\n"))?;
    }
    let analyze = |verb: &str| {
        let mut command = Command::new("systemd-analyze");
        command.current_dir(&folder).arg(verb);
        command
    };
    let verified = analyze("verify").args(UNITS.map(|name| format!("./{name}"))).stdin(Stdio::null()).output();
    let verified = verified.context("cannot start systemd-analyze")?;
    // A misspelt key is a message, and no failure.
    let said = String::from_utf8_lossy(&verified.stderr);
    if !verified.status.success() || !said.trim().is_empty() {
        bail!("systemd says of deploy/: {}", said.trim());
    }
    let threshold = format!("--threshold={MOST_EXPOSED}");
    let mut rate = analyze("security");
    answer(rate.args(["--offline=true", "--no-pager", &threshold]).arg(format!("./{}", UNITS[0])))
        .with_context(|| format!("deploy/{} leaves the service more than it needs", UNITS[0]))?;
    Ok(())
}
