//! Programs that Python's registry has, in a virtual environment of their own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::cache::tool_folder;
use crate::run::{answer, on_path, progress, run};
use crate::setup::apt;
use crate::workspace::Workspace;

const REQUIREMENTS: &str = "tests/contract/requirements.txt";

/// The program `schemathesis`, in the versions that `tests/contract/requirements.txt` names.
///
/// # Errors
/// When there is no Python, or the packages cannot be installed.
pub(crate) fn schemathesis(workspace: &Workspace) -> Result<PathBuf> {
    let requirements = workspace.read(REQUIREMENTS)?;
    let version = pinned(&requirements, "schemathesis").with_context(|| format!("{REQUIREMENTS} pins no version"))?;
    let folder = tool_folder("schemathesis", version)?;
    let (program, stamp) = (folder.join("bin/schemathesis"), folder.join("installed-requirements.txt"));
    if program.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == requirements) {
        return Ok(program);
    }
    progress(&format!("python: schemathesis {version}"));
    prepare()?;
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))
        .context("Python cannot make a virtual environment")?;
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"]);
    run(pip.arg(workspace.path(REQUIREMENTS))).context("schemathesis cannot be installed")?;
    std::fs::write(stamp, requirements)?;
    Ok(program)
}

/// Sees to it that Python is here and can make virtual environments, which Debian has in a package of its own.
fn prepare() -> Result<()> {
    let works = || on_path("python3") && answer(Command::new("python3").args(["-c", "import ensurepip, venv"])).is_ok();
    if works() {
        return Ok(());
    }
    progress("apt-get: Python");
    apt::install(&["python3", "python3-venv"])
        .context("Python 3.10 or newer, with venv, is needed for the contract's tests")?;
    if !works() {
        bail!("the packages python3 and python3-venv brought no python3 that makes virtual environments");
    }
    Ok(())
}

/// The version that a list of requirements settles on.
fn pinned<'a>(requirements: &'a str, package: &str) -> Option<&'a str> {
    requirements.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix("==")).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::{REQUIREMENTS, pinned};

    #[test]
    fn every_requirement_is_pinned() {
        let requirements = crate::workspace::Workspace::find().unwrap().read(REQUIREMENTS).unwrap();
        assert!(pinned(&requirements, "schemathesis").is_some());
        for line in requirements.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.matches("==").count(), 1, "{line}");
        }
        assert_eq!(pinned("a==1\nab==2\n", "ab"), Some("2"));
        assert_eq!(pinned("ab==2\n", "a"), None);
    }
}
