use service_points::Carrier;

/// Where a carrier's icon is: at the endpoint, whatever address the answer states, so that no other origin is ever
/// asked. `None` when the carrier has none, or a code that no path can carry.
pub(crate) fn icon_address(endpoint: &str, carrier: &Carrier) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let usable = carrier.icon_url.is_some() && carrier.code.bytes().all(plain);
    usable.then(|| [endpoint, "/carriers/", &carrier.code, ".svg"].concat())
}
