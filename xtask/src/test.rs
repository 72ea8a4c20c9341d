//! `cargo xtask test`: every layer of tests, and one plain line at the end.

mod browser;
mod contract;
mod counts;
mod fuzz;
mod journeys;
mod leptos;
mod native;
mod packaging;
mod schemathesis;
mod trunk;

use anyhow::Result;
use clap::ValueEnum;

use crate::run::progress;
use crate::workspace::Workspace;
use counts::{Counts, Outcome};

/// A layer of tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layer {
    /// Everything that needs no browser: units, properties, servers, documentation.
    Native,
    /// The widget's browser shell, in headless Chromium.
    Wasm,
    /// A shopper's journeys through the demo shop, in headless Chromium.
    E2e,
    /// The npm package as it is packed: in bundlers, in compilers, as a script of another origin, under a strict policy.
    Packaging,
    /// The API's contract: the crates that speak it, every parameter from the browser to the API, fuzzing, and Schemathesis
    /// against the sandbox and the proxy.
    Contract,
}

/// Runs the chosen layers, all of them when none is chosen. False when anything failed.
///
/// # Errors
/// When something that a layer needs cannot be installed or built.
pub(crate) fn run(workspace: &Workspace, only: &[Layer]) -> Result<bool> {
    let layers = if only.is_empty() { Layer::value_variants() } else { only };
    let mut total = Counts::default();
    for layer in layers {
        progress(&format!("tests: {layer:?}"));
        let outcome = match layer {
            Layer::Native => native::run(workspace),
            Layer::Wasm => wasm(workspace),
            Layer::E2e => journeys::run(workspace, &[]),
            Layer::Packaging => packaging::run(workspace),
            Layer::Contract => Ok(contract::run(workspace, layers)),
        };
        let counts = match outcome {
            Ok(outcome) => outcome.judged(),
            Err(error) => {
                eprintln!("error: {error:#}");
                Counts { passed: 0, failed: 1 }
            }
        };
        progress(&format!("tests: {layer:?}: {counts}"));
        total += counts;
    }
    println!("{total}");
    Ok(total.failed == 0)
}

/// The widget's tests, and trunk's check of the same code. The check cannot stand in for tests that are missing.
fn wasm(workspace: &Workspace) -> Result<Outcome> {
    let tests = browser::run(workspace)?;
    let tests = Outcome { counts: tests.judged(), ..tests };
    let trunk = trunk::run(workspace)?;
    Ok(trunk.map_or(tests, |trunk| tests.and(trunk)))
}
