use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use super::{Problems, Sources};

/// Where and how to listen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerConfig {
    /// Address and port.
    pub listen: SocketAddr,
    /// Where to tell the operator's own network what is counted, if at all.
    pub admin: Option<SocketAddr>,
    /// What the routes begin with: empty, or a slash and a path without one at its end.
    pub base_path: String,
    /// The folder with the picker's own files, when they are served.
    pub files: Option<PathBuf>,
    /// For how long to go on serving after the signal to end, so that a load balancer sees that it comes.
    pub drain_delay: Duration,
    /// For how long requests may go on after the signal to end.
    pub drain: Duration,
}

impl ServerConfig {
    pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<Self> {
        let listen = sources.text("SPP_LISTEN")?.parse().map_err(|_| {
            problems.add("SPP_LISTEN", "is an IP address and a port, such as 127.0.0.1:8081 or [::]:8081");
        });
        let admin = match sources.text("SPP_ADMIN_LISTEN").map(str::parse) {
            None => Some(None),
            Some(Ok(address)) => Some(Some(address)),
            Some(Err(_)) => {
                problems.add("SPP_ADMIN_LISTEN", "is an IP address and a port, such as 127.0.0.1:9081");
                None
            }
        };
        let base_path = base_path(sources.text("SPP_BASE_PATH")?);
        if base_path.is_none() {
            problems.add(
                "SPP_BASE_PATH",
                "begins with a slash and has only letters, digits, - . _ ~ in between, such as /api",
            );
        }
        let drain_delay = sources.number("SPP_DRAIN_DELAY", 0..=300, problems);
        Some(Self {
            listen: listen.ok()?,
            admin: admin?,
            base_path: base_path?,
            files: sources.text("SPP_STATIC_DIR").map(PathBuf::from),
            drain_delay: Duration::from_secs(drain_delay?.into()),
            drain: Duration::from_secs(10),
        })
    }
}

fn base_path(text: &str) -> Option<String> {
    let path = text.strip_suffix('/').unwrap_or(text);
    if path.is_empty() {
        return (text == "/").then(String::new);
    }
    let legal = |segment: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        !matches!(segment, "" | "." | "..") && segment.bytes().all(plain)
    };
    path.strip_prefix('/')?.split('/').all(legal).then(|| path.to_owned())
}
