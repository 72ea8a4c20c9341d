//! The proxy beside nginx's `proxy_pass`: the same questions from the same client, the same server behind both, and both
//! write a line in a log for each request.
//!
//! Processor time is the kernel's own count of what the processes used (`/proc/<pid>/stat`), so that a busy machine
//! changes it little. The two take turns, and a ratio is the median of the turns' ratios. Delays, on the other hand, are
//! those of the machine as it is: they mean something only where nothing else runs.

mod answers;
mod cases;
mod nginx;
mod process;
mod report;
mod wrk;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::Command;

use anyhow::{Context as _, Result};

use super::Figures;
use crate::native;
use crate::run::progress;
use crate::setup::tools;
use crate::workspace::Workspace;
use cases::{CASES, Case};
use process::Server;
use report::{Measured, Paced, Report, Turn};
use wrk::{Load, Wrk};

/// How often the two take turns.
const TURNS: u32 = 5;
/// Seconds of a turn.
const SECONDS: u32 = 2;
/// Seconds of asking at leisure.
const LEISURE: u32 = 5;
/// Connections that ask as fast as they are answered.
const CONNECTIONS: u32 = 32;
/// Connections that ask at their leisure.
const SHOPPERS: u32 = 128;
/// Of what a server can do at the most.
const SHARE: f64 = 0.7;

/// Builds, starts and measures.
///
/// # Errors
/// When something cannot be installed, built or started, or answers an error.
pub(super) fn run(workspace: &Workspace) -> Result<Figures> {
    let (nginx, wrk) = (tools::nginx()?, tools::wrk()?);
    progress("cargo: the proxy, for release");
    let proxy = native::build(workspace, &["service-point-proxy"], true)?;
    let folder = workspace.path("target/bench");
    fs::create_dir_all(&folder)?;
    answers::write(&folder)?;

    let api = free()?;
    let _api = nginx::start(&nginx, &folder, "api", api, &nginx::api(&folder))?;
    let before = free()?;
    let front = nginx::start(&nginx, &folder, "front", before, &nginx::front(api))?;
    let front_log = folder.join("front").join(nginx::LOG);
    let address = free()?;
    let log_file = folder.join("proxy.log");
    let log = fs::File::create(&log_file)?;
    let mut command = Command::new(&proxy[0]);
    command.env_clear().envs(settings(address, api)).stdout(log.try_clone()?).stderr(log);
    let proxy = Server::start("the proxy", command, address)?;

    let wrk = Wrk::new(wrk, folder);
    let mut cases = Vec::new();
    for case in CASES {
        cases.push(measure(case, &wrk, &front, &proxy)?);
    }
    let figures = Report { cases, memory: proxy.memory()? }.figures();
    // A line for each of millions of requests.
    for log in [log_file, front_log] {
        fs::remove_file(&log).with_context(|| format!("cannot remove {}", log.display()))?;
    }
    Ok(figures)
}

/// A port for a program that cannot be handed a listener: found by listening for a moment.
fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr())?)
}

/// As an operator has it, without the limits that a benchmark would only measure itself.
fn settings(listen: SocketAddr, api: SocketAddr) -> [(&'static str, String); 9] {
    [
        // As its unit and its image have it.
        ("MALLOC_ARENA_MAX", "1".to_owned()),
        ("SPP_LISTEN", listen.to_string()),
        ("SPP_BASE_PATH", "/api".to_owned()),
        ("SPP_UPSTREAM", format!("http://{api}/api/v3")),
        ("SPP_CLIENT_RATE", "0".to_owned()),
        ("SPP_QUOTA_READS", "0".to_owned()),
        ("SPP_QUOTA_WRITES", "0".to_owned()),
        ("SENDCLOUD_PUBLIC_KEY", "bench-public-key".to_owned()),
        ("SENDCLOUD_SECRET_KEY", "bench-secret-key".to_owned()),
    ]
}

fn measure(case: &'static Case, wrk: &Wrk, nginx: &Server, proxy: &Server) -> Result<Measured> {
    progress(&format!("bench: {}", case.name));
    let mut turns = Vec::new();
    for _ in 0..TURNS {
        turns.push(Turn { nginx: turn(case, wrk, nginx)?, proxy: turn(case, wrk, proxy)? });
    }
    let paced = |server, most: f64| -> Result<Paced> {
        let load = Load::Paced { connections: SHOPPERS, rate: SHARE * most };
        let run = wrk.run(case, server, &load, LEISURE)?;
        Ok(Paced { rate: run.rate(), median: run.median, p99: run.p99 })
    };
    let most = |of: fn(&Turn) -> &Cost| turns.iter().map(|turn| of(turn).rate).fold(0.0, f64::max);
    let nginx = paced(nginx, most(|turn| &turn.nginx))?;
    let at_leisure = paced(proxy, most(|turn| &turn.proxy))?;
    Ok(Measured { case, turns, nginx, proxy: at_leisure, memory: proxy.memory()? })
}

/// What a server did in a turn.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// Microseconds of processor for each request.
    processor: f64,
    /// Requests a second.
    rate: f64,
}

fn turn(case: &Case, wrk: &Wrk, server: &Server) -> Result<Cost> {
    let load = Load::Full { connections: CONNECTIONS };
    // Connections, pools and the cache are there before anything counts.
    wrk.run(case, server, &load, 1)?;
    let before = server.processor()?;
    let run = wrk.run(case, server, &load, SECONDS)?;
    let used = server.processor()?.saturating_sub(before);
    let requests = u32::try_from(run.requests).context("so many requests cannot be")?;
    Ok(Cost { processor: used.as_secs_f64() * 1e6 / f64::from(requests), rate: run.rate() })
}
