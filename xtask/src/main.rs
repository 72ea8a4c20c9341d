//! Every command of the project: `cargo xtask --help` lists them.

mod bench;
mod build;
mod cache;
mod cli;
mod demo;
mod environment;
mod example;
mod lint;
mod lock;
mod native;
mod npm;
mod release;
mod run;
mod screenshots;
mod setup;
mod size;
mod test;
mod toolchain;
mod wasm;
mod workspace;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
