//! A service as a child process: how it is started, and how it shows that it answers.

use std::fs::File;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::sleep;

use crate::demo::forward;
use crate::run::on_path;

/// Where the services' messages go.
#[derive(Debug, Clone)]
pub(crate) enum Logs {
    /// To this program's stderr.
    Terminal,
    /// Into a folder, one file for each service.
    Folder(PathBuf),
}

impl Logs {
    /// Sends all that a service prints there; nothing goes to this program's stdout.
    ///
    /// # Errors
    /// When its file cannot be made.
    pub(crate) fn attach(&self, command: &mut Command, service: &str) -> Result<()> {
        let (stdout, stderr): (Stdio, Stdio) = match self {
            Self::Terminal => (io::stderr().into(), Stdio::inherit()),
            Self::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                let file = File::create(folder.join(format!("{service}.log")))?;
                (file.try_clone()?.into(), file.into())
            }
        };
        command.stdout(stdout).stderr(stderr);
        Ok(())
    }
}

/// A child that does not outlive this program, however that ends: where `setpriv` is there, the kernel sees to it.
pub(crate) fn child(program: &Path) -> Command {
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
///
/// # Errors
/// When the program ends before it prints one.
pub(crate) async fn announced_address(process: &mut Child) -> Result<SocketAddr> {
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

/// Waits until a service says that it is well.
///
/// # Errors
/// When the program ends first.
pub(crate) async fn healthy(process: &mut Child, address: SocketAddr) -> Result<()> {
    loop {
        if let Some(status) = process.try_wait()? {
            bail!("the proxy ended before it answered ({status})");
        }
        if is_well(address, "/healthz").await {
            return Ok(());
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until a program of this machine serves this path, however long that takes.
pub(crate) async fn answers(address: SocketAddr, path: &str) {
    while !is_well(address, path).await {
        sleep(Duration::from_millis(50)).await;
    }
}

async fn is_well(address: SocketAddr, path: &str) -> bool {
    forward::get(address, path).await.is_ok_and(|status| status.is_success())
}

#[cfg(test)]
mod tests {
    use super::address_in;

    #[test]
    fn reads_the_address_that_a_service_announces() {
        assert_eq!(address_in("listening on http://127.0.0.1:8082"), "127.0.0.1:8082".parse().ok());
        assert_eq!(address_in("INFO listening on http://127.0.0.1:41000/"), "127.0.0.1:41000".parse().ok());
        assert_eq!(address_in("listening on nothing"), None);
    }
}
