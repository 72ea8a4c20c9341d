//! `service-point-proxy check`: whether the keys work, before a shopper finds out.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use service_points::{Error, Request, RetryAfter, Search, read_error, read_list};

use crate::app::App;
use crate::assemble::assemble;
use crate::auth::Authorizer;
use crate::clock::{SystemClock, random};
use crate::config::{Config, CredentialsConfig};
use crate::error::ProxyError;

/// The smallest search that needs valid credentials.
const SEARCH: &str = "country_code=NL&use_integration_carriers=true&limit=1";

/// Tries the credentials and says what came of it, one line for each step; nothing of it is secret.
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
    writeln!(out, "upstream:       {}", config.upstream.base)?;
    writeln!(out, "credentials:    {}", whose(config))?;
    if let Err(error) = app.upstream.authorizer.authorization().await {
        writeln!(out, "token:          {error}")?;
        return Ok(false);
    }
    writeln!(out, "valid until:    {}", until(&app.upstream.authorizer, SystemTime::now()))?;
    let Ok(search) = Search::parse(SEARCH) else { return Ok(false) };
    let outcome = app.upstream.ask(&Request::list(&search)).await;
    let (works, verdict) = match outcome.result {
        Ok(incoming) => {
            let body: Option<serde_json::Value> = serde_json::from_slice(&incoming.body).ok();
            match (incoming.status.as_u16(), body.as_ref()) {
                (200, Some(body)) => match read_list(&body) {
                    Ok(_) => {
                        (true, "works: the API answered a search in NL with the integration's carriers".to_owned())
                    }
                    Err(_) => {
                        (false, "the upstream answered JSON that is not the API's; is SPP_UPSTREAM right?".to_owned())
                    }
                },
                (200, None) => (false, "the upstream answered no JSON; is SPP_UPSTREAM right?".to_owned()),
                (status, body) => refused(status, &read_error(status, None::<RetryAfter>, body.as_ref())),
            }
        }
        Err(ProxyError::UpstreamUnreachable) => {
            let cause = outcome.cause.unwrap_or_default();
            (false, format!("the upstream cannot be reached ({cause}); is SPP_UPSTREAM right?"))
        }
        Err(error) => (false, error.to_string()),
    };
    writeln!(out, "service points: {verdict}")?;
    Ok(works)
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
                "the API takes the credentials and refuses the search (400){detail}. Is \"Service Points\" switched on in \
                 the integration's settings, with a carrier?"
            ),
        ),
        _ => (false, format!("the API answered {status}{detail}")),
    }
}

/// Enough of the public key to tell one integration from another, and less than anybody could use.
fn whose(config: &Config) -> String {
    let key = config.credentials.keys().public.expose();
    let kind = match &config.credentials {
        CredentialsConfig::Basic(_) => "key pair (basic)".to_owned(),
        CredentialsConfig::OAuth2 { token_url, .. } => format!("OAuth2 client credentials from {token_url}"),
    };
    let length = key.len();
    match key.get(..4).filter(|_| length >= 12) {
        Some(start) => format!("{kind}, public key {start}… ({length} characters)"),
        None => format!("{kind}, public key of {length} characters"),
    }
}

fn until(authorizer: &Authorizer, now: SystemTime) -> String {
    let remaining = match authorizer {
        Authorizer::Basic(_) => return "it is revoked in Sendcloud's panel".to_owned(),
        Authorizer::Bearer(cache) => cache.remaining().unwrap_or_default(),
    };
    let minutes = remaining.as_secs() / 60;
    let end = now.checked_add(Duration::from_secs(remaining.as_secs()));
    let end = end.map_or_else(String::new, httpdate::fmt_http_date);
    format!("{end} (this token: {minutes} minutes; it is renewed by itself)")
}
