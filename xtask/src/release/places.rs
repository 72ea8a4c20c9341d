//! How a version stands in each kind of file, and how another takes its place.

use anyhow::{Result, bail};
use semver::Version;

/// The workspaces of this checkout: each has a lock file beside its manifest.
pub(super) const MANIFESTS: [&str; 3] = ["Cargo.toml", "examples/leptos/Cargo.toml", "fuzz/Cargo.toml"];

/// The workspace's manifest: the version that its packages inherit, and those by which they depend on each other.
///
/// # Errors
/// When the first is not there.
pub(super) fn manifest(text: &str, old: &Version, new: &Version) -> Result<String> {
    let (stated, with) = (format!("version = \"{old}\""), format!("version = \"{new}\""));
    let mut section = "";
    let mut inherited = 0;
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let is_own = section == "[workspace.package]" && line == stated;
        inherited += usize::from(is_own);
        let among_us = is_own || line.contains("path = \"");
        lines.push(if among_us { line.replace(&stated, &with) } else { line.to_owned() });
    }
    if inherited != 1 {
        bail!("Cargo.toml has no version {old} in [workspace.package]");
    }
    Ok(lines.join("\n") + "\n")
}

/// A lock file: the packages that come from the checkout, which are those without a source.
pub(super) fn lock(text: &str, old: &Version, new: &Version) -> String {
    let stated = format!("version = \"{old}\"\n");
    let packages = text.split("[[package]]\n").map(|package| {
        let is_ours = !package.contains("\nsource = ") && package.starts_with("name = ");
        if is_ours { package.replacen(&stated, &format!("version = \"{new}\"\n"), 1) } else { package.to_owned() }
    });
    packages.collect::<Vec<_>>().join("[[package]]\n")
}

/// The npm package's manifest, whose other lines may have the same number.
///
/// # Errors
/// When its version is another one.
pub(super) fn npm(text: &str, old: &Version, new: &Version) -> Result<String> {
    let stated = format!("\n  \"version\": \"{old}\",\n");
    if text.matches(&stated).count() != 1 {
        bail!("pkg/package.json has not the version {old}");
    }
    Ok(text.replace(&stated, &format!("\n  \"version\": \"{new}\",\n")))
}

/// A lock file of npm's: the package as it comes from the checkout, and the wish for it.
pub(super) fn npm_lock(text: &str, old: &Version, new: &Version) -> String {
    let package = |version: &Version| format!("\"name\": \"service-point-picker\",\n      \"version\": \"{version}\"");
    let wish = |version: &Version| format!("\"service-point-picker\": \"^{version}\"");
    text.replace(&package(old), &package(new)).replace(&wish(old), &wish(new))
}

/// Text for people, and what operators copy: the version wherever it stands by itself.
pub(super) fn prose(text: &str, old: &Version, new: &Version) -> String {
    let old = old.to_string();
    let mut parts = text.split(old.as_str());
    let mut written = parts.next().unwrap_or_default().to_owned();
    for after in parts {
        let before = written.chars().last().is_some_and(|sign| sign.is_ascii_digit() || sign == '.');
        let longer = after.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-' || sign == '+')
            || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
        written.push_str(if before || longer { old.clone() } else { new.to_string() }.as_str());
        written.push_str(after);
    }
    written
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{lock, manifest, npm, npm_lock, prose};

    fn versions() -> (Version, Version) {
        ("0.1.0".parse().unwrap(), "0.2.0".parse().unwrap())
    }

    #[test]
    fn a_manifest_gets_the_version_of_the_workspace_and_of_no_other_crate() {
        let (old, new) = versions();
        let text = "[dependencies]\ncsv = { version = \"0.1.0\" }\n[workspace.package]\nversion = \"0.1.0\"\n\
                    [workspace.dependencies]\nours = { path = \"crates/ours\", version = \"0.1.0\" }\nhex = \"0.1.0\"\n";
        let expected = text
            .replace("package]\nversion = \"0.1.0\"", "package]\nversion = \"0.2.0\"")
            .replace("ours\", version = \"0.1.0\"", "ours\", version = \"0.2.0\"");
        assert_eq!(manifest(text, &old, &new).unwrap(), expected);
        assert!(manifest("[workspace.package]\nversion = \"0.3.0\"\n", &old, &new).is_err());
    }

    #[test]
    fn a_lock_file_gets_it_for_packages_of_the_checkout() {
        let (old, new) = versions();
        let text = "version = 4\n\n[[package]]\nname = \"ours\"\nversion = \"0.1.0\"\ndependencies = [\n \"hex\",\n]\n\n\
                    [[package]]\nname = \"hex\"\nversion = \"0.1.0\"\nsource = \"registry+x\"\n";
        let expected = text.replacen("\"0.1.0\"\ndependencies", "\"0.2.0\"\ndependencies", 1);
        assert_eq!(lock(text, &old, &new), expected);
    }

    #[test]
    fn npm_gets_it_once() {
        let (old, new) = versions();
        let text = "{\n  \"name\": \"x\",\n  \"version\": \"0.1.0\",\n  \"peer\": \"0.1.0\"\n}\n";
        assert_eq!(npm(text, &old, &new).unwrap(), text.replacen("0.1.0", "0.2.0", 1));
        assert!(npm("{}", &old, &new).is_err());
    }

    #[test]
    fn a_lock_file_of_npm_gets_it_for_the_package_alone() {
        let (old, new) = versions();
        let text = "\"../pkg\": {\n      \"name\": \"service-point-picker\",\n      \"version\": \"0.1.0\",\n\
                    \"hex\": \"^0.1.0\", \"service-point-picker\": \"^0.1.0\"";
        let expected = text.replace("\"version\": \"0.1.0\"", "\"version\": \"0.2.0\"");
        let expected = expected.replace("picker\": \"^0.1.0\"", "picker\": \"^0.2.0\"");
        assert_eq!(npm_lock(text, &old, &new), expected);
    }

    #[test]
    fn in_prose_only_the_whole_version_counts() {
        let (old, new) = versions();
        let text = "/0.1.0/a.js, picker 0.1.0. `0.1.0` 10.1.0 0.1.01 0.1.0.5 0.1.0-rc.1";
        assert_eq!(prose(text, &old, &new), "/0.2.0/a.js, picker 0.2.0. `0.2.0` 10.1.0 0.1.01 0.1.0.5 0.1.0-rc.1");
    }
}
