//! `cargo xtask bench`: what the project's parts cost, in figures that anybody can measure again.

mod proxy;
mod widget;

use anyhow::Result;
use clap::ValueEnum;
use serde_json::{Map, Value};

use crate::run::progress;
use crate::workspace::Workspace;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Subject {
    /// The proxy beside nginx, both before the same server: processor time for each request, memory, delays. Needs
    /// Linux, and installs nginx and wrk on Debian.
    Proxy,
    /// The picker in Chromium, beside the same by hand: painting, interactions, frames, memory, what the shop's page feels.
    Widget,
}

/// What came of a benchmark.
pub(crate) struct Figures {
    /// For programs.
    json: Value,
    /// For people.
    table: String,
}

/// Measures the chosen subjects, all of them when none is chosen.
///
/// # Errors
/// When something that a benchmark needs cannot be installed, built or started.
pub(crate) fn run(workspace: &Workspace, only: &[Subject], json: bool) -> Result<()> {
    let subjects = if only.is_empty() { Subject::value_variants() } else { only };
    let mut report = Map::new();
    for subject in subjects {
        progress(&format!("bench: {subject:?}"));
        let (name, figures) = match subject {
            Subject::Proxy => ("proxy", proxy::run(workspace)?),
            Subject::Widget => ("widget", widget::run(workspace)?),
        };
        if !json {
            println!("{}", figures.table);
        }
        report.insert(name.to_owned(), figures.json);
    }
    if json {
        println!("{}", Value::Object(report));
    }
    Ok(())
}

/// The middle one; the mean of the two in the middle.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.len() % 2, values.get(middle)) {
        (_, None) => f64::NAN,
        (1, Some(value)) => *value,
        (_, Some(value)) => (values[middle - 1] + value) / 2.0,
    }
}
