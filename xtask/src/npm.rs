//! Node packages: exact versions from a committed lock file, installed beside it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::run::{answer, progress, run};
use crate::workspace::Workspace;

/// The programs that build and check: wasm-opt, esbuild, prettier, tsc. Gives the folder to find them in.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn tools(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.path("xtask/npm"))
}

/// Playwright and axe-core for the journeys.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn journeys(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.path("tests/e2e"))
}

/// The bundlers and compilers that the packed package is tried with, and Playwright. Gives the folder of their programs.
///
/// # Errors
/// When they cannot be installed.
pub(crate) fn packaging(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.path("tests/packaging"))
}

/// What the examples need. Gives the folder of the programs among it.
///
/// The package itself is a link to its folder, since a version that is not published yet has no other address. [`unpack`]
/// puts in its place what npm would install.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn examples(workspace: &Workspace) -> Result<PathBuf> {
    install(&workspace.path("examples"))
}

/// Packs the package of `pkg/` as npm would publish it, into `folder`. Gives the archive.
///
/// # Errors
/// When npm cannot pack it.
pub(crate) fn pack(workspace: &Workspace, folder: &Path) -> Result<PathBuf> {
    let mut command = Command::new("npm");
    // What is packed is built already.
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    command.current_dir(workspace.path("pkg")).args(["pack", "--ignore-scripts", "--loglevel=error"]);
    let name = answer(command.arg("--pack-destination").arg(folder)).context("npm cannot pack the package")?;
    Ok(folder.join(name))
}

/// Puts an archive's content where npm would install it: a package without dependencies is its files and nothing else.
///
/// # Errors
/// When it cannot be unpacked.
pub(crate) fn unpack(archive: &Path, installed: &Path) -> Result<()> {
    clear(installed)?;
    run(Command::new("tar").arg("-xzf").arg(archive).args(["--strip-components=1", "-C"]).arg(installed))
}

/// Makes an empty folder. A link to one is removed, and what it leads to is left alone.
///
/// # Errors
/// When the system refuses.
pub(crate) fn clear(folder: &Path) -> Result<()> {
    if folder.symlink_metadata().is_ok() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))
}

/// Installs what the folder's lock file names, unless that very lock file was installed before.
fn install(folder: &Path) -> Result<PathBuf> {
    let bin = folder.join("node_modules/.bin");
    let stamp = folder.join("node_modules/.installed-lock.json");
    let lock_file = folder.join("package-lock.json");
    let lock = std::fs::read(&lock_file).with_context(|| format!("cannot read {}", lock_file.display()))?;
    if std::fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(bin);
    }
    progress(&format!("npm: packages of {}", folder.display()));
    // No package here needs an install script, and the tests use the system's browser.
    let mut command = Command::new("npm");
    command.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command.args(["ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(&mut command).with_context(|| format!("the packages of {} cannot be installed", folder.display()))?;
    std::fs::write(&stamp, lock)?;
    Ok(bin)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::clear;

    #[test]
    fn clearing_a_link_leaves_what_it_leads_to() {
        let folder = std::env::temp_dir().join(format!("spp-clear-{}", std::process::id()));
        let (package, link, dangling) = (folder.join("pkg"), folder.join("link"), folder.join("dangling"));
        fs::create_dir_all(&package).unwrap();
        fs::write(package.join("kept"), "").unwrap();
        symlink(&package, &link).unwrap();
        symlink(folder.join("nowhere"), &dangling).unwrap();
        for link in [&link, &dangling] {
            clear(link).unwrap();
            assert!(link.symlink_metadata().unwrap().is_dir());
            assert_eq!(fs::read_dir(link).unwrap().count(), 0);
        }
        assert!(package.join("kept").is_file());
        fs::remove_dir_all(folder).unwrap();
    }
}
