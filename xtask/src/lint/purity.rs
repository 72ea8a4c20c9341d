//! std and js-sys have clocks, chance and IO of their own, which no dependency shows: pure packages must not name them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::law::PURE;
use crate::workspace::Workspace;

const FORBIDDEN: [&str; 8] =
    ["std::env", "std::fs", "std::io", "std::net", "std::process", "std::thread", "std::time::Instant", "SystemTime"];

/// Every place where a pure package names a clock or IO.
///
/// # Errors
/// When a source file cannot be read.
pub(crate) fn complaints(workspace: &Workspace) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for package in PURE {
        for file in sources(&workspace.path("crates").join(package).join("src"))? {
            let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            let shown = file.strip_prefix(workspace.root()).unwrap_or(&file).display().to_string();
            complaints.extend(named(&text).map(|name| format!("{shown} names {name}, but {package} is pure")));
        }
    }
    Ok(complaints)
}

fn named(text: &str) -> impl Iterator<Item = &'static str> {
    let of_std = FORBIDDEN.into_iter().filter(move |name| text.contains(name));
    of_std.chain(names_more_than_arithmetic(text).then_some("js_sys"))
}

/// Of js-sys, pure packages use the browser's arithmetic and nothing else.
fn names_more_than_arithmetic(text: &str) -> bool {
    let uses = text.split("js_sys").skip(1);
    text.contains("Math::random") || uses.into_iter().any(|rest| !rest.starts_with("::Math"))
}

fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(sources(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::{complaints, named};
    use crate::workspace::Workspace;

    #[test]
    fn a_clock_is_found_by_its_name() {
        let text = "let now = std::time::SystemTime::now();";
        assert_eq!(named(text).collect::<Vec<_>>(), ["SystemTime"]);
        assert_eq!(named("use std::time::Duration;").count(), 0);
        assert_eq!(named("js_sys::Date::now()").collect::<Vec<_>>(), ["js_sys"]);
        assert_eq!(named("js_sys::Math::random()").collect::<Vec<_>>(), ["js_sys"]);
        assert_eq!(named("use js_sys::Math; js_sys::Math::sin(x)").count(), 0);
    }

    #[test]
    fn the_pure_packages_are_pure() {
        assert_eq!(complaints(&Workspace::find().unwrap()).unwrap(), Vec::<String>::new());
    }
}
