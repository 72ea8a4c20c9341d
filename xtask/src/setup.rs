//! `cargo xtask setup`: what the other commands need. They call the same functions themselves.

pub(crate) mod apt;
pub(crate) mod languages;
pub(crate) mod python;
pub(crate) mod tools;

use anyhow::Result;

use crate::run::progress;
use crate::workspace::Workspace;
use crate::{npm, toolchain};

/// Installs everything, trunk only when asked: it serves nothing but its own check.
///
/// # Errors
/// When something cannot be installed: the text names it.
pub(crate) fn run(workspace: &Workspace, trunk: bool) -> Result<()> {
    let way = toolchain::prepare()?;
    progress(&format!("wasm is built with {way:?}'s compiler"));
    tools::wasm_bindgen(workspace)?;
    tools::machete()?;
    npm::tools(workspace)?;
    npm::journeys(workspace)?;
    npm::packaging(workspace)?;
    npm::examples(workspace)?;
    tools::browser()?;
    if let Err(error) = tools::firefox() {
        progress(&format!("there will be no journey in Firefox: {error:#}"));
    }
    tools::cpp_compiler()?;
    python::schemathesis(workspace)?;
    languages::languages()?;
    if trunk {
        tools::trunk()?;
    }
    progress("everything is here");
    Ok(())
}
