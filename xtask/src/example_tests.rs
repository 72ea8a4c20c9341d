//! The examples as they are listed, described and started.

use super::{Example, all};
use crate::workspace::Workspace;

fn each(check: impl Fn(&Workspace, &Example)) {
    let workspace = Workspace::find().unwrap();
    let examples = all(&workspace).unwrap();
    assert!(examples.len() > 5, "{examples:?}");
    examples.iter().for_each(|example| check(&workspace, example));
}

#[test]
fn every_example_is_started_without_a_shell() {
    each(|_, Example { name, manifest, .. }| {
        let start = &manifest.scripts.start;
        assert!(!start.contains(['&', '|', ';', '$', '"', '\'']), "{name}: {start}");
    });
}

#[test]
fn every_example_says_how_it_is_started_and_is_in_the_index() {
    each(|workspace, Example { name, folder, .. }| {
        let readme = std::fs::read_to_string(folder.join("README.md")).unwrap();
        assert!(readme.contains(&format!("$ cargo xtask example {name}\n")), "{name}/README.md");
        let index = workspace.read("examples/README.md").unwrap();
        assert!(index.contains(&format!("| [{name}]({name}) |")), "examples/README.md does not name {name}");
        let workspaces = workspace.read("examples/package.json").unwrap();
        assert!(workspaces.contains(&format!("\"{name}\"")), "examples/package.json does not name {name}");
    });
}

#[test]
fn every_example_depends_on_this_version_of_the_package_by_a_range() {
    each(|_, Example { name, folder, .. }| {
        let manifest = std::fs::read_to_string(folder.join("package.json")).unwrap();
        let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
        let range = format!("\"service-point-picker\": \"^{major}.{minor}.0\"");
        assert!(manifest.contains(&range), "{name}/package.json lacks {range}");
    });
}

/// An example is a folder that is copied, so what several need stands in each of them.
#[test]
fn what_the_examples_share_is_the_same_in_all_of_them() {
    let workspace = Workspace::find().unwrap();
    for (file, folders) in [
        ("serve.js", &["plain-form/", "server-rendered/", "woocommerce-blocks/", "migration/"][..]),
        ("backend.js", &["react/", "vue/", "leaflet/"]),
        ("places.ts", &["react/src/", "vue/src/"]),
        (
            "shop.css",
            &[
                "plain-form/public/",
                "server-rendered/public/",
                "woocommerce-blocks/public/",
                "migration/public/",
                "react/src/",
                "vue/src/",
                "leaflet/",
            ],
        ),
    ] {
        let first = workspace.read(&format!("examples/{}{file}", folders[0])).unwrap();
        for folder in folders {
            let copy = workspace.read(&format!("examples/{folder}{file}")).unwrap();
            assert!(copy == first, "examples/{folder}{file} differs from {}{file}", folders[0]);
        }
    }
}
