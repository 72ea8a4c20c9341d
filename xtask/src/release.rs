//! `cargo xtask release`: one version in every place that has it. It publishes nothing: it ends by saying what does.

mod changelog;
mod files;
mod places;
mod stoppable;
mod undo;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use semver::Version;

use crate::build;
use crate::demo;
use crate::run::{answer, progress};
use crate::workspace::Workspace;
use files::Change;
use stoppable::Stop;
use undo::Undo;

/// Which version, and whether for real.
#[derive(Args, Debug, Clone)]
pub(crate) struct Options {
    /// The new version, such as 0.2.0: higher than the one before. The version that is there, as long as it was never released.
    version: Version,
    /// Show what would change, as a diff, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Hashes of what a version serves, for whoever will not take them from the host that they are to guard against.
const HASHES: &str = "integrity";

/// Writes the version into every place, builds the package, and keeps the list of its hashes. When anything fails, or the
/// user stops it, everything is as it was.
///
/// # Errors
/// When the checkout has changes of its own, the version is not a higher one, the changelog has nothing to tell, or the
/// package cannot be built.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let Options { version, dry_run } = options;
    clean(workspace)?;
    let old = current(&workspace.read("Cargo.toml")?)?;
    follows(&old, version, changelog::has(&workspace.read("CHANGELOG.md")?, &old))?;
    // The day in UTC: a day begins nowhere later.
    let today = answer(Command::new("date").args(["-u", "+%Y-%m-%d"]))?;
    let mut changes = vec![files::changelog(workspace, version, &today)?];
    changes.extend(files::changes(workspace, &old, version)?);
    if *dry_run {
        return show(workspace, &changes);
    }
    let hashes = PathBuf::from(HASHES).join(format!("{version}.json"));
    demo::runtime()?.block_on(async {
        let mut stop = Stop::listen().await?;
        let undo = Undo::keep(workspace, changes.iter().map(|change| change.path.clone()).chain([hashes.clone()]))?;
        for change in &changes {
            std::fs::write(workspace.path(&change.path), &change.new)
                .with_context(|| format!("cannot write {}", change.path.display()))?;
        }
        verify(workspace, &mut stop).await?;
        // By a new xtask, since the version is compiled into it.
        stop.or_end_of(cargo(workspace, &["xtask", "build"], io::stderr().into())).await?;
        let list = workspace.path("pkg/dist").join(build::HASH_LIST);
        std::fs::create_dir_all(workspace.path(HASHES))?;
        std::fs::copy(&list, workspace.path(&hashes)).context("the build left no list of hashes")?;
        undo.forget();
        anyhow::Ok(())
    })?;
    let files = if changes.len() == 1 { "1 file".to_owned() } else { format!("{} files", changes.len()) };
    progress(&format!("{version}: {files} changed, and its hashes are in {}", hashes.display()));
    println!("{}", farewell(version, &files::unpublished(workspace)?));
    Ok(())
}

/// Nothing of the user's own may be mixed up with a release.
fn clean(workspace: &Workspace) -> Result<()> {
    let changed = git(workspace, &["status", "--porcelain"])?;
    if !changed.is_empty() {
        let changed: Vec<_> = changed.lines().map(str::trim).collect();
        bail!("the checkout has changes that are not committed:\n  {}", changed.join("\n  "));
    }
    Ok(())
}

fn git(workspace: &Workspace, arguments: &[&str]) -> Result<String> {
    answer(Command::new("git").current_dir(workspace.root()).args(arguments))
}

/// The version that `[workspace.package]` has.
fn current(manifest: &str) -> Result<Version> {
    let manifest: toml::Value = toml::from_str(manifest).context("Cargo.toml is not valid")?;
    let version = ["workspace", "package", "version"]
        .iter()
        .try_fold(&manifest, |value, key| value.get(key).with_context(|| format!("Cargo.toml has no {key}")));
    let text = version?.as_str().context("the version is no text")?;
    Version::parse(text).with_context(|| format!("{text} is no version"))
}

/// `is_released`: whether the changelog has the old version. One that was never released is released under its own number.
fn follows(old: &Version, new: &Version, is_released: bool) -> Result<()> {
    if new < old || (new == old && is_released) {
        bail!("{new} is not higher than {old}, the version that is there");
    }
    if !new.build.is_empty() {
        bail!("{new} has build metadata, which registries leave out of account");
    }
    Ok(())
}

/// Each file as it is and as it would be, by git's own hand.
fn show(workspace: &Workspace, changes: &[Change]) -> Result<()> {
    let folder = workspace.path("target/release-plan");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let mut plan = String::new();
    for Change { path, new } in changes {
        let planned = folder.join(path);
        std::fs::create_dir_all(planned.parent().unwrap_or(&folder))?;
        std::fs::write(&planned, new)?;
        let mut diff = Command::new("git");
        diff.current_dir(workspace.root()).args([
            "--no-pager",
            "diff",
            "--no-index",
            "--no-prefix",
            "--unified=0",
            "--",
        ]);
        let output = diff.arg(path).arg(&planned).output().context("cannot start `git`")?;
        let text = String::from_utf8_lossy(&output.stdout);
        plan.push_str(&format!("{}\n", path.display()));
        for line in text.lines().skip_while(|line| !line.starts_with("@@")).filter(|line| !line.starts_with("@@")) {
            plan.push_str(&format!("  {line}\n"));
        }
    }
    match io::stdout().write_all(plan.as_bytes()) {
        // Who pages through it may have seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    progress("nothing was changed; for real, the package is built too, and the list of its hashes kept");
    Ok(())
}

/// Cargo's own judgement of manifests and lock files.
async fn verify(workspace: &Workspace, stop: &mut Stop) -> Result<()> {
    for manifest in places::MANIFESTS {
        let metadata = ["metadata", "--quiet", "--locked", "--format-version=1", "--manifest-path", manifest];
        let read = stop.or_end_of(cargo(workspace, &metadata, Stdio::null())).await;
        read.with_context(|| format!("{manifest} and its lock file do not go together"))?;
    }
    Ok(())
}

fn cargo(workspace: &Workspace, arguments: &[&str], stdout: Stdio) -> tokio::process::Command {
    let mut cargo = tokio::process::Command::new("cargo");
    cargo.current_dir(workspace.root()).args(arguments).stdout(stdout);
    cargo
}

/// What is left to do by hand, with the lines that publishing makes untrue.
fn farewell(version: &Version, untrue: &[String]) -> String {
    let mend = match untrue {
        [] => String::new(),
        lines => format!("\nThese lines will not be true any more; say there how to get it:\n  {}", lines.join("\n  ")),
    };
    format!(
        "Nothing is published yet.{mend}\nLook at `git diff`, run `cargo xtask lint` and `cargo xtask test`, then:\n\
         \x20 git add --all && git commit --message \"Release {version}\" && git tag --annotate v{version} --message \"{version}\"\n\
         \x20 cargo publish --workspace --dry-run && cargo publish --workspace\n\
         \x20 (cd pkg && npm publish)\n\
         \x20 git push --follow-tags"
    )
}

#[cfg(test)]
mod tests {
    use super::{current, farewell, follows};

    #[test]
    fn only_a_higher_version_is_taken() {
        let version = |text: &str| text.parse().unwrap();
        for (old, new) in [("0.1.0", "0.1.1"), ("0.9.0", "0.10.0"), ("0.1.0", "1.0.0-rc.1"), ("1.0.0-rc.1", "1.0.0")] {
            assert!(follows(&version(old), &version(new), true).is_ok(), "{new}");
        }
        for (old, new) in [("0.1.0", "0.1.0"), ("0.10.0", "0.9.9"), ("0.1.0", "0.1.0-rc.1"), ("0.1.0", "0.2.0+5")] {
            assert!(follows(&version(old), &version(new), true).is_err(), "{new}");
        }
    }

    #[test]
    fn the_version_that_is_there_is_taken_as_long_as_it_was_never_released() {
        let version = |text: &str| text.parse().unwrap();
        assert!(follows(&version("0.1.0"), &version("0.1.0"), false).is_ok());
        assert!(follows(&version("0.1.0"), &version("0.0.9"), false).is_err());
    }

    #[test]
    fn what_publishing_makes_untrue_is_named_before_the_commands() {
        let version = "0.2.0".parse().unwrap();
        let text = farewell(&version, &["README.md:24: It is not published yet.".to_owned()]);
        let (line, command) = (text.find("README.md:24").unwrap(), text.find("cargo publish").unwrap());
        assert!(line < command, "{text}");
        assert!(!farewell(&version, &[]).contains("true any more"));
    }

    #[test]
    fn the_version_is_that_of_the_workspace() {
        let manifest = "[package]\nversion.workspace = true\n[workspace.package]\nversion = \"1.2.3\"\n";
        assert_eq!(current(manifest).unwrap().to_string(), "1.2.3");
        assert!(current("[package]\nversion = \"1.2.3\"\n").unwrap_err().to_string().contains("no workspace"));
        assert!(current("[workspace.package]\nversion = \"one\"\n").is_err());
    }
}
