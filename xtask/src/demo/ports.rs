//! Ports of the demo, with a clear word when one is taken.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};

use anyhow::{Context as _, Result, anyhow};
use tokio::net::TcpListener;

/// Listens on a port of this machine alone.
///
/// # Errors
/// When the port is taken: the text names who wants it, and the option that moves it.
pub(crate) async fn listen(port: u16, who: &str, option: &str) -> Result<TcpListener> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(listener),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Err(anyhow!(
            "{who} wants port {port}, which another program uses: stop that one, or choose another port with {option}"
        )),
        Err(error) => Err(error).with_context(|| format!("{who} cannot listen on {address}")),
    }
}

/// A port for a program that cannot be handed a listener: found by listening for a moment.
///
/// # Errors
/// As [`listen`].
pub(crate) async fn free(port: u16, who: &str, option: &str) -> Result<SocketAddr> {
    Ok(listen(port, who, option).await?.local_addr()?)
}

#[cfg(test)]
mod tests {
    use super::listen;

    #[tokio::test]
    async fn a_taken_port_is_named_with_the_way_out() {
        let first = listen(0, "the shop", "--port").await.unwrap();
        let port = first.local_addr().unwrap().port();
        let error = listen(port, "the proxy", "--proxy-port").await.unwrap_err().to_string();
        assert!(error.starts_with(&format!("the proxy wants port {port}")), "{error}");
        assert!(error.ends_with("--proxy-port"), "{error}");
    }
}
