//! What crates.io would get: each package with its source, its page and its licences, and nothing of the rest of the checkout.

use std::process::Command;

use anyhow::Result;

use super::metadata::Metadata;
use crate::run::answer;
use crate::workspace::Workspace;

/// What a package may hold: folders end with a slash.
const ALLOWED: [&str; 12] = [
    ".cargo_vcs_info.json",
    "Cargo.lock",
    "Cargo.toml",
    "Cargo.toml.orig",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "build.rs",
    "build/",
    "data/",
    "src/",
    "style/",
];

const REQUIRED: [&str; 4] = ["Cargo.toml", "LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// Every package that holds too much or too little.
///
/// # Errors
/// When cargo cannot list one.
pub(super) fn complaints(workspace: &Workspace) -> Result<Vec<String>> {
    let metadata = Metadata::read(workspace)?;
    let mut complaints = Vec::new();
    for package in metadata.published() {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(workspace.root()).args(["package", "--list", "--allow-dirty", "--package", &package.name]);
        complaints.extend(unfit(&package.name, &answer(&mut cargo)?));
    }
    Ok(complaints)
}

fn unfit(package: &str, list: &str) -> Vec<String> {
    let files: Vec<&str> = list.lines().collect();
    let allowed = |file: &str| {
        ALLOWED.iter().any(|allowed| if allowed.ends_with('/') { file.starts_with(allowed) } else { file == *allowed })
    };
    let much =
        files.iter().filter(|file| !allowed(file)).map(|file| format!("{package} would be published with {file}"));
    let few = REQUIRED.iter().filter(|required| !files.contains(required));
    much.chain(few.map(|file| format!("{package} would be published without {file}"))).collect()
}

#[cfg(test)]
mod tests {
    use super::{complaints, unfit};
    use crate::workspace::Workspace;

    #[test]
    fn too_much_and_too_little_are_named() {
        let list = "Cargo.toml\nLICENSE-MIT\nREADME.md\nsrc/lib.rs\ntests/spec.yaml\nsrc-gen.rs";
        assert_eq!(
            unfit("picker", list),
            [
                "picker would be published with tests/spec.yaml",
                "picker would be published with src-gen.rs",
                "picker would be published without LICENSE-APACHE"
            ]
        );
    }

    #[test]
    fn what_would_be_published_is_source_page_and_licences() {
        assert_eq!(complaints(&Workspace::find().unwrap()).unwrap(), Vec::<String>::new());
    }
}
