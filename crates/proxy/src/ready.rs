//! `service-point-proxy ready`: the health check of a container that has neither a shell nor an HTTP client.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use crate::client::Client;
use crate::config::Config;

/// Less than health checks wait themselves, so that this one says why.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks the proxy that runs with the same settings.
pub(crate) async fn ready(config: &Config) -> ExitCode {
    match ask(reachable(config.server.listen)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn ask(address: SocketAddr) -> Result<(), String> {
    let client = Client::new(PATIENCE, true).map_err(|error| error.to_string())?;
    let request = Request::get(format!("http://{address}/readyz")).body(Bytes::new());
    let request = request.map_err(|error| error.to_string())?;
    let answer = client.send(request, PATIENCE, 10_000).await;
    let answer = answer.map_err(|error| format!("nobody answers at {address}: {error}"))?;
    let said = String::from_utf8_lossy(&answer.body).escape_debug().to_string();
    if answer.status.is_success() { Ok(()) } else { Err(format!("{} at {address}: {said}", answer.status.as_u16())) }
}

/// Who listens on every address listens on loopback.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_asked_at_loopback() {
        for (listen, expected) in [
            ("0.0.0.0:8081", "127.0.0.1:8081"),
            ("[::]:8081", "[::1]:8081"),
            ("127.0.0.1:1", "127.0.0.1:1"),
            ("10.0.0.7:80", "10.0.0.7:80"),
        ] {
            assert_eq!(reachable(listen.parse().unwrap()), expected.parse().unwrap());
        }
    }
}
