//! The API's contract, proved from outside. What another layer of the same run covers anyway is left to that layer, so that
//! no test counts twice.

use anyhow::{Result, bail};

use super::counts::Outcome;
use super::{Layer, fuzz, journeys, native, schemathesis};
use crate::run::progress;
use crate::workspace::Workspace;

/// The crates that say what the API is, or act on what it says. All of their tests are about the contract.
const PACKAGES: [&str; 4] = ["service-points", "slippy-map", "picker-core", "sendcloud-sandbox"];

/// The journeys that follow every parameter from the element to the API, and a stored choice back.
const JOURNEYS: [&str; 2] = ["parameters.spec.js", "retrieve.spec.js"];

/// Everything that `layers` do not cover.
///
/// # Errors
/// When something cannot be installed, built or started, or one of the files is gone.
pub(crate) fn run(workspace: &Workspace, layers: &[Layer]) -> Result<Outcome> {
    let mut parts: Vec<(&str, Result<Outcome>)> = Vec::new();
    if layers.contains(&Layer::Native) {
        progress("contract: the crates' own tests ran with the native layer");
    } else {
        parts.push(("native", native::packages(workspace, &PACKAGES)));
    }
    if layers.contains(&Layer::E2e) {
        progress("contract: the journeys ran with the e2e layer");
    } else {
        parts.push(("journeys", journeys(workspace)));
    }
    parts.push(("fuzzing", fuzz::run(workspace)));
    parts.push(("schemathesis", schemathesis::run(workspace)));
    Ok(Outcome::of_parts(parts))
}

fn journeys(workspace: &Workspace) -> Result<Outcome> {
    for file in JOURNEYS {
        if !workspace.path("tests/e2e").join(file).is_file() {
            bail!("tests/e2e/{file} is missing");
        }
    }
    journeys::run(workspace, &JOURNEYS)
}
