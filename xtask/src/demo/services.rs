//! The demo's child processes: the sandbox and the proxy.

use std::fmt;
use std::fs::File;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use serde::Deserialize;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::{Options, forward, ports};
use crate::run::{answer, on_path, progress};
use crate::toolchain;
use crate::workspace::Workspace;

/// How long a service may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The port of `trunk serve`.
const TRUNK_PORT: u16 = 8090;

/// Which API stands behind the proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upstream {
    /// Ours, with invented points.
    Sandbox,
    /// Sendcloud's own, with the user's keys.
    Sendcloud,
}

impl Upstream {
    fn chosen() -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if set("SENDCLOUD_PUBLIC_KEY") && set("SENDCLOUD_SECRET_KEY") { Self::Sendcloud } else { Self::Sandbox }
    }
}

impl fmt::Display for Upstream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sandbox => "the sandbox",
            Self::Sendcloud => "Sendcloud's API with your keys",
        })
    }
}

/// Where the services' messages go.
#[derive(Debug, Clone)]
pub(crate) enum Logs {
    /// To this program's stderr.
    Terminal,
    /// Into a folder, one file for each service.
    Folder(PathBuf),
}

impl Logs {
    fn of(&self, service: &str) -> Result<Stdio> {
        match self {
            Self::Terminal => Ok(Stdio::inherit()),
            Self::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Ok(File::create(folder.join(format!("{service}.log")))?.into())
            }
        }
    }
}

/// The sandbox and the proxy, running. Dropping them ends them.
pub(crate) struct Services {
    pub(crate) sandbox: SocketAddr,
    pub(crate) proxy: SocketAddr,
    pub(crate) upstream: Upstream,
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
    logs: Logs,
) -> Result<Services> {
    let upstream = Upstream::chosen();
    let sandbox_wish = ports::free(options.sandbox_port, "the sandbox", "--sandbox-port").await?;
    let proxy = ports::free(options.proxy_port, "the proxy", "--proxy-port").await?;
    let programs = build(workspace)?;

    let mut command = child(&programs.sandbox);
    command.args(["--listen", &sandbox_wish.to_string()]).stdout(Stdio::piped()).stderr(logs.of("sandbox")?);
    let mut sandbox_process = command.spawn().context("cannot start the sandbox")?;
    let sandbox = timeout(PATIENCE, announced_address(&mut sandbox_process))
        .await
        .map_err(|_| anyhow!("the sandbox did not say within {PATIENCE:?} where it listens"))??;

    let mut command = child(&programs.proxy);
    for (name, _) in std::env::vars_os().filter(|(name, _)| is_foreign(&name.to_string_lossy(), upstream)) {
        command.env_remove(name);
    }
    command.envs(proxy_settings(proxy, sandbox, shop, upstream)).stdout(logs.of("proxy")?).stderr(logs.of("proxy")?);
    let mut proxy_process = command.spawn().context("cannot start the proxy")?;
    timeout(PATIENCE, healthy(&mut proxy_process, proxy))
        .await
        .map_err(|_| anyhow!("the proxy did not answer within {PATIENCE:?}"))??;
    Ok(Services { sandbox, proxy, upstream, sandbox_process, proxy_process })
}

/// The proxy's whole configuration.
fn proxy_settings(
    listen: SocketAddr,
    sandbox: SocketAddr,
    shop: Option<SocketAddr>,
    upstream: Upstream,
) -> Vec<(&'static str, String)> {
    let ports = shop.map(|shop| shop.port()).into_iter().chain([TRUNK_PORT]);
    let origins: Vec<_> =
        ports.flat_map(|port| [format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")]).collect();
    let mut settings = vec![
        ("SPP_LISTEN", listen.to_string()),
        ("SPP_BASE_PATH", "/api".to_owned()),
        ("SPP_LOG_FORMAT", "text".to_owned()),
        ("SPP_ALLOWED_ORIGINS", origins.join(",")),
    ];
    if upstream == Upstream::Sandbox {
        settings.extend([
            ("SPP_UPSTREAM", format!("http://{sandbox}/api/v3")),
            ("SPP_AUTH", "basic".to_owned()),
            ("SPP_ICON_HOSTS", sandbox.to_string()),
            ("SENDCLOUD_PUBLIC_KEY", "demo-public-key".to_owned()),
            ("SENDCLOUD_SECRET_KEY", "demo-secret-key".to_owned()),
        ]);
    }
    settings
}

/// Whether a variable of the user's is not meant for the demo's proxy, which refuses those it does not know. With the
/// real API the user's own settings hold.
fn is_foreign(name: &str, upstream: Upstream) -> bool {
    name == toolchain::FORCE || (upstream == Upstream::Sandbox && name.starts_with("SPP_"))
}

/// A child that does not outlive this program, however that ends: where `setpriv` is there, the kernel sees to it.
fn child(program: &Path) -> Command {
    let mut command = if cfg!(target_os = "linux") && on_path("setpriv") {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "TERM", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// The address in the line `listening on http://…`.
async fn announced_address(process: &mut Child) -> Result<SocketAddr> {
    let stdout = process.stdout.take().context("the sandbox has no stdout")?;
    let mut lines = BufReader::new(stdout).lines();
    let address = loop {
        let Some(line) = lines.next_line().await? else {
            bail!("the sandbox ended before it listened ({})", process.wait().await?)
        };
        if let Some(address) = address_in(&line) {
            break address;
        }
    };
    // Whatever it prints later is read away: a full pipe would stop it.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    Ok(address)
}

fn address_in(line: &str) -> Option<SocketAddr> {
    line.split_once("listening on http://")?.1.trim().trim_end_matches('/').parse().ok()
}

async fn healthy(process: &mut Child, address: SocketAddr) -> Result<()> {
    loop {
        if let Some(status) = process.try_wait()? {
            bail!("the proxy ended before it answered ({status})");
        }
        if forward::get(address, "/healthz").await.is_ok_and(|status| status.is_success()) {
            return Ok(());
        }
        sleep(Duration::from_millis(50)).await;
    }
}

struct Programs {
    sandbox: PathBuf,
    proxy: PathBuf,
}

#[derive(Deserialize)]
struct Artifact {
    target: Target,
    executable: PathBuf,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Builds both natively; cargo says where they are.
fn build(workspace: &Workspace) -> Result<Programs> {
    progress("cargo: the proxy and the sandbox");
    let packages = ["sendcloud-sandbox", "service-point-proxy"];
    let mut cargo = std::process::Command::new("cargo");
    cargo.current_dir(workspace.root()).args(["build", "--message-format=json-render-diagnostics"]);
    cargo.args(packages.iter().flat_map(|package| ["--package", package])).stderr(Stdio::inherit());
    let messages = answer(&mut cargo)?;
    let artifacts: Vec<Artifact> = messages.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let find = |name: &str| {
        let artifact = artifacts.iter().find(|artifact| artifact.target.name == name);
        artifact.map(|artifact| artifact.executable.clone()).with_context(|| format!("cargo built no {name}"))
    };
    Ok(Programs { sandbox: find(packages[0])?, proxy: find(packages[1])? })
}

#[cfg(test)]
mod tests {
    use super::{Upstream, address_in, is_foreign, proxy_settings};

    #[test]
    fn reads_the_address_that_a_service_announces() {
        assert_eq!(address_in("listening on http://127.0.0.1:8082"), "127.0.0.1:8082".parse().ok());
        assert_eq!(address_in("INFO listening on http://127.0.0.1:41000/"), "127.0.0.1:41000".parse().ok());
        assert_eq!(address_in("listening on nothing"), None);
    }

    fn settings(upstream: Upstream) -> std::collections::HashMap<&'static str, String> {
        let address = |port: u16| ([127, 0, 0, 1], port).into();
        proxy_settings(address(8081), address(8082), Some(address(8080)), upstream).into_iter().collect()
    }

    #[test]
    fn the_proxy_allows_the_shop_and_trunk() {
        let origins = settings(Upstream::Sandbox)["SPP_ALLOWED_ORIGINS"].clone();
        let origins: Vec<_> = origins.split(',').collect();
        assert!(origins.contains(&"http://127.0.0.1:8080") && origins.contains(&"http://127.0.0.1:8090"));
    }

    #[test]
    fn the_proxy_gets_none_of_the_users_settings_but_for_the_real_api() {
        for upstream in [Upstream::Sandbox, Upstream::Sendcloud] {
            assert!(is_foreign("SPP_WASM_TOOLCHAIN", upstream));
            assert!(!is_foreign("PATH", upstream));
        }
        assert!(is_foreign("SPP_AUTH", Upstream::Sandbox));
        assert!(!is_foreign("SPP_AUTH", Upstream::Sendcloud));
    }

    #[test]
    fn the_users_keys_are_left_alone_with_the_real_api() {
        let settings = settings(Upstream::Sendcloud);
        assert!(!settings.contains_key("SENDCLOUD_SECRET_KEY"));
        assert!(!settings.contains_key("SPP_UPSTREAM"));
    }
}
