//! A server under test, and what the kernel counts of it (proc(5)).

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// Ticks a second in which Linux tells processor time to programs, on every architecture that has this kernel interface.
const TICKS: f64 = 100.0;

/// A process with its children, ended when it is dropped.
pub(super) struct Server {
    process: Child,
    /// Where it listens.
    pub(super) address: SocketAddr,
}

/// Bytes of memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Memory {
    /// Resident now.
    pub(super) now: u64,
    /// Resident at the most.
    pub(super) most: u64,
}

impl Server {
    /// Starts a program and waits until it listens.
    ///
    /// # Errors
    /// When it cannot be started or ends, or does not listen within ten seconds.
    pub(super) fn start(name: &str, mut command: Command, address: SocketAddr) -> Result<Self> {
        let process = command.stdin(Stdio::null()).spawn().with_context(|| format!("cannot start {name}"))?;
        let mut server = Self { process, address };
        for _ in 0..500 {
            if let Some(status) = server.process.try_wait()? {
                bail!("{name} ended before it listened ({status})");
            }
            if TcpStream::connect(address).is_ok() {
                return Ok(server);
            }
            sleep(Duration::from_millis(20));
        }
        bail!("{name} does not listen on {address}")
    }

    /// Processor time so far, user's and kernel's, of the process and of those it has started.
    ///
    /// # Errors
    /// When the kernel does not tell.
    pub(super) fn processor(&self) -> Result<Duration> {
        let ids = self.family()?;
        let ticks = ids.iter().map(|id| ticks(&fs::read_to_string(format!("/proc/{id}/stat"))?));
        Ok(Duration::from_secs_f64(ticks.sum::<Result<f64>>()? / TICKS))
    }

    /// Memory of the process itself.
    ///
    /// # Errors
    /// When the kernel does not tell.
    pub(super) fn memory(&self) -> Result<Memory> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        Ok(Memory { now: kilobytes(&status, "VmRSS:")? * 1024, most: kilobytes(&status, "VmHWM:")? * 1024 })
    }

    fn family(&self) -> Result<Vec<u32>> {
        let id = self.process.id();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"))
            .context("this benchmark needs Linux, which tells a process's children")?;
        Ok(children.split_whitespace().filter_map(|child| child.parse().ok()).chain([id]).collect())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // nginx ends its workers only when it is asked to, and SIGKILL does not ask.
        let asked = Command::new("kill").arg(self.process.id().to_string()).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ended = self.process.kill();
        }
        let _ended = self.process.wait();
    }
}

/// Fields 14 and 15, utime and stime. The name in the second may hold anything, but nothing after it holds `)`.
fn ticks(stat: &str) -> Result<f64> {
    let fields: Vec<_> = stat.rsplit_once(')').map_or("", |(_, after)| after).split_whitespace().collect();
    let field = |index: usize| fields.get(index).and_then(|text| text.parse::<f64>().ok());
    field(11).zip(field(12)).map(|(user, kernel)| user + kernel).context("/proc/<pid>/stat has another form")
}

fn kilobytes(status: &str, name: &str) -> Result<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name)).with_context(|| format!("no {name}"))?;
    line.trim().trim_end_matches(" kB").parse().with_context(|| format!("{name} has another form"))
}

#[cfg(test)]
mod tests {
    use super::{kilobytes, ticks};

    #[test]
    fn processor_time_is_read_past_any_name() {
        let stat = "7 (a) b) c) S 1 7 7 0 -1 4194304 100 200 0 0 12 30 900 900 20 0 3 0 100 1000 10";
        assert_eq!(ticks(stat).unwrap(), 42.0);
        assert!(ticks("").is_err() && ticks("7 (a) S 1").is_err());
    }

    #[test]
    fn memory_is_read() {
        let status = "Name:\tx\nVmHWM:\t   20000 kB\nVmRSS:\t   10000 kB\n";
        assert_eq!((kilobytes(status, "VmRSS:").unwrap(), kilobytes(status, "VmHWM:").unwrap()), (10_000, 20_000));
        assert!(kilobytes(status, "VmSwap:").is_err());
    }
}
