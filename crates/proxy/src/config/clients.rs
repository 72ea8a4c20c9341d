use super::{Problems, Sources};
use crate::guard::{AllowedOrigins, TrustedProxies};
use crate::rate::Rate;

/// Who may ask, and how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientsConfig {
    /// The pages that may call from a browser.
    pub origins: AllowedOrigins,
    /// How often one client may; `None` for no end.
    pub rate: Option<Rate>,
    /// The servers in front.
    pub trusted: TrustedProxies,
}

impl ClientsConfig {
    pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<Self> {
        let report = |errors: Vec<_>| errors.iter().for_each(|error| problems.add("SPP_ALLOWED_ORIGINS", error));
        let origins = AllowedOrigins::new(sources.list("SPP_ALLOWED_ORIGINS")).map_err(report).ok();
        let rate = sources.number("SPP_CLIENT_RATE", 0..=60_000, problems);
        let trusted = TrustedProxies::new(sources.list("SPP_TRUSTED_PROXIES"))
            .map_err(|error| problems.add("SPP_TRUSTED_PROXIES", error))
            .ok();
        Some(Self { origins: origins?, rate: Rate::a_minute(rate?), trusted: trusted? })
    }
}
