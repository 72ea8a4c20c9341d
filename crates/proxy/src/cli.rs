use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::config::SECTIONS;

/// Stands between a shop's pages and Sendcloud's Service Points API, and keeps the keys.
///
/// The picker on a shop's page asks this program for service points; it asks Sendcloud, with the merchant's keys, which
/// never reach a browser. It answers three routes of the API (the list, one point, its availability), carrier icons, and
/// /healthz and /readyz; and, where that is switched on, /metrics, tokens for pages, signed receipts of what a shopper has
/// chosen, and a route on which the shop's backend has a choice written to an order.
#[derive(Debug, Parser)]
#[command(name = "service-point-proxy", version)]
pub struct Cli {
    /// A TOML file with settings; the environment wins over it.
    #[arg(long, env = "SPP_CONFIG", value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// What to do; serves when nothing is given.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What the program can do.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serves, until SIGTERM or Ctrl-C. SIGHUP reads the credentials anew.
    Serve,
    /// Tries every configured credential, and says whose it is and how long it is good.
    Check,
    /// Asks the proxy that runs with the same settings whether it is ready: exit code 0 when it is. For the health check
    /// of a container.
    Ready,
    /// Lets the owner of a Sendcloud account agree in the browser, once, and keeps the refresh token.
    Login {
        /// Where the browser comes back to: an address of this machine. The integration has to allow
        /// http://ADDRESS/callback as its redirect URL.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8089")]
        listen: SocketAddr,
    },
    /// Makes a new key for receipts, and adds it to the key file.
    ReceiptKey {
        /// The key file, made where there is none; without it that of SPP_RECEIPT_KEYS_FILE. Without either, a new file's
        /// text is printed.
        file: Option<PathBuf>,
        /// Add it behind the others, where it verifies and does not sign yet.
        #[arg(long)]
        last: bool,
    },
    /// Says what a receipt says, when it counts; without the network.
    VerifyReceipt {
        /// The receipt; without it, it is read from stdin, where other users of the machine cannot see it.
        receipt: Option<String>,
        /// The key file; without it that of SPP_RECEIPT_KEYS_FILE.
        #[arg(long, value_name = "FILE")]
        keys: Option<PathBuf>,
    },
}

const EXAMPLE: &str = "\
Start:
  SENDCLOUD_PUBLIC_KEY=… SENDCLOUD_SECRET_KEY=… SPP_ALLOWED_ORIGINS=https://shop.example service-point-proxy

Try the keys first:
  SENDCLOUD_PUBLIC_KEY=… SENDCLOUD_SECRET_KEY=… service-point-proxy check

Host the picker's own files too, at /service-point-picker/register.js:
  SPP_STATIC_DIR=pkg/dist service-point-proxy

The same in a file, for --config:
  public_key_file = \"/run/secrets/sendcloud-public-key\"
  secret_key_file = \"/run/secrets/sendcloud-secret-key\"
  allowed_origins = [\"https://shop.example\"]

Sign choices, so that the shop can tell them from forged form fields:
  service-point-proxy receipt-key /etc/spp/receipt-keys.json
  SPP_RECEIPT_KEYS_FILE=/etc/spp/receipt-keys.json … service-point-proxy

Exit codes: 0 well, 1 it did not work, 2 the command or the configuration is wrong.";

impl Cli {
    /// Reads the command line; help and mistakes are clap's to print.
    ///
    /// # Errors
    /// When it asks for help, or is wrong.
    pub fn read(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Self, clap::Error> {
        let command = Self::command().after_help(format!("{}\n{EXAMPLE}", settings()));
        Self::from_arg_matches(&command.try_get_matches_from(arguments)?)
    }
}

/// Every setting, as the help shows it.
fn settings() -> String {
    let mut text =
        "Settings, as a variable of the environment (and as a key of the file). A secret can come from a file \
                    instead: X_FILE names it.\n"
            .to_owned();
    for section in SECTIONS {
        text.push_str(&format!("\n{}:\n", section.title));
        for setting in section.settings {
            let default = setting.default.filter(|default| !default.is_empty());
            let default = default.map_or_else(String::new, |default| format!(" [{default}]"));
            let secret = if setting.secret { ", secret" } else { "" };
            text.push_str(&format!("  {} ({}{secret}){default}\n", setting.variable, setting.key));
            for line in wrap(setting.about, 92) {
                text.push_str(&format!("      {line}\n"));
            }
        }
    }
    text
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
