//! The law of dependencies: `service-points <- picker-core <- widget`, `slippy-map <- widget`, `page-heap <- widget`,
//! `service-points <- {proxy, sandbox}`. What is pure stays pure, and nothing depends on the widget.

use std::collections::{HashMap, HashSet};

use super::metadata::{Dependency, Metadata, Package};

const WIDGET: &str = "service-point-picker";

/// Which package of the workspace may build on which other.
const ALLOWED: [(&str, &str); 8] = [
    ("picker-core", "service-points"),
    (WIDGET, "page-heap"),
    (WIDGET, "picker-core"),
    (WIDGET, "service-points"),
    (WIDGET, "slippy-map"),
    ("service-point-proxy", "service-points"),
    ("sendcloud-sandbox", "service-points"),
    // The package's sentences on wrong attributes.
    ("xtask", "picker-core"),
];

/// Packages that know no browser, no clock, no chance and no IO: those come in as values.
pub(crate) const PURE: [&str; 3] = ["service-points", "picker-core", "slippy-map"];

/// What would bring a browser, a clock, chance or IO along. js-sys is not among them: the browser's own arithmetic spares
/// the shopper std's, and [`super::purity`] sees to it that nothing else of it is used.
const IMPURE: [&str; 17] = [
    "async-std",
    "chrono",
    "fastrand",
    "getrandom",
    "gloo",
    "hyper",
    "instant",
    "jiff",
    "leptos",
    "mio",
    "rand",
    "reqwest",
    "smol",
    "time",
    "tokio",
    "web-sys",
    "web-time",
];

/// Every breach of the law, as a sentence.
pub(crate) fn complaints(metadata: &Metadata) -> Vec<String> {
    let packages = metadata.by_id();
    let members: HashSet<&str> = metadata.workspace_members.iter().map(String::as_str).collect();
    let mut complaints = Vec::new();
    for node in metadata.resolve.nodes.iter().filter(|node| members.contains(node.id.as_str())) {
        let Some(from) = packages.get(node.id.as_str()) else { continue };
        for dependency in node.deps.iter().filter(|dependency| members.contains(dependency.pkg.as_str())) {
            let Some(to) = packages.get(dependency.pkg.as_str()) else { continue };
            if to.name == WIDGET {
                complaints.push(format!("{} depends on the widget, and nothing may", from.name));
            } else if is_shipped(dependency) && !ALLOWED.contains(&(from.name.as_str(), to.name.as_str())) {
                complaints.push(format!("{} depends on {}, which the law does not allow", from.name, to.name));
            }
        }
        if PURE.contains(&from.name.as_str()) {
            let reached = reached(metadata, &packages, &node.id);
            let impure = reached.iter().filter(|name| IMPURE.contains(name));
            complaints.extend(impure.map(|name| format!("{} is pure, but brings {name} along", from.name)));
        }
    }
    complaints
}

/// Names of everything that a package builds on, at any depth.
fn reached<'a>(metadata: &'a Metadata, packages: &HashMap<&str, &'a Package>, from: &'a str) -> Vec<&'a str> {
    let nodes: HashMap<&str, _> = metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let mut seen = HashSet::from([from]);
    let mut open = vec![from];
    while let Some(node) = open.pop().and_then(|id| nodes.get(id)) {
        let ids =
            node.deps.iter().filter(|dependency| is_shipped(dependency)).map(|dependency| dependency.pkg.as_str());
        open.extend(ids.filter(|id| seen.insert(id)));
    }
    seen.remove(from);
    let mut names: Vec<_> =
        seen.iter().filter_map(|id| packages.get(id)).map(|package| package.name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Part of what users get, not only of tests or of building.
fn is_shipped(dependency: &Dependency) -> bool {
    dependency.dep_kinds.iter().any(|kind| kind.kind.is_none())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Metadata, complaints};
    use crate::workspace::Workspace;

    /// A workspace of these packages; `edges` are (from, to, kind).
    fn workspace(members: &[&str], others: &[&str], edges: &[(&str, &str, Option<&str>)]) -> Metadata {
        let names: Vec<_> = members.iter().chain(others).collect();
        let packages: Vec<_> =
            names.iter().map(|name| json!({"id": name, "name": name, "version": "1.0.0", "license": "MIT"})).collect();
        let deps = |from: &str| -> Vec<_> {
            let own = edges.iter().filter(|edge| edge.0 == from);
            own.map(|edge| json!({"pkg": edge.1, "dep_kinds": [{"kind": edge.2}]})).collect()
        };
        let nodes: Vec<_> = names.iter().map(|name| json!({"id": name, "deps": deps(name)})).collect();
        let value = json!({"packages": packages, "workspace_members": members, "resolve": {"nodes": nodes}});
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn this_workspace_keeps_the_law() {
        let metadata = Metadata::read(&Workspace::find().unwrap()).unwrap();
        assert_eq!(complaints(&metadata), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_upwards_or_sideways_is_refused() {
        let members = ["service-points", "picker-core", "slippy-map"];
        let upwards = workspace(&members, &[], &[("service-points", "picker-core", None)]);
        assert_eq!(complaints(&upwards), ["service-points depends on picker-core, which the law does not allow"]);
        let sideways = workspace(&members, &[], &[("picker-core", "slippy-map", None)]);
        assert_eq!(complaints(&sideways), ["picker-core depends on slippy-map, which the law does not allow"]);
    }

    #[test]
    fn nothing_depends_on_the_widget_not_even_a_test() {
        let members = ["service-point-picker", "sendcloud-sandbox"];
        let found =
            complaints(&workspace(&members, &[], &[("sendcloud-sandbox", "service-point-picker", Some("dev"))]));
        assert_eq!(found, ["sendcloud-sandbox depends on the widget, and nothing may"]);
    }

    #[test]
    fn a_pure_package_may_not_reach_a_clock_at_any_depth() {
        let edges = [("picker-core", "helper", None), ("helper", "chrono", None)];
        let found = complaints(&workspace(&["picker-core"], &["helper", "chrono"], &edges));
        assert_eq!(found, ["picker-core is pure, but brings chrono along"]);
    }

    #[test]
    fn tests_may_use_what_they_like() {
        let edges = [("picker-core", "rand", Some("dev")), ("service-point-proxy", "sendcloud-sandbox", Some("dev"))];
        let members = ["picker-core", "service-point-proxy", "sendcloud-sandbox"];
        assert_eq!(complaints(&workspace(&members, &["rand"], &edges)), Vec::<String>::new());
    }
}
