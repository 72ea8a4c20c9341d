use std::time::Duration;

use super::{CredentialsConfig, Problems, Sources};
use crate::guard::AllowedOrigins;
use crate::rate::Rate;

/// How tokens are handed to browsers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenModeConfig {
    /// What a token is good for at the least when it is handed out.
    pub least: Duration,
    /// How often one client is given one.
    pub rate: Option<Rate>,
}

impl TokenModeConfig {
    /// `Some(None)` when tokens are kept.
    pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<Option<Self>> {
        let least = sources.number("SPP_TOKEN_MIN_LIFE", 30..=3000, problems);
        let rate = sources.number("SPP_TOKEN_RATE", 1..=600, problems);
        if !sources.flag("SPP_TOKEN_MODE", problems) {
            return Some(None);
        }
        let least = Duration::from_secs(least?.into());
        Some(Some(Self { least, rate: Rate::a_minute(rate?) }))
    }

    /// What token mode needs of the other settings.
    pub(super) fn check(credentials: &CredentialsConfig, origins: &AllowedOrigins, problems: &mut Problems) {
        if matches!(credentials, CredentialsConfig::Basic(_)) {
            problems
                .add("SPP_TOKEN_MODE", "has no tokens to hand out with SPP_AUTH=basic; use oauth2 or refresh_token");
        }
        if origins.is_empty() {
            problems.add("SPP_TOKEN_MODE", "needs SPP_ALLOWED_ORIGINS, the pages that are given tokens");
        }
    }
}
