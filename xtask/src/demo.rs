//! `cargo xtask demo`: a pretend shop with the picker on its checkout, the proxy and the sandbox.
//!
//! The shop is one origin: its page at `/`, the proxy behind `/api`, the sandbox's map tiles behind `/tiles`.

mod forward;
mod gallery;
mod page;
mod ports;
mod services;
mod shop;

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context as _, Result};
use clap::Args;
use tokio::signal::unix::{SignalKind, signal};

use crate::build;
use crate::run::progress;
use crate::workspace::Workspace;
use gallery::Gallery;
use page::Page;
pub(crate) use services::{EXAMPLE_PORT, Logs, SANDBOX_KEYS, Services, answers, child, start as start_services};
use shop::Shop;

/// Where the parts of the demo listen.
#[derive(Args, Debug, Clone)]
pub(crate) struct Options {
    /// Start the proxy and the sandbox alone, for `trunk serve` and for examples that are started by hand.
    #[arg(long)]
    services: bool,
    /// The shop's port; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The proxy's port; 0 takes a free one.
    #[arg(long, default_value_t = 8081)]
    proxy_port: u16,
    /// The sandbox's port; 0 takes a free one.
    #[arg(long, default_value_t = 8082)]
    sandbox_port: u16,
    /// Whether this is for tests, which never ask the real API.
    #[arg(skip)]
    test: bool,
}

impl Options {
    /// Every part on a free port, the sandbox behind them even where the real keys are set.
    pub(crate) fn for_tests() -> Self {
        Self { services: false, port: 0, proxy_port: 0, sandbox_port: 0, test: true }
    }

    /// The proxy and the sandbox on these ports, for a shop that is not the demo's.
    pub(crate) fn of_ports(proxy_port: u16, sandbox_port: u16) -> Self {
        Self { services: true, port: 0, proxy_port, sandbox_port, test: false }
    }
}

/// The whole demo, running. Dropping it stops everything.
pub(crate) struct Demo {
    /// Where the shop answers.
    pub(crate) shop: SocketAddr,
    /// The proxy and the sandbox.
    services: Services,
    /// What runs for the gallery alone, for as long as the demo does.
    gallery: Gallery,
}

impl Demo {
    /// The sandbox's address.
    pub(crate) fn sandbox(&self) -> SocketAddr {
        self.services.sandbox
    }

    /// The built proxy.
    pub(crate) fn proxy_program(&self) -> &Path {
        &self.services.programs.proxy
    }
}

/// Starts everything and waits until the user stops it.
///
/// # Errors
/// When something cannot be built or started, or ends by itself.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    runtime()?.block_on(async {
        let (mut services, _gallery) = if options.services {
            let services = services::start(workspace, options, None, &Logs::Terminal).await?;
            progress(&format!("{} behind the proxy; Ctrl-C stops both", services.upstream));
            println!("http://{}", services.proxy);
            println!("http://{}", services.sandbox);
            (services, None)
        } else {
            let demo = start(workspace, options, &Logs::Terminal).await?;
            progress(&format!("{} behind the shop; Ctrl-C stops everything", demo.services.upstream));
            println!("http://{}", demo.shop);
            progress(&format!("every state of the picker: http://{}{}", demo.shop, gallery::PAGE));
            (demo.services, Some(demo.gallery))
        };
        tokio::select! {
            ended = services.ended() => Err(ended),
            stopped = stopped() => stopped,
        }
    })
}

/// Builds and starts the shop, the proxy and the sandbox, and returns when all of them answer.
///
/// # Errors
/// When something cannot be built or started.
pub(crate) async fn start(workspace: &Workspace, options: &Options, logs: &Logs) -> Result<Demo> {
    let listener = ports::listen(options.port, "the shop", "--port").await?;
    let shop = listener.local_addr()?;
    let package = build::make(workspace)?;
    let services = services::start(workspace, options, Some(shop), logs).await?;
    let page = Page::read(workspace, &services.upstream)?;
    let gallery = Gallery::start(workspace, &services.programs, shop).await?;
    let server = Shop {
        page,
        demo: workspace.path("demo"),
        package,
        proxy: services.proxy,
        sandbox: services.sandbox,
        conditions: gallery.addresses(),
    };
    tokio::spawn(server.serve(listener));
    Ok(Demo { shop, services, gallery })
}

/// A port of this machine that nobody uses just now: this one, or any for 0.
///
/// # Errors
/// When it is taken: the text names who wants it, and the option that moves it.
pub(crate) async fn free_port(port: u16, who: &str, option: &str) -> Result<SocketAddr> {
    ports::free(port, who, option).await
}

/// One thread is plenty for one shopper, and the services must be children of the thread that lives as long as the
/// program.
///
/// # Errors
/// When the system refuses.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the async runtime")
}

/// Waits until the user, or the system, stops the program.
///
/// # Errors
/// When signals cannot be heard.
pub(crate) async fn stopped() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::select! {
        result = tokio::signal::ctrl_c() => result?,
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
    }
    progress("stopped");
    Ok(())
}
