//! `cargo xtask test`: every layer of tests, and one plain line at the end.

mod browser;
mod contract;
mod fuzz;
mod journeys;
mod leptos;
mod native;
mod outcome;
mod packaging;
mod schemathesis;
mod trunk;

use anyhow::Result;
use clap::ValueEnum;

use crate::run::progress;
use crate::workspace::Workspace;
use outcome::{Counts, Outcome};

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
    // Asked for before the first layer: cargo's own builds may put another file in the place of this one, which then has no
    // name that could be run.
    let program = std::env::current_exe()?;
    let mut total = Counts::default();
    let mut failures = Vec::new();
    for layer in layers {
        progress(&format!("tests: {layer:?}"));
        let outcome = match layer {
            Layer::Native => native::run(workspace),
            Layer::Wasm => wasm(workspace),
            Layer::E2e => journeys::run(workspace, &[]),
            Layer::Packaging => packaging::run(workspace, &program),
            Layer::Contract => Ok(contract::run(workspace, layers)),
        };
        let outcome = Outcome::settled(&format!("{layer:?}"), outcome);
        progress(&format!("tests: {layer:?}: {}", outcome.counts));
        total += outcome.counts;
        failures.extend(outcome.failures.into_iter().map(|failure| format!("{layer:?}: {failure}")));
    }
    for failure in failures {
        eprintln!("FAILED {failure}");
    }
    println!("{total}");
    Ok(total.failed == 0)
}

/// The widget's tests, and trunk's check of the same code. The check cannot stand in for tests that are missing.
fn wasm(workspace: &Workspace) -> Result<Outcome> {
    let tests = browser::run(workspace)?.judged("the browser tests");
    let trunk = trunk::run(workspace)?;
    Ok(match trunk {
        Some(trunk) => tests.and(trunk),
        None => tests,
    })
}
