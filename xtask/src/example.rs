//! `cargo xtask example`: one of the shops in `examples/`, with the package as npm packs it, and the proxy and the sandbox
//! behind it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde::Deserialize;
use tokio::process::Child;

use crate::demo::{self, Logs, Services};
use crate::run::{path_with, progress, run as execute};
use crate::workspace::Workspace;
use crate::{build, npm};

/// How long an example may take to listen.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which example, and where its parts listen.
#[derive(Args, Debug)]
pub(crate) struct Options {
    /// The example's name; without one, all are listed.
    name: Option<String>,
    /// The example's port; 0 takes a free one.
    #[arg(long, default_value_t = demo::EXAMPLE_PORT)]
    port: u16,
    /// The proxy's port; 0 takes a free one.
    #[arg(long, default_value_t = 8081)]
    proxy_port: u16,
    /// The sandbox's port; 0 takes a free one.
    #[arg(long, default_value_t = 8082)]
    sandbox_port: u16,
}

/// A folder of `examples/`.
#[derive(Debug)]
struct Example {
    name: String,
    folder: PathBuf,
    manifest: Manifest,
}

/// What is read of its `package.json`.
#[derive(Debug, Deserialize)]
struct Manifest {
    description: String,
    scripts: Scripts,
}

#[derive(Debug, Deserialize)]
struct Scripts {
    build: Option<String>,
    /// A program and its arguments, without anything that only a shell understands: it is started without one, so that no
    /// shell and no npm stands between it and the signal that ends it.
    start: String,
}

/// Lists the examples, or starts one and waits until the user stops it.
///
/// # Errors
/// When there is no such example, or something cannot be installed, built or started, or ends by itself.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let examples = all(workspace)?;
    let Some(name) = &options.name else {
        examples.iter().for_each(|example| println!("{:<20} {}", example.name, example.manifest.description));
        return Ok(());
    };
    let Some(example) = examples.iter().find(|example| example.name == *name) else {
        let names: Vec<_> = examples.iter().map(|example| example.name.as_str()).collect();
        bail!("there is no example {name}; there are {}", names.join(", "));
    };
    build::make(workspace)?;
    let programs = npm::examples(workspace)?;
    let archive = npm::pack(workspace, &workspace.path("target/example"))?;
    npm::unpack(&archive, &workspace.path("examples/node_modules/service-point-picker"))?;
    if example.manifest.scripts.build.is_some() {
        execute(Command::new("npm").args(["run", "build", "--silent"]).current_dir(&example.folder))?;
    }
    demo::runtime()?.block_on(start(workspace, example, programs, options))
}

async fn start(workspace: &Workspace, example: &Example, programs: PathBuf, options: &Options) -> Result<()> {
    let shop = demo::free_port(options.port, "the example", "--port").await?;
    let demo_options = demo::Options::of_ports(options.proxy_port, options.sandbox_port);
    let mut services = demo::start_services(workspace, &demo_options, Some(shop), &Logs::Terminal).await?;
    let mut server = serve(example, programs, shop, &services)?;
    progress(&format!("{} behind the example; Ctrl-C stops everything", services.upstream));
    tokio::select! {
        () = demo::answers(shop, "/") => {}
        () = tokio::time::sleep(PATIENCE) => bail!("the example did not answer within {PATIENCE:?}"),
        status = server.wait() => bail!("the example has ended ({})", status?),
    }
    println!("http://{shop}");
    tokio::select! {
        ended = services.ended() => Err(ended),
        status = server.wait() => bail!("the example has ended ({})", status?),
        stopped = demo::stopped() => stopped,
    }
}

/// Starts the example's server, which may be one of these programs.
fn serve(example: &Example, programs: PathBuf, shop: SocketAddr, services: &Services) -> Result<Child> {
    let mut words = example.manifest.scripts.start.split_whitespace();
    let program = words.next().context("the example has an empty start script")?;
    let mut command = demo::child(program.as_ref());
    command.args(words).current_dir(&example.folder).stdout(std::io::stderr()).stderr(Stdio::inherit());
    command.env("PATH", path_with(&[programs])?);
    command.env("PORT", shop.port().to_string());
    command.env("PROXY_URL", format!("http://{}", services.proxy));
    command.env("TILES_URL", format!("http://{}", services.sandbox));
    command.spawn().with_context(|| format!("cannot start the example {}", example.name))
}

/// All examples, by name.
fn all(workspace: &Workspace) -> Result<Vec<Example>> {
    let mut examples = Vec::new();
    for entry in std::fs::read_dir(workspace.path("examples")).context("there are no examples")? {
        let folder = entry?.path();
        let manifest = folder.join("package.json");
        let Some(name) = folder.file_name().and_then(|name| name.to_str()) else { continue };
        if !manifest.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&manifest)?;
        let manifest = serde_json::from_str(&text).with_context(|| format!("{} is odd", manifest.display()))?;
        examples.push(Example { name: name.to_owned(), folder, manifest });
    }
    examples.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(examples)
}

#[cfg(test)]
#[path = "example_tests.rs"]
mod tests;
