//! Which files have the version in them, as they are and as they will be.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use semver::Version;

use super::{changelog, git, places};
use crate::workspace::Workspace;

/// Text for people, and what operators and applications copy from.
const PROSE: [&str; 8] = [
    ":(glob)docs/*.md",
    "README.md",
    ":(glob)crates/*/README.md",
    "pkg/README.md",
    "deploy",
    ":(glob)examples/**/README.md",
    ":(glob)examples/*/Cargo.toml",
    ":(glob)examples/*/package.json",
];

/// A file that changes.
pub(super) struct Change {
    /// From the checkout's root.
    pub(super) path: PathBuf,
    /// Its content to come.
    pub(super) new: String,
}

/// The changelog with what is "Unreleased" under the new version.
///
/// # Errors
/// When there is nothing to tell.
pub(super) fn changelog(workspace: &Workspace, new: &Version, today: &str) -> Result<Change> {
    let text = changelog::released(&workspace.read("CHANGELOG.md")?, new, today)?;
    Ok(Change { path: "CHANGELOG.md".into(), new: text })
}

/// Every other file that changes.
///
/// # Errors
/// When a file that must have the old version has it not.
pub(super) fn changes(workspace: &Workspace, old: &Version, new: &Version) -> Result<Vec<Change>> {
    let mut changes = Changes { workspace, list: Vec::new() };
    changes.add("Cargo.toml", |text| places::manifest(text, old, new))?;
    changes.add("pkg/package.json", |text| places::npm(text, old, new))?;
    for manifest in places::MANIFESTS {
        changes.add(&manifest.replace(".toml", ".lock"), |text| Ok(places::lock(text, old, new)))?;
    }
    for name in git(workspace, &["ls-files", "--", ":(glob)examples/**/package-lock.json"])?.lines() {
        changes.add(name, |text| Ok(places::npm_lock(text, old, new)))?;
    }
    for name in git(workspace, &[&["ls-files", "--"], &PROSE[..]].concat())?.lines() {
        changes.add(name, |text| Ok(places::prose(text, old, new)))?;
    }
    Ok(changes.list)
}

/// Lines for people that say that the package cannot be had, as `file:line: text`.
///
/// # Errors
/// When git cannot be asked.
pub(super) fn unpublished(workspace: &Workspace) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for name in git(workspace, &[&["ls-files", "--"], &PROSE[..]].concat())?.lines() {
        let text = workspace.read(name)?;
        let said = text.lines().enumerate().filter(|(_, line)| line.contains("published yet"));
        lines.extend(said.map(|(index, line)| format!("{name}:{}: {line}", index + 1)));
    }
    Ok(lines)
}

struct Changes<'a> {
    workspace: &'a Workspace,
    list: Vec<Change>,
}

impl Changes<'_> {
    fn add(&mut self, path: &str, rewrite: impl Fn(&str) -> Result<String>) -> Result<()> {
        let text = self.workspace.read(path)?;
        let new = rewrite(&text).with_context(|| format!("{path} cannot be brought up to date"))?;
        if new != text {
            self.list.push(Change { path: path.into(), new });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::release::{current, git, places};
    use crate::workspace::Workspace;

    /// What is really in this checkout, also one that was just released: no file that names the version is forgotten.
    #[test]
    fn afterwards_nothing_names_the_old_version_but_the_changelog_and_tests() {
        let workspace = Workspace::find().unwrap();
        let old = current(&workspace.read("Cargo.toml").unwrap()).unwrap();
        let new = "987.6.5".parse().unwrap();
        let changes = changes(&workspace, &old, &new).unwrap();
        let named = |path: &str| changes.iter().find(|change| change.path.to_str() == Some(path));
        for path in ["Cargo.toml", "Cargo.lock", "pkg/package.json", "docs/embed.md", "fuzz/Cargo.lock"] {
            assert!(named(path).is_some_and(|change| change.new.contains("987.6.5")), "{path}");
        }
        let among_us = named("Cargo.toml").unwrap().new.lines().filter(|line| line.contains("path = \"crates/"));
        let left: Vec<_> = among_us.filter(|line| !line.contains("version = \"987.6.5\"")).collect();
        assert!(left.is_empty(), "{left:?}");
        let packages =
            |name: &str| named("Cargo.lock").unwrap().new.contains(&format!("\"{name}\"\nversion = \"987.6.5\""));
        for name in ["picker-core", "sendcloud-sandbox", "service-point-picker", "service-point-proxy", "xtask"] {
            assert!(packages(name), "{name}");
        }
        let short = format!("\"{}.{}\"", old.major, old.minor);
        // What contributors read has versions that are examples.
        let pages = ["ls-files", "--", "*.md", ":!CHANGELOG.md", ":!CONTRIBUTING.md", ":!docs/decisions"];
        for path in git(&workspace, &pages).unwrap().lines() {
            let text = named(path).map_or_else(|| workspace.read(path).unwrap(), |change| change.new.clone());
            assert_eq!(places::prose(&text, &old, &new), text, "{path}");
            assert!(!text.contains(&short), "{path} has {short}, in which nobody finds the version");
        }
    }
}
