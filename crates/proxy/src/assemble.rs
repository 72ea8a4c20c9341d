//! Makes the running parts of the configuration.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use thiserror::Error;
use zeroize::Zeroizing;

use crate::app::{App, TokenMode};
use crate::auth::{
    Authorizer, Basic, ClientCredentials, RefreshFile, RefreshToken, SellercloudLogin, TokenCache, TokenEndpoint,
};
use crate::client::{Client, ClientError};
use crate::clock::{Clock, Random};
use crate::config::{Config, CredentialsConfig, KeyPair, ReceiptsConfig, SellercloudConfig};
use crate::files::{Files, FilesError, ServedFiles};
use crate::guard::Clients;
use crate::icons::Icons;
use crate::identity::{Identities, Identity, Receipts};
use crate::metrics::Metrics;
use crate::points::Points;
use crate::quota::Quota;
use crate::scrub::Scrubber;
use crate::sellercloud::{Endpoint, OrderLocks, Sellercloud};
use crate::upstream::Upstream;

/// Why there can be no proxy.
#[derive(Clone, Debug, Error)]
pub enum AssembleError {
    /// There is no way out.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// The picker's files cannot be served.
    #[error("SPP_STATIC_DIR: {0}")]
    Files(#[from] FilesError),
}

/// Everything that requests need, with the clock and the dice given.
///
/// # Errors
/// When there can be no HTTP client, or the picker's files cannot be served.
pub fn assemble(config: &Config, clock: Arc<dyn Clock>, random: Random) -> Result<App, AssembleError> {
    let client = client(config)?;
    let identities = Arc::new(Identities::new(identity(config, &client, &clock)?));
    let metrics = Arc::<Metrics>::default();
    let files = config.server.files.as_deref().map_or_else(|| Ok(Files::default()), Files::read)?;
    let token_rate = config.token_mode.as_ref().and_then(|mode| mode.rate);
    Ok(App {
        base_path: config.server.base_path.clone(),
        origins: config.clients.origins.clone(),
        clients: Clients::new(config.clients.trusted.clone(), config.clients.rate, token_rate),
        merchant: config.merchant.clone(),
        upstream: Upstream {
            base: config.upstream.base.clone(),
            identities,
            client: client.clone(),
            quota: Quota::new(config.upstream.reads, config.upstream.writes, Arc::clone(&clock)),
            metrics: Arc::clone(&metrics),
            retries: config.upstream.retries,
            clock: Arc::clone(&clock),
            random,
        },
        token_mode: config.token_mode.as_ref().map(|mode| TokenMode { least: mode.least }),
        points: Points::new(config.cache),
        icons: Icons::new(config.icon_hosts.clone(), client, Arc::clone(&clock)),
        order_locks: OrderLocks::default(),
        files: ServedFiles::new(files),
        log_queries: config.log.queries,
        metrics,
        clock,
        draining: AtomicBool::new(false),
    })
}

/// Whom a configuration says that the proxy speaks for.
pub(crate) fn identity(config: &Config, client: &Client, clock: &Arc<dyn Clock>) -> Result<Identity, ClientError> {
    Ok(Identity {
        authorizer: authorizer(config, client, clock)?,
        scrubber: scrubber(config),
        sellercloud: config.sellercloud.as_ref().map(|config| sellercloud(config, client, clock)),
        receipts: config.receipts.as_ref().map(receipts),
        orders_key: config.orders_key.clone(),
    })
}

fn receipts(config: &ReceiptsConfig) -> Receipts {
    if let Some(hint) = config.hint() {
        tracing::warn!(hint, "the keys of receipts are not their owner's alone");
    }
    Receipts { keys: config.keys.clone(), lifetime: config.lifetime }
}

/// Knows every secret of the configuration that goes anywhere. Tokens come and go; each call knows its own.
fn scrubber(config: &Config) -> Scrubber {
    let keys = config.credentials.keys();
    let pair = Zeroizing::new([keys.public.expose(), ":", keys.secret.expose()].concat());
    let password = config.sellercloud.as_ref().map(|sellercloud| sellercloud.password.expose());
    Scrubber::new([keys.public.expose(), keys.secret.expose(), &pair].into_iter().chain(password))
}

/// The way out, for all that the proxy calls.
pub(crate) fn client(config: &Config) -> Result<Client, ClientError> {
    Client::new(config.upstream.connect_timeout, !config.needs_tls())
}

/// A token endpoint, asked with a key pair.
pub(crate) fn token_endpoint(keys: &KeyPair, url: &http::Uri, client: &Client) -> Result<TokenEndpoint, ClientError> {
    Ok(TokenEndpoint { url: url.clone(), keys: basic(keys)?, client: client.clone() })
}

fn basic(keys: &KeyPair) -> Result<Basic, ClientError> {
    Basic::new(&keys.public, &keys.secret).map_err(|error| ClientError::Other(error.to_string()))
}

fn authorizer(config: &Config, client: &Client, clock: &Arc<dyn Clock>) -> Result<Authorizer, ClientError> {
    Ok(match &config.credentials {
        CredentialsConfig::Basic(keys) => Authorizer::Basic(basic(keys)?),
        CredentialsConfig::ClientCredentials { keys, token_url } => {
            let source = ClientCredentials { endpoint: token_endpoint(keys, token_url, client)? };
            Authorizer::bearer(Arc::new(source), Arc::clone(clock))
        }
        CredentialsConfig::RefreshToken { keys, token_url, file, .. } => {
            let endpoint = token_endpoint(keys, token_url, client)?;
            let source = RefreshToken::new(endpoint, RefreshFile::new(file));
            Authorizer::bearer(Arc::new(source), Arc::clone(clock))
        }
    })
}

fn sellercloud(config: &SellercloudConfig, client: &Client, clock: &Arc<dyn Clock>) -> Sellercloud {
    let endpoint = Arc::new(Endpoint::new(config.place.clone(), client.clone()));
    let login = SellercloudLogin {
        endpoint: Arc::clone(&endpoint),
        username: config.username.clone(),
        password: config.password.clone(),
        client: client.clone(),
    };
    let tokens = TokenCache::new(Arc::new(login), Arc::clone(clock));
    Sellercloud { endpoint, tokens, columns: config.columns.clone() }
}
