//! The changelog: what was "Unreleased" becomes the version's.

use anyhow::{Context as _, Result, bail};
use semver::Version;

const UNRELEASED: &str = "## [Unreleased]\n";

/// Whether `version` has a heading: it is released.
pub(super) fn has(changelog: &str, version: &Version) -> bool {
    changelog.contains(&format!("\n## [{version}]"))
}

/// The changelog with a heading for `version`, of the day `date`, over what was collected.
///
/// # Errors
/// When there is no such place, nothing was collected, or the version has a heading already.
pub(super) fn released(changelog: &str, version: &Version, date: &str) -> Result<String> {
    let (before, after) = changelog.split_once(UNRELEASED).context("CHANGELOG.md has no \"## [Unreleased]\"")?;
    let collected = after.split("\n## ").next().unwrap_or_default();
    // Headings of kinds alone tell nobody anything.
    if collected.lines().all(|line| line.trim().is_empty() || line.starts_with('#')) {
        bail!("CHANGELOG.md has nothing under \"Unreleased\": what does {version} change for its users?");
    }
    if has(changelog, version) {
        bail!("CHANGELOG.md has a heading for {version} already");
    }
    Ok(format!("{before}{UNRELEASED}\n## [{version}] - {date}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::{has, released};

    const OLD: &str = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A map.\n\n## [0.1.0] - 2026-01-02\n\n- All.\n";

    #[test]
    fn what_was_collected_gets_a_version_and_a_day() {
        let new = released(OLD, &"0.2.0".parse().unwrap(), "2026-11-22").unwrap();
        let expected = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-22\n\n### Added\n\n- A map.\n\n\
                        ## [0.1.0] - 2026-01-02\n\n- All.\n";
        assert_eq!(new, expected);
    }

    #[test]
    fn a_version_is_released_when_it_has_a_heading() {
        assert!(has(OLD, &"0.1.0".parse().unwrap()));
        assert!(!has(OLD, &"0.1.0-rc.1".parse().unwrap()) && !has(OLD, &"0.2.0".parse().unwrap()));
    }

    #[test]
    fn nothing_to_tell_is_no_release() {
        let version = "0.2.0".parse().unwrap();
        let empty = OLD.replace("- A map.\n\n", "");
        let error = released(&empty, &version, "2026-11-22").unwrap_err().to_string();
        assert!(error.contains("nothing under \"Unreleased\""), "{error}");
        assert!(released("# Changelog\n", &version, "2026-11-22").is_err());
        assert!(released(OLD, &"0.1.0".parse().unwrap(), "2026-11-22").is_err(), "that one is told already");
    }
}
