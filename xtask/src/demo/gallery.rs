//! What the gallery's pickers talk to where something is to go wrong: for each condition a sandbox with its faults, and a proxy.

use std::net::SocketAddr;

use anyhow::{Result, ensure};
use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;

use super::Options;
use super::forward::forward;
use super::services::{self, Logs, Programs, Services, Upstream};
use crate::workspace::Workspace;

/// Where the gallery is in the shop.
pub(crate) const PAGE: &str = "/demo/gallery.html";

/// Each condition by its name in the path of an endpoint, `/gallery/NAME/api`, and the faults that make it.
const CONDITIONS: [(&str, &str); 6] = [
    ("slow", r#"{"rules":[{"route":"list","latency_ms":60000}]}"#),
    ("limited", r#"{"rules":[{"route":"list","status":429,"retry_after":"20"}]}"#),
    ("down", r#"{"rules":[{"status":503}]}"#),
    ("hesitant", r#"{"rules":[{"route":"check","latency_ms":60000}]}"#),
    ("refused", r#"{"unavailable":"all"}"#),
    ("stacked", r#"{"stacked":true}"#),
];

/// The conditions, running. Dropping them ends them.
pub(crate) struct Gallery {
    running: Vec<Services>,
}

impl Gallery {
    /// Starts them, with their messages in `target/gallery`.
    ///
    /// # Errors
    /// When one cannot be started, or refuses its faults.
    pub(crate) async fn start(workspace: &Workspace, programs: &Programs, shop: SocketAddr) -> Result<Self> {
        let mut running = Vec::new();
        for (name, faults) in CONDITIONS {
            let logs = Logs::Folder(workspace.path("target/gallery").join(name));
            let (options, base) = (Options::for_tests(), base(name));
            let services =
                services::start_built(programs, &options, Upstream::Sandbox, &base, Some(shop), &logs).await?;
            let request = Request::put("/sandbox/faults").body(Full::new(Bytes::from_static(faults.as_bytes())))?;
            let status = forward(request, services.sandbox).await?.status();
            ensure!(status.is_success(), "the sandbox refuses the faults of {name}: {status}");
            running.push(services);
        }
        Ok(Self { running })
    }

    /// The path below which each condition answers, and where.
    pub(crate) fn addresses(&self) -> Vec<(String, SocketAddr)> {
        CONDITIONS.iter().zip(&self.running).map(|((name, _), services)| (base(name), services.proxy)).collect()
    }
}

fn base(name: &str) -> String {
    format!("/gallery/{name}/api")
}
