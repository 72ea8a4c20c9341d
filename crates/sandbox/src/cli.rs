//! The command line.

use std::net::SocketAddr;

use clap::Parser;
use jiff::Timestamp;
use sendcloud_sandbox::{Clock, Config, Credentials, Limits, Secret};

/// Behaves as Sendcloud's Service Points API does, without keys and without a network.
///
/// Point your software at http://127.0.0.1:8082/api/v3 instead of https://panel.sendcloud.sc/api/v3, with any key pair,
/// and at http://127.0.0.1:8082/oauth2/token for tokens. Places in Florence are real, those in NL BE LU DE AT FR ES IT PL
/// PT GB IE DK SE are invented around real postal codes.
#[derive(Debug, Parser)]
#[command(version, about, long_about, after_long_help = EXAMPLES)]
pub(crate) struct Options {
    /// Where to listen; port 0 takes a free one. The address is printed as the first line.
    #[arg(long, default_value = "127.0.0.1:8082", value_name = "ADDRESS")]
    pub(crate) listen: SocketAddr,

    /// The only public key (OAuth2: client id) that is let in. Without it any pair is, as long as neither is empty.
    #[arg(long, requires = "secret_key", env = "SANDBOX_PUBLIC_KEY", value_name = "KEY", value_parser = not_empty)]
    public_key: Option<String>,

    /// The secret key (OAuth2: client secret) that belongs to the public key.
    #[arg(long, requires = "public_key", env = "SANDBOX_SECRET_KEY", hide_env_values = true, value_name = "KEY", value_parser = secret)]
    secret_key: Option<Secret>,

    /// Refuse Basic, as an integration with "Use OAuth2 authentication" does.
    #[arg(long)]
    oauth2_only: bool,

    /// Let the clock stand still at this instant, such as 2026-11-22T10:00:00Z. Opening times and token expiry go by it.
    #[arg(long, value_name = "RFC3339")]
    now: Option<Timestamp>,

    /// Answer 429 beyond so many GET and other requests a minute; without numbers as many as the real API: 1000,100. Others are
    /// also kept to 15 a second.
    #[arg(long, value_name = "READS,WRITES", num_args = 0..=1, default_missing_value = "1000,100", value_parser = limits)]
    quota: Option<Limits>,

    /// Seconds that access tokens live.
    #[arg(long, default_value_t = 3599, value_name = "SECONDS")]
    token_lifetime: u32,

    /// An address that a browser may be sent back to from /oauth2/auth; may be given several times. Without it, any is.
    #[arg(long, value_name = "URL")]
    redirect_uri: Vec<String>,

    /// The only Sellercloud user that is let in. Without it any is, as long as name and password are not empty.
    #[arg(long, requires = "sellercloud_password", env = "SANDBOX_SELLERCLOUD_USERNAME", value_name = "NAME", value_parser = not_empty)]
    sellercloud_username: Option<String>,

    /// The password that belongs to the Sellercloud user.
    #[arg(long, requires = "sellercloud_username", env = "SANDBOX_SELLERCLOUD_PASSWORD", hide_env_values = true, value_name = "PASSWORD", value_parser = secret)]
    sellercloud_password: Option<Secret>,
}

const EXAMPLES: &str = "\
Try it:
  curl -u key:secret 'http://127.0.0.1:8082/api/v3/service-points?country_code=IT&use_integration_carriers=true&address=Via+Romana+20,+Firenze'
  curl -X PUT http://127.0.0.1:8082/sandbox/faults -d '{\"geocoder_down\":true}'
  curl -X DELETE http://127.0.0.1:8082/sandbox/faults
  curl http://127.0.0.1:8082/sandbox/log";

impl Options {
    /// The configuration that these options ask for.
    pub(crate) fn into_config(self) -> Config {
        let credentials = |(public_key, secret_key)| Credentials { public_key, secret_key };
        Config {
            credentials: self.public_key.zip(self.secret_key).map(credentials),
            oauth2_only: self.oauth2_only,
            clock: self.now.map_or(Clock::system(), Clock::Fixed),
            quota: self.quota,
            token_lifetime: self.token_lifetime,
            redirect_uris: self.redirect_uri,
            sellercloud: self.sellercloud_username.zip(self.sellercloud_password).map(credentials),
        }
    }
}

fn not_empty(text: &str) -> Result<String, String> {
    if text.is_empty() { Err("must not be empty".to_owned()) } else { Ok(text.to_owned()) }
}

fn secret(text: &str) -> Result<Secret, String> {
    not_empty(text).map(Secret::new)
}

fn limits(text: &str) -> Result<Limits, String> {
    let numbers = text.split_once(',').and_then(|(reads, writes)| Some((reads.parse().ok()?, writes.parse().ok()?)));
    let (reads, writes) = numbers.ok_or("give two whole numbers, such as 1000,100")?;
    Ok(Limits { reads, writes, ..Limits::default() })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn read(arguments: &[&str]) -> Result<Config, String> {
        let all = ["sendcloud-sandbox"].iter().chain(arguments);
        Options::try_parse_from(all).map(Options::into_config).map_err(|error| error.to_string())
    }

    #[test]
    fn options_become_a_configuration() {
        Options::command().debug_assert();
        let config =
            read(&["--public-key", "a", "--secret-key", "b", "--quota", "--now", "2026-11-22T10:00:00Z"]).unwrap();
        assert_eq!(config.quota, Some(Limits::default()));
        assert_eq!(config.clock, Clock::Fixed("2026-11-22T10:00:00Z".parse().unwrap()));
        assert!(config.credentials.is_some());
        assert_eq!(read(&["--quota", "5,1"]).unwrap().quota, Some(Limits { reads: 5, writes: 1, burst: 15 }));
    }

    #[test]
    fn wrong_options_are_refused_and_secrets_not_printed() {
        for (arguments, reason) in [
            (vec!["--quota", "many"], "two whole numbers"),
            (vec!["--now", "yesterday"], "yesterday"),
            (vec!["--listen", "8082"], "8082"),
            (vec!["--public-key", "a"], "--secret-key"),
            (vec!["--public-key", "a", "--secret-key", ""], "must not be empty"),
            (vec!["--colour"], "--colour"),
        ] {
            let refused = read(&arguments).unwrap_err();
            assert!(refused.contains(reason), "{arguments:?}: {refused}");
        }
        let config = read(&["--public-key", "a", "--secret-key", "hunter2"]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
