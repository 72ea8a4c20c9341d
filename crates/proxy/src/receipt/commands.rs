//! `service-point-proxy receipt-key` and `verify-receipt`. Neither needs any other setting, nor the network.

use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use thiserror::Error;
use zeroize::Zeroizing;

use super::new_key::{add, new_key};
use super::{KeyFileError, ReceiptError, ReceiptKeys};
use crate::private_file;

/// More than any receipt has.
const LONGEST_INPUT: u64 = 10_000;

/// Why a command did not work. Nothing of it is secret.
#[derive(Debug, Error)]
enum CommandError {
    #[error("there are no random numbers on this machine")]
    NoRandomNumbers,
    #[error("{0:?}: {1}")]
    File(String, KeyFileError),
    #[error("cannot write {0:?}: {1}")]
    Unwritable(String, io::Error),
    #[error("name the key file with --keys or SPP_RECEIPT_KEYS_FILE")]
    NoFile,
    #[error(transparent)]
    Refused(#[from] ReceiptError),
    #[error("cannot read stdin, or write to stdout: {0}")]
    Closed(#[from] io::Error),
}

/// Adds a new key to a file, which it makes where there is none; without a file, a new file's text goes to stdout.
pub(crate) fn make_key(file: Option<&Path>, last: bool) -> ExitCode {
    ended(match file {
        Some(path) => add_to(path, last),
        None => show_new(),
    })
}

/// Says what a receipt says, when it counts now; it comes from stdin where it is not given.
pub(crate) fn verify(file: Option<&Path>, receipt: Option<&str>) -> ExitCode {
    ended(show_claims(file, receipt))
}

fn ended(result: Result<(), CommandError>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn show_new() -> Result<(), CommandError> {
    let (_, key) = new_key(SystemTime::now()).ok_or(CommandError::NoRandomNumbers)?;
    let text = add(None, key, false).map_err(|error| CommandError::File("a new file".to_owned(), error))?;
    Ok(io::stdout().write_all(text.as_bytes())?)
}

fn add_to(path: &Path, last: bool) -> Result<(), CommandError> {
    let wrong = |error| CommandError::File(path.display().to_string(), error);
    let before = match std::fs::read_to_string(path) {
        Ok(text) => Some(Zeroizing::new(text)),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(wrong(KeyFileError::Unreadable(error.to_string()))),
    };
    let (kid, key) = new_key(SystemTime::now()).ok_or(CommandError::NoRandomNumbers)?;
    let text = add(before.as_ref().map(|text| text.as_str()), key, last).map_err(wrong)?;
    private_file::replace_in_place(path, text.as_bytes())
        .map_err(|error| CommandError::Unwritable(path.display().to_string(), error))?;
    let mut out = io::stdout();
    let file = path.display();
    if ReceiptKeys::read(&text).is_ok_and(|keys| keys.names().next() == Some(&kid)) {
        writeln!(out, "The key {kid} is the first of {file:?}, which signs. A proxy that runs reads it on SIGHUP.")?;
    } else {
        writeln!(out, "The key {kid} is the last of {file:?}: it verifies, and signs once it stands first.")?;
    }
    Ok(())
}

fn show_claims(file: Option<&Path>, receipt: Option<&str>) -> Result<(), CommandError> {
    let path = file.ok_or(CommandError::NoFile)?;
    let (keys, _) = ReceiptKeys::open(path).map_err(|error| CommandError::File(path.display().to_string(), error))?;
    let receipt = match receipt {
        Some(receipt) => receipt.to_owned(),
        None => {
            let mut text = String::new();
            io::stdin().take(LONGEST_INPUT).read_to_string(&mut text)?;
            text
        }
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let claims = keys.verify(receipt.trim(), now)?;
    Ok(writeln!(io::stdout(), "{}", claims.to_json())?)
}
