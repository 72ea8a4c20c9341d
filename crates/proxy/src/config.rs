//! The configuration: texts from a file and the environment, made into one typed value per concern.

mod credentials;
mod icons;
mod log;
mod server;
mod settings;
mod sources;
mod upstream;

use std::fmt;

pub use credentials::{CredentialsConfig, KeyPair};
pub use log::LogConfig;
pub use server::ServerConfig;
pub use settings::{SETTINGS, Setting};
pub use sources::Sources;
pub use upstream::UpstreamConfig;

use crate::icons::IconHosts;
use crate::origins::AllowedOrigins;

/// All that an operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen.
    pub server: ServerConfig,
    /// The API.
    pub upstream: UpstreamConfig,
    /// Whom the proxy speaks for.
    pub credentials: CredentialsConfig,
    /// The pages that may call.
    pub origins: AllowedOrigins,
    /// Where icons may come from.
    pub icon_hosts: IconHosts,
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
        let origins = server::origins(sources, &mut problems);
        let icon_hosts = icons::read(sources, &mut problems);
        let log = LogConfig::read(sources, &mut problems);
        match (server, upstream, credentials, origins, icon_hosts, log) {
            (Some(server), Some(upstream), Some(credentials), Some(origins), Some(icon_hosts), Some(log))
                if problems.0.is_empty() =>
            {
                Ok(Self { server, upstream, credentials, origins, icon_hosts, log })
            }
            _ => Err(problems),
        }
    }

    /// Whether anything that the proxy cannot do without is reached by https.
    pub(crate) fn needs_tls(&self) -> bool {
        let token_url = match &self.credentials {
            CredentialsConfig::Basic(_) => None,
            CredentialsConfig::OAuth2 { token_url, .. } => token_url.scheme_str(),
        };
        self.upstream.base.starts_with("https:") || token_url == Some("https")
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
