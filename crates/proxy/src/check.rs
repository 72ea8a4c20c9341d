//! `service-point-proxy check`: whether the credentials work, before a shopper finds out.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use service_points::{Error, Json, Request, RetryAfter, Search, read_error, read_list};

use crate::app::App;
use crate::assemble::assemble;
use crate::auth::{Authorizer, TokenCache};
use crate::clock::{SystemClock, random};
use crate::config::{Config, CredentialsConfig, OrderColumns, ReceiptsConfig, SellercloudConfig};
use crate::error::ProxyError;
use crate::remedy::Refusal;
use crate::secret::Secret;
use crate::sellercloud::Sellercloud;

/// Tries every configured credential and says what came of it, one line for each step; nothing of it is secret.
pub(crate) async fn check(config: &Config) -> ExitCode {
    let app = match assemble(config, Arc::new(SystemClock::start()), random()) {
        Ok(app) => app,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    match report(config, &app, &mut io::stdout().lock()).await {
        Ok(true) => ExitCode::SUCCESS,
        // Without a stdout the exit code has to say it all.
        Ok(false) | Err(_) => ExitCode::FAILURE,
    }
}

async fn report(config: &Config, app: &App, out: &mut impl Write) -> io::Result<bool> {
    writeln!(out, "Sendcloud")?;
    let mut works = sendcloud(config, app, out).await?;
    if let (Some(config), Some(sellercloud)) = (&config.sellercloud, &app.identity().sellercloud) {
        writeln!(out, "Sellercloud")?;
        works &= self::sellercloud(config, sellercloud, out).await?;
    }
    if let Some(receipts) = &config.receipts {
        writeln!(out, "Receipts")?;
        self::receipts(receipts, out)?;
    }
    if config.orders_key.is_some() {
        writeln!(out, "Orders")?;
        let to = match &config.sellercloud {
            Some(sellercloud) => format!("written to Sellercloud's custom columns {}", columns(&sellercloud.columns)),
            None => "answered for Sendcloud; Sellercloud is not configured".to_owned(),
        };
        writeln!(out, "  choices:        {to}")?;
    }
    Ok(works)
}

/// The keys have been read with the configuration, which there would not be without good ones.
fn receipts(config: &ReceiptsConfig, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  keys:           {}", config.file.display())?;
    let mut names = config.keys.names();
    writeln!(out, "  signs:          {}", names.next().unwrap_or_default())?;
    let others: Vec<_> = names.collect();
    if !others.is_empty() {
        writeln!(out, "  verify too:     {}", others.join(", "))?;
    }
    writeln!(out, "  good for:       {} seconds", config.lifetime.as_secs())?;
    if let Some(hint) = config.hint() {
        writeln!(out, "  hint:           {hint}")?;
    }
    Ok(())
}

fn columns(columns: &OrderColumns) -> String {
    let names = [Some(&columns.id), columns.carrier.as_ref(), columns.post_number.as_ref()];
    names.into_iter().flatten().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

async fn sendcloud(config: &Config, app: &App, out: &mut impl Write) -> io::Result<bool> {
    writeln!(out, "  upstream:       {}", config.upstream.base)?;
    writeln!(out, "  credentials:    {}", whose(&config.credentials))?;
    let identity = app.identity();
    let authorizer = &identity.authorizer;
    if let Err(error) = authorizer.authorization().await {
        writeln!(out, "  token:          {error}")?;
        return Ok(false);
    }
    let until = match authorizer {
        Authorizer::Basic(_) => "it is revoked in Sendcloud's panel".to_owned(),
        Authorizer::Bearer(tokens) => until(tokens, SystemTime::now()),
    };
    writeln!(out, "  valid until:    {until}")?;
    let (works, verdict) = search(app, config).await;
    writeln!(out, "  service points: {verdict}")?;
    Ok(works)
}

async fn sellercloud(config: &SellercloudConfig, app: &Sellercloud, out: &mut impl Write) -> io::Result<bool> {
    let user = start_of(&config.username);
    match app.endpoint.url().await {
        Ok(url) => writeln!(out, "  upstream:       {url}")?,
        Err(error) => {
            writeln!(out, "  upstream:       {error}")?;
            return Ok(false);
        }
    }
    writeln!(out, "  credentials:    user {user} with a password")?;
    if let Err(error) = app.tokens.current().await {
        writeln!(out, "  token:          {error}")?;
        return Ok(false);
    }
    writeln!(out, "  valid until:    {}", until(&app.tokens, SystemTime::now()))?;
    Ok(true)
}

/// The smallest search that needs valid credentials, among what the merchant allows.
fn smallest(config: &Config) -> Option<(Search, String)> {
    let country = config.merchant.countries.first().map_or("NL", |country| country.as_str());
    let (carriers, whose) = match config.merchant.carriers.first() {
        Some(carrier) => (format!("carrier_code={}", carrier.as_str()), carrier.as_str()),
        None => ("use_integration_carriers=true".to_owned(), "the integration's carriers"),
    };
    let search = Search::parse(&format!("country_code={country}&{carriers}&limit=1")).ok()?;
    Some((search, format!("{country} with {whose}")))
}

async fn search(app: &App, config: &Config) -> (bool, String) {
    let Some((search, what)) = smallest(config) else { return (false, "there is nothing to search for".to_owned()) };
    let outcome = app.upstream.ask(&Request::list(&search)).await;
    match outcome.result {
        Ok(incoming) => {
            let body = Json::parse(&incoming.body);
            match (incoming.status.as_u16(), body.as_ref()) {
                (200, Some(body)) if read_list(&body).is_ok() => {
                    (true, format!("works: the API answered a search in {what}"))
                }
                (200, Some(_)) => {
                    (false, "the upstream answered JSON that is not the API's; is SPP_UPSTREAM right?".to_owned())
                }
                (200, None) => (false, "the upstream answered no JSON; is SPP_UPSTREAM right?".to_owned()),
                (status, body) => refused(status, &read_error(status, None::<RetryAfter>, body.as_ref())),
            }
        }
        Err(ProxyError::UpstreamUnreachable) => {
            let cause = outcome.cause.unwrap_or_default();
            (false, format!("the upstream cannot be reached ({cause}); is SPP_UPSTREAM right?"))
        }
        Err(error) => (false, error.to_string()),
    }
}

/// What an error answer means to an operator. Credentials that the API knows are good even when the search is refused.
fn refused(status: u16, error: &Error) -> (bool, String) {
    let detail =
        error.detail().map_or_else(String::new, |detail| format!(": {}", detail.trim_end_matches('.').escape_debug()));
    match status {
        401 => (
            false,
            format!(
                "the API refuses the credentials (401){detail}. Are both keys of one integration, and is SPP_AUTH what \
                 the integration is set to?"
            ),
        ),
        403 => (false, format!("the API knows the credentials and refuses them this (403){detail}")),
        404 => {
            (false, "the upstream has no service points here (404); is SPP_UPSTREAM right, with its path?".to_owned())
        }
        400 => (
            false,
            format!(
                "the API takes the credentials and refuses the search (400){detail}. {}",
                Refusal::of(error).remedy()
            ),
        ),
        _ => (false, format!("the API answered {status}{detail}")),
    }
}

fn whose(credentials: &CredentialsConfig) -> String {
    let key = start_of(&credentials.keys().public);
    match credentials {
        CredentialsConfig::Basic(_) => format!("key pair (basic), public key {key}"),
        CredentialsConfig::ClientCredentials { token_url, .. } => {
            format!("OAuth2 client credentials from {token_url}, public key {key}")
        }
        CredentialsConfig::RefreshToken { token_url, file, .. } => {
            format!("OAuth2 refresh token in {} for {token_url}, public key {key}", file.display())
        }
    }
}

/// Enough of a name to tell one integration from another, and less than anybody could use.
fn start_of(name: &Secret) -> String {
    let name = name.expose();
    let length = name.chars().count();
    let start: String = name.chars().take(4).collect();
    if length >= 12 { format!("{start}… ({length} characters)") } else { format!("of {length} characters") }
}

fn until(tokens: &TokenCache, now: SystemTime) -> String {
    let remaining = tokens.remaining().unwrap_or_default();
    let minutes = remaining.as_secs() / 60;
    let end = now.checked_add(Duration::from_secs(remaining.as_secs()));
    let end = end.map_or_else(String::new, httpdate::fmt_http_date);
    format!("{end} (this token: {minutes} minutes; it is renewed by itself)")
}
