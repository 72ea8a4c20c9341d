//! The command line.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::workspace::Workspace;
use crate::{build, demo, setup};

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
    /// Build the npm package's files into pkg/dist, optimised.
    Build,
}

/// Runs the command that the user typed.
///
/// # Errors
/// Whatever the command cannot do, with the reason.
pub(crate) fn run() -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    match Cli::parse().command {
        Command::Setup { trunk } => setup::run(&workspace, trunk)?,
        Command::Demo(options) => demo::run(&workspace, &options)?,
        Command::Build => build::run_command(&workspace)?,
    }
    Ok(ExitCode::SUCCESS)
}
