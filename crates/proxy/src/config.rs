//! The configuration: texts from a file and the environment, made into one typed value per concern.

mod cache;
mod clients;
mod credentials;
mod icons;
mod log;
mod merchant;
mod orders;
mod receipts;
mod sellercloud;
mod server;
mod settings;
mod sources;
mod tokens;
mod upstream;

use std::fmt;

pub use clients::ClientsConfig;
pub use credentials::{CredentialsConfig, KeyPair};
pub use log::LogConfig;
pub(crate) use receipts::KEYS_FILE;
pub use receipts::ReceiptsConfig;
pub use sellercloud::{OrderColumns, SellercloudConfig, SellercloudPlace};
pub use server::ServerConfig;
pub use settings::{SECTIONS, Section, Setting};
pub use sources::Sources;
pub use tokens::TokenModeConfig;
pub use upstream::UpstreamConfig;

use crate::guard::{BackendKey, MerchantLimits};
use crate::icons::IconHosts;
use crate::points::Lifetimes;

/// All that an operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub server: ServerConfig,
    /// The API.
    pub upstream: UpstreamConfig,
    /// Whom the proxy speaks for.
    pub credentials: CredentialsConfig,
    /// Whom it speaks for to Sellercloud, if at all.
    pub sellercloud: Option<SellercloudConfig>,
    /// Who may ask.
    pub clients: ClientsConfig,
    /// What they may ask for.
    pub merchant: MerchantLimits,
    /// How tokens are handed to browsers, if at all.
    pub token_mode: Option<TokenModeConfig>,
    /// How choices are signed, if at all.
    pub receipts: Option<ReceiptsConfig>,
    /// What the merchant's backend shows before it may change orders, if it may.
    pub orders_key: Option<BackendKey>,
    /// Where icons may come from.
    pub icon_hosts: IconHosts,
    /// What is kept of answers, if anything.
    pub cache: Option<Lifetimes>,
    /// What is logged.
    pub log: LogConfig,
}

/// Everything that is wrong with a configuration, each with the name of its setting. No value that may be secret is
/// among it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<String>);

impl Problems {
    pub(crate) fn add(&mut self, setting: &str, problem: impl fmt::Display) {
        self.0.push(format!("{setting}: {problem}"));
    }

    /// One sentence each.
    #[must_use]
    pub fn sentences(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The configuration has to be mended:")?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for Problems {}

impl Config {
    /// Reads every setting.
    ///
    /// # Errors
    /// All problems at once.
    pub fn read(sources: &Sources) -> Result<Self, Problems> {
        let mut problems = sources.problems().clone();
        let allow_http = sources.flag("SPP_ALLOW_HTTP_UPSTREAM", &mut problems);
        let server = ServerConfig::read(sources, &mut problems);
        let upstream = UpstreamConfig::read(sources, allow_http, &mut problems);
        let credentials = CredentialsConfig::read(sources, allow_http, &mut problems);
        let sellercloud = SellercloudConfig::read(sources, allow_http, &mut problems);
        let clients = ClientsConfig::read(sources, &mut problems);
        let merchant = merchant::read(sources, &mut problems);
        let token_mode = TokenModeConfig::read(sources, &mut problems);
        if let (Some(Some(_)), Some(credentials), Some(clients)) = (&token_mode, &credentials, &clients) {
            TokenModeConfig::check(credentials, &clients.origins, &mut problems);
        }
        let receipts = ReceiptsConfig::read(sources, &mut problems);
        let orders_key = orders::read(sources, !matches!(receipts, Some(None)), &mut problems);
        let icon_hosts = icons::read(sources, &mut problems);
        let cache = cache::read(sources, &mut problems);
        let log = LogConfig::read(sources, &mut problems);
        let whole = || {
            Some(Self {
                server: server?,
                upstream: upstream?,
                credentials: credentials?,
                sellercloud: sellercloud?,
                clients: clients?,
                merchant: merchant?,
                token_mode: token_mode?,
                receipts: receipts?,
                orders_key: orders_key?,
                icon_hosts: icon_hosts?,
                cache: cache?,
                log: log?,
            })
        };
        whole().filter(|_| problems.0.is_empty()).ok_or(problems)
    }

    /// Whether anything that the proxy cannot do without is reached by https.
    pub(crate) fn needs_tls(&self) -> bool {
        let sellercloud = self.sellercloud.as_ref().map(|config| match &config.place {
            SellercloudPlace::Endpoint(url) | SellercloudPlace::Team { directory: url, .. } => url.scheme(),
        });
        self.upstream.base.starts_with("https:")
            || self.credentials.token_url().and_then(http::Uri::scheme_str) == Some("https")
            || sellercloud == Some("https")
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
