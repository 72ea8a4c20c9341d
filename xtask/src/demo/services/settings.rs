//! How the demo configures its proxy.

use std::fmt;
use std::net::SocketAddr;

use crate::toolchain;

/// The pair that the proxy shows the sandbox.
pub(crate) const SANDBOX_KEYS: (&str, &str) = ("demo-public-key", "demo-secret-key");

/// Tests ask more in a minute than the real API would answer; the sandbox answers all of it. What the proxy keeps would
/// hide the faults and clocks that they set.
pub(crate) const FOR_TESTS: [(&str, &str); 3] =
    [("SPP_QUOTA_READS", "0"), ("SPP_QUOTA_WRITES", "0"), ("SPP_CACHE_FRESH", "0")];

/// The port of `trunk serve`.
const TRUNK_PORT: u16 = 8090;

/// The port of the examples, unless they are told another.
pub(crate) const EXAMPLE_PORT: u16 = 3000;

/// Which API stands behind the proxy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Upstream {
    /// Ours, with invented points.
    Sandbox,
    /// Sendcloud's own, with the user's keys.
    Sendcloud,
}

impl Upstream {
    /// The real one when both keys are set.
    pub(crate) fn chosen() -> Self {
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

/// The proxy's whole configuration, as environment variables.
pub(crate) fn of_proxy(
    listen: SocketAddr,
    base: &str,
    sandbox: SocketAddr,
    shop: Option<SocketAddr>,
    upstream: Upstream,
) -> Vec<(&'static str, String)> {
    let ports = shop.map(|shop| shop.port()).into_iter().chain([TRUNK_PORT, EXAMPLE_PORT]);
    let origins: Vec<_> =
        ports.flat_map(|port| [format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")]).collect();
    let mut settings = vec![
        ("SPP_LISTEN", listen.to_string()),
        ("SPP_BASE_PATH", base.to_owned()),
        ("SPP_LOG_FORMAT", "text".to_owned()),
        ("SPP_ALLOWED_ORIGINS", origins.join(",")),
    ];
    if upstream == Upstream::Sandbox {
        settings.extend([
            ("SPP_UPSTREAM", format!("http://{sandbox}/api/v3")),
            ("SPP_AUTH", "basic".to_owned()),
            ("SPP_ICON_HOSTS", sandbox.to_string()),
            ("SENDCLOUD_PUBLIC_KEY", SANDBOX_KEYS.0.to_owned()),
            ("SENDCLOUD_SECRET_KEY", SANDBOX_KEYS.1.to_owned()),
        ]);
    }
    settings
}

/// Whether a variable of the user's is not meant for the demo's proxy, which refuses those it does not know. With the
/// real API the user's own settings hold.
pub(crate) fn is_foreign(name: &str, upstream: Upstream) -> bool {
    name == toolchain::FORCE || (upstream == Upstream::Sandbox && name.starts_with("SPP_"))
}

#[cfg(test)]
mod tests {
    use super::{Upstream, is_foreign, of_proxy};

    fn settings(upstream: Upstream) -> std::collections::HashMap<&'static str, String> {
        let address = |port: u16| ([127, 0, 0, 1], port).into();
        of_proxy(address(8081), "/api", address(8082), Some(address(8080)), upstream).into_iter().collect()
    }

    #[test]
    fn the_proxy_allows_the_shop_trunk_and_the_examples() {
        let origins = settings(Upstream::Sandbox)["SPP_ALLOWED_ORIGINS"].clone();
        let origins: Vec<_> = origins.split(',').collect();
        for port in [8080, 8090, 3000] {
            assert!(origins.contains(&format!("http://127.0.0.1:{port}").as_str()), "{origins:?}");
        }
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
