//! Makes the running parts of the configuration.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::app::App;
use crate::auth::{Authorizer, Basic, ClientCredentials};
use crate::client::{Client, ClientError};
use crate::clock::{Clock, Random};
use crate::config::{Config, CredentialsConfig};
use crate::icons::Icons;
use crate::upstream::Upstream;

/// Everything that requests need, with the clock and the dice given.
///
/// # Errors
/// When there can be no HTTP client.
pub fn assemble(config: &Config, clock: Arc<dyn Clock>, random: Random) -> Result<App, ClientError> {
    let client = Client::new(config.upstream.connect_timeout, !config.needs_tls())?;
    Ok(App {
        base_path: config.server.base_path.clone(),
        origins: config.origins.clone(),
        upstream: Upstream {
            base: config.upstream.base.clone(),
            authorizer: authorizer(config, &client, &clock)?,
            client: client.clone(),
            retries: config.upstream.retries,
            clock: Arc::clone(&clock),
            random,
        },
        icons: Icons::new(config.icon_hosts.clone(), client, clock),
        draining: AtomicBool::new(false),
    })
}

fn authorizer(config: &Config, client: &Client, clock: &Arc<dyn Clock>) -> Result<Authorizer, ClientError> {
    let keys = config.credentials.keys();
    let keys = Basic::new(&keys.public, &keys.secret).map_err(|error| ClientError::Other(error.to_string()))?;
    Ok(match &config.credentials {
        CredentialsConfig::Basic(_) => Authorizer::Basic(keys),
        CredentialsConfig::OAuth2 { token_url, .. } => {
            let source = ClientCredentials { url: token_url.clone(), keys, client: client.clone() };
            Authorizer::bearer(Arc::new(source), Arc::clone(clock))
        }
    })
}
