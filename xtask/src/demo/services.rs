//! The demo's child processes: the sandbox and the proxy.

mod process;
mod programs;
mod settings;

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use tokio::process::Child;
use tokio::time::timeout;

use super::{Options, ports};
use crate::workspace::Workspace;
pub(crate) use process::{Logs, answers, child};
use process::{announced_address, healthy};
pub(crate) use programs::Programs;
pub(crate) use settings::{EXAMPLE_PORT, SANDBOX_KEYS, Upstream};

/// How long a service may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The sandbox and the proxy, running. Dropping them ends them.
pub(crate) struct Services {
    pub(crate) sandbox: SocketAddr,
    pub(crate) proxy: SocketAddr,
    pub(crate) upstream: Upstream,
    /// What was built, for whoever needs another of them.
    pub(crate) programs: Programs,
    sandbox_process: Child,
    proxy_process: Child,
}

impl Services {
    /// Waits until one of them ends, and says which.
    pub(crate) async fn ended(&mut self) -> anyhow::Error {
        let (who, status) = tokio::select! {
            status = self.sandbox_process.wait() => ("sandbox", status),
            status = self.proxy_process.wait() => ("proxy", status),
        };
        match status {
            Ok(status) => anyhow!("the {who} has ended ({status})"),
            Err(error) => anyhow!(error).context(format!("the {who} cannot be watched")),
        }
    }
}

/// Builds and starts both, and returns when both answer.
///
/// # Errors
/// When one cannot be built or started, or its port is taken.
pub(crate) async fn start(
    workspace: &Workspace,
    options: &Options,
    shop: Option<SocketAddr>,
    logs: &Logs,
) -> Result<Services> {
    let programs = programs::build(workspace)?;
    let upstream = if options.test { Upstream::Sandbox } else { Upstream::chosen() };
    start_built(&programs, options, upstream, "/api", shop, logs).await
}

/// Starts both, built already, with the proxy's answers below `base`.
///
/// # Errors
/// As [`start`].
pub(crate) async fn start_built(
    programs: &Programs,
    options: &Options,
    upstream: Upstream,
    base: &str,
    shop: Option<SocketAddr>,
    logs: &Logs,
) -> Result<Services> {
    let sandbox_wish = ports::free(options.sandbox_port, "the sandbox", "--sandbox-port").await?;
    let proxy = ports::free(options.proxy_port, "the proxy", "--proxy-port").await?;

    let mut command = child(&programs.sandbox);
    logs.attach(&mut command, "sandbox")?;
    command.args(["--listen", &sandbox_wish.to_string()]).stdout(Stdio::piped());
    if options.test {
        let (public, secret) = settings::SANDBOX_KEYS;
        command.env("SANDBOX_PUBLIC_KEY", public).env("SANDBOX_SECRET_KEY", secret);
    }
    let mut sandbox_process = command.spawn().context("cannot start the sandbox")?;
    let sandbox = timeout(PATIENCE, announced_address(&mut sandbox_process))
        .await
        .map_err(|_| anyhow!("the sandbox did not say within {PATIENCE:?} where it listens"))??;

    let mut command = child(&programs.proxy);
    for (name, _) in std::env::vars_os().filter(|(name, _)| settings::is_foreign(&name.to_string_lossy(), upstream)) {
        command.env_remove(name);
    }
    command.envs(settings::of_proxy(proxy, base, sandbox, shop, upstream));
    if options.test {
        command.envs(settings::FOR_TESTS);
    }
    logs.attach(&mut command, "proxy")?;
    let mut proxy_process = command.spawn().context("cannot start the proxy")?;
    timeout(PATIENCE, healthy(&mut proxy_process, proxy))
        .await
        .map_err(|_| anyhow!("the proxy did not answer within {PATIENCE:?}"))??;
    Ok(Services { sandbox, proxy, upstream, programs: programs.clone(), sandbox_process, proxy_process })
}
