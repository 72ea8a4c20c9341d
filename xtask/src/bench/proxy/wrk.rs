//! wrk, the client.

use std::cell::Cell;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::cases::Case;
use super::process::Server;
use crate::run::answer;

/// The client, with a number for each of its runs.
pub(super) struct Wrk {
    program: PathBuf,
    folder: PathBuf,
    runs: Cell<u32>,
}

/// How it asks.
pub(super) enum Load {
    /// Each connection asks again as soon as it is answered.
    Full { connections: u32 },
    /// Each connection waits between its requests, for times that are as random as shoppers are.
    Paced {
        connections: u32,
        /// Requests a second, of all together.
        rate: f64,
    },
}

/// What it saw.
#[derive(Debug, PartialEq, Deserialize)]
pub(super) struct Run {
    pub(super) requests: u64,
    /// Seconds.
    seconds: f64,
    /// Broken connections, and answers other than 2xx and 3xx.
    errors: u64,
    /// Milliseconds until half of the answers had come.
    pub(super) median: f64,
    /// Milliseconds until 99 of a hundred had.
    pub(super) p99: f64,
}

impl Run {
    /// Requests a second.
    pub(super) fn rate(&self) -> f64 {
        self.requests as f64 / self.seconds
    }
}

impl Wrk {
    pub(super) fn new(program: PathBuf, folder: PathBuf) -> Self {
        Self { program, folder, runs: Cell::new(0) }
    }

    /// Asks a server for some seconds.
    ///
    /// # Errors
    /// When wrk fails, or the server answers an error.
    pub(super) fn run(&self, case: &Case, server: &Server, load: &Load, seconds: u32) -> Result<Run> {
        let script = self.folder.join(format!("{}.lua", case.name));
        fs::write(&script, lua(case))?;
        self.runs.set(self.runs.get() + 1);
        let (connections, pause) = match *load {
            Load::Full { connections } => (connections, 0.0),
            Load::Paced { connections, rate } => (connections, f64::from(connections) * 1000.0 / rate),
        };
        let mut command = Command::new(&self.program);
        command.args(["--threads", "1", "--connections", &connections.to_string()]);
        command.args(["--duration", &format!("{seconds}s"), "--script"]).arg(&script);
        command.arg(format!("http://{}", server.address));
        command.args(["--", &self.runs.get().to_string(), &pause.to_string()]);
        let output = answer(&mut command)?;
        let line = output.lines().find(|line| line.starts_with('{')).context("wrk printed no result")?;
        let run: Run = serde_json::from_str(line).context("wrk printed another result")?;
        if run.errors > 0 || run.requests == 0 {
            bail!("{} of {} requests failed: {}", run.errors, run.requests, case.about);
        }
        Ok(run)
    }
}

/// Its script: how a request looks, how long a connection waits before the next, and how the result is printed.
fn lua(case: &Case) -> String {
    let Case { method, target, headers, .. } = case;
    let request = format!("{method} /api{target} HTTP/1.1\\r\\nHost: bench\\r\\n{headers}\\r\\n");
    let (before, after) = request.split_once("{}").unwrap_or((&request, ""));
    // A number of its own for each request of each run, in the range of ids.
    let number = if target.contains("{}") { "string.format('%.0f', run * 10000000 + count)" } else { "''" };
    format!(
        r#"
local run, pause, count = 0, 0, 0
function init(arguments)
  run, pause = tonumber(arguments[1]), tonumber(arguments[2])
  math.randomseed(run)
  if pause == 0 then delay = nil end
end
function request()
  count = count + 1
  return "{before}" .. {number} .. "{after}"
end
function delay()
  return math.floor(-math.log(1 - math.random()) * pause + 0.5)
end
function done(summary, latency)
  local e = summary.errors
  io.write(string.format('{{"requests":%d,"seconds":%.6f,"errors":%d,"median":%.3f,"p99":%.3f}}\n', summary.requests,
    summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3))
end
"#
    )
}
