//! `sendcloud-sandbox`: starts the sandbox and says where it listens.

mod cli;

use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use sendcloud_sandbox::Sandbox;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How long requests may still take once the sandbox was told to stop.
const PATIENCE: Duration = Duration::from_secs(3);

#[tokio::main]
async fn main() -> ExitCode {
    let options = cli::Options::parse();
    match serve(options).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sendcloud-sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: cli::Options) -> io::Result<()> {
    let address = options.listen;
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {address}: {error}")))?;
    let mut out = io::stdout();
    writeln!(out, "listening on http://{}", listener.local_addr()?)?;
    out.flush()?;
    let sandbox = Sandbox::new(options.into_config());
    let prepared = sandbox.clone();
    std::thread::spawn(move || prepared.prepare());
    let (stopping, stopped) = oneshot::channel();
    let server = sendcloud_sandbox::serve(listener, sandbox, async {
        told_to_stop().await;
        // The receiver lives as long as the server does.
        let _ = stopping.send(());
    });
    tokio::select! {
        ended = server => ended,
        () = async { if stopped.await.is_ok() { tokio::time::sleep(PATIENCE).await } else { std::future::pending().await } } => Ok(()),
    }
}

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};

    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => drop(interrupted.await),
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    drop(tokio::signal::ctrl_c().await);
}
