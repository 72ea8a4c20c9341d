//! The API's contract, proved from outside. What another layer of the same run covers anyway is left to that layer, so that
//! no test counts twice.

use anyhow::{Result, bail};

use super::outcome::Outcome;
use super::{Layer, fuzz, journeys, native, schemathesis};
use crate::run::progress;
use crate::workspace::Workspace;

/// The crates that say what the API is, or act on what it says. All of their tests are about the contract.
const PACKAGES: [&str; 4] = ["service-points", "slippy-map", "picker-core", "sendcloud-sandbox"];

/// The journeys that follow every parameter from the element to the API, and a stored choice back.
const JOURNEYS: [&str; 2] = ["parameters.spec.js", "retrieve.spec.js"];

/// A part of the layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Crates,
    Journeys,
    Fuzzing,
    Schemathesis,
}

impl Part {
    const ALL: [Self; 4] = [Self::Crates, Self::Journeys, Self::Fuzzing, Self::Schemathesis];

    /// The layer that runs the same tests among others.
    fn covered_by(self) -> Option<Layer> {
        match self {
            Self::Crates => Some(Layer::Native),
            Self::Journeys => Some(Layer::E2e),
            Self::Fuzzing | Self::Schemathesis => None,
        }
    }

    fn run(self, workspace: &Workspace) -> Result<Outcome> {
        match self {
            Self::Crates => native::packages(workspace, &PACKAGES),
            Self::Journeys => journeys(workspace),
            Self::Fuzzing => fuzz::run(workspace),
            Self::Schemathesis => schemathesis::run(workspace),
        }
    }
}

/// Everything that `layers` do not cover.
pub(crate) fn run(workspace: &Workspace, layers: &[Layer]) -> Outcome {
    let left = left(layers);
    for part in Part::ALL.iter().filter(|part| !left.contains(part)) {
        progress(&format!("contract: {part:?} ran with another layer"));
    }
    Outcome::of_parts(left.into_iter().map(|part| (format!("contract: {part:?}"), part.run(workspace))).collect())
}

fn left(layers: &[Layer]) -> Vec<Part> {
    let open = |part: &Part| part.covered_by().is_none_or(|layer| !layers.contains(&layer));
    Part::ALL.into_iter().filter(open).collect()
}

fn journeys(workspace: &Workspace) -> Result<Outcome> {
    for file in JOURNEYS {
        if !workspace.path("tests/e2e").join(file).is_file() {
            bail!("tests/e2e/{file} is missing");
        }
    }
    journeys::run(workspace, &JOURNEYS)
}

#[cfg(test)]
mod tests {
    use super::{Layer, Part, left};

    #[test]
    fn no_test_runs_twice() {
        assert_eq!(left(&[Layer::Contract]), Part::ALL);
        assert_eq!(left(&[Layer::Native, Layer::Contract]), [Part::Journeys, Part::Fuzzing, Part::Schemathesis]);
        assert_eq!(left(&[Layer::Contract, Layer::E2e]), [Part::Crates, Part::Fuzzing, Part::Schemathesis]);
        let all = [Layer::Native, Layer::Wasm, Layer::E2e, Layer::Contract];
        assert_eq!(left(&all), [Part::Fuzzing, Part::Schemathesis]);
    }
}
