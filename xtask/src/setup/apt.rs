//! Debian's packages.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{answer, on_path, run};

/// Whether apt-get is here and this user may install with it.
pub(crate) fn usable() -> bool {
    on_path("apt-get") && answer(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Whether all packages are installed.
pub(crate) fn installed(packages: &[&str]) -> bool {
    let states = answer(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}\n"]).args(packages));
    states.is_ok_and(|states| states.lines().filter(|state| *state == "installed").count() == packages.len())
}

/// Installs packages without asking questions.
///
/// # Errors
/// When this user cannot install packages, or apt-get fails.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !usable() {
        bail!("apt-get is not here, or this user is not root; needed: {}", packages.join(" "));
    }
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive").args(["-qq", "-y"]);
        command
    };
    run(apt().arg("update"))?;
    run(apt().args(["install", "--no-install-recommends"]).args(packages))
}
