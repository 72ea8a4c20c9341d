//! The part of `cargo metadata` that the checks read.

use std::collections::HashMap;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::Deserialize;

use crate::run::answer;
use crate::wasm::TARGET;
use crate::workspace::Workspace;

#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) workspace_members: Vec<String>,
    pub(crate) resolve: Resolve,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) license: Option<String>,
    /// The registries that it may be published to; None for any, and empty for one that stays here.
    #[serde(default)]
    pub(crate) publish: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Resolve {
    pub(crate) nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Node {
    pub(crate) id: String,
    pub(crate) deps: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    pub(crate) pkg: String,
    pub(crate) dep_kinds: Vec<DependencyKind>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DependencyKind {
    /// None for a normal dependency, else `dev` or `build`.
    pub(crate) kind: Option<String>,
}

impl Metadata {
    /// Asks cargo, for the wasm target and the host together.
    ///
    /// # Errors
    /// When cargo cannot resolve the workspace.
    pub(crate) fn read(workspace: &Workspace) -> Result<Self> {
        let host = answer(Command::new("rustc").args(["--print", "host-tuple"]))?;
        let mut cargo = Command::new("cargo");
        cargo.current_dir(workspace.root()).args(["metadata", "--format-version=1", "--all-features"]);
        cargo.args(["--filter-platform", TARGET, "--filter-platform", &host]);
        serde_json::from_str(&answer(&mut cargo)?).context("cargo metadata answered something else")
    }

    /// The packages of this workspace that are published.
    pub(crate) fn published(&self) -> Vec<&Package> {
        let packages = self.by_id();
        let members = self.workspace_members.iter().filter_map(|id| packages.get(id.as_str()).copied());
        members.filter(|package| package.publish.as_ref().is_none_or(|registries| !registries.is_empty())).collect()
    }

    /// Packages by their id.
    pub(crate) fn by_id(&self) -> HashMap<&str, &Package> {
        self.packages.iter().map(|package| (package.id.as_str(), package)).collect()
    }
}
