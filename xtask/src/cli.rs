//! The command line.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::bench::Subject;
use crate::test::Layer;
use crate::workspace::Workspace;
use crate::{bench, build, demo, environment, example, lint, release, screenshots, setup, size, test};

/// Every command of service-point-picker. Each installs what it needs, tells its progress on stderr, and can be run
/// again at any time.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the other commands need (they do it themselves).
    Setup {
        /// Also trunk, for trunk's own check and for `trunk serve`: 6 to 12 minutes.
        #[arg(long)]
        trunk: bool,
    },
    /// Start a pretend shop, the proxy and the sandbox, and print the shop's URL.
    Demo(demo::Options),
    /// Start one of the shops in examples/, with the proxy and the sandbox, and print its URL; without a name, list them.
    Example(example::Options),
    /// Build the npm package's files into pkg/dist, optimised.
    Build,
    /// Run the tests, and end with one line: `N passed, N failed`.
    Test {
        /// Only these layers, separated by commas.
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<Layer>,
    },
    /// Weigh what a shopper downloads; fails above the budget of budgets.toml.
    Size {
        /// Print JSON, alone on stdout.
        #[arg(long)]
        json: bool,
    },
    /// Measure, against what others make of the same; every figure that the documentation names.
    Bench {
        /// Only these subjects, separated by commas.
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<Subject>,
        /// Print JSON, alone on stdout.
        #[arg(long)]
        json: bool,
    },
    /// Take the pictures of docs/gallery.md anew, of every state of the picker.
    Screenshots {
        /// Only these states, separated by commas.
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
    },
    /// Check layout, warnings, the law of dependencies, licences and unused dependencies.
    Lint,
    /// Write a new version into every place, build the package, and say what publishes it.
    Release(release::Options),
    /// Print the environment for raw `trunk serve` and `cargo test --target wasm32-unknown-unknown`.
    Env,
}

/// Runs the command that the user typed.
///
/// # Errors
/// Whatever the command cannot do, with the reason.
pub(crate) fn run() -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    let done = |()| true;
    let good = match Cli::parse().command {
        Command::Setup { trunk } => setup::run(&workspace, trunk).map(done)?,
        Command::Demo(options) => demo::run(&workspace, &options).map(done)?,
        Command::Example(options) => example::run(&workspace, &options).map(done)?,
        Command::Build => build::run(&workspace).map(done)?,
        Command::Test { only } => test::run(&workspace, &only)?,
        Command::Size { json } => size::run(&workspace, json)?,
        Command::Bench { only, json } => bench::run(&workspace, &only, json).map(done)?,
        Command::Lint => lint::run(&workspace)?,
        Command::Screenshots { only } => screenshots::run(&workspace, &only).map(done)?,
        Command::Release(options) => release::run(&workspace, &options).map(done)?,
        Command::Env => environment::run(&workspace).map(done)?,
    };
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
