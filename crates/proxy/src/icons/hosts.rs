use http::Uri;
use thiserror::Error;
use url::{Host, Url};

/// The hosts that icons are fetched from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IconHosts(Vec<(String, Option<u16>)>);

/// The text is no host.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("\"{0}\" is not a host such as cdn.example or 127.0.0.1:8082, without scheme and path")]
pub struct InvalidHost(String);

impl IconHosts {
    /// Hosts, each with its port unless that is the usual one.
    ///
    /// # Errors
    /// At the first that is none.
    pub fn new<'a>(hosts: impl IntoIterator<Item = &'a str>) -> Result<Self, InvalidHost> {
        hosts.into_iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    /// Whether a URL leads to one of the hosts by https (plain http on loopback only); gives it without its fragment.
    pub(crate) fn admit(&self, text: &str) -> Option<Uri> {
        if text.len() > 2000 {
            return None;
        }
        let mut url = Url::parse(text).ok()?;
        let encrypted = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        if !(encrypted || is_loopback(&url)) || !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        let host = url.host_str()?;
        if !self.0.iter().any(|(name, port)| name == host && *port == url.port()) {
            return None;
        }
        url.set_fragment(None);
        Uri::try_from(url.as_str()).ok()
    }
}

fn parse(text: &str) -> Result<(String, Option<u16>), InvalidHost> {
    let invalid = || InvalidHost(text.to_owned());
    let url = Url::parse(&["https://", text, "/"].concat()).map_err(|_| invalid())?;
    let bare =
        url.path() == "/" && url.query().is_none() && url.fragment().is_none() && !text.contains(['@', '/', '\\']);
    let host = url.host_str().filter(|_| bare).ok_or_else(invalid)?;
    Ok((host.to_owned(), url.port()))
}

/// Whether a URL stays on this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn icons_come_from_listed_hosts_only() {
        let hosts = IconHosts::new(["cdn.sendcloud.com", "127.0.0.1:8082", "[::1]:9", "shop.example:8443"]).unwrap();
        for good in [
            "https://cdn.sendcloud.com/global-media/dhl/img/icon.svg",
            "https://CDN.sendcloud.com:443/x.png",
            "http://127.0.0.1:8082/carriers/dhl.svg",
            "https://127.0.0.1:8082/carriers/dhl.svg",
            "http://[::1]:9/",
            "https://shop.example:8443/i.svg#part",
        ] {
            assert!(hosts.admit(good).is_some(), "{good}");
        }
        for bad in [
            "http://cdn.sendcloud.com/icon.svg",
            "https://cdn.sendcloud.com.evil.example/icon.svg",
            "https://evil.example/cdn.sendcloud.com",
            "https://cdn.sendcloud.com@evil.example/",
            "https://user:pass@cdn.sendcloud.com/",
            "https://cdn.sendcloud.com:8443/",
            "https://shop.example/",
            "http://127.0.0.1/",
            "http://169.254.169.254/latest/meta-data",
            "//cdn.sendcloud.com/icon.svg",
            "javascript:alert(1)",
            "data:image/svg+xml,<svg/>",
            "file:///etc/passwd",
            "",
        ] {
            assert_eq!(hosts.admit(bad), None, "{bad}");
        }
        assert_eq!(IconHosts::default().admit("https://cdn.sendcloud.com/x"), None);
    }

    #[test]
    fn a_host_is_neither_url_nor_pattern() {
        for bad in ["https://cdn.example", "cdn.example/icons", "a@b", "", "cdn.example:99999", "a b", "x?y"] {
            assert!(IconHosts::new([bad]).is_err(), "{bad}");
        }
    }
}
