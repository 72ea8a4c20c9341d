//! The requests that the sandbox saw, for tests to look at.

use std::collections::VecDeque;

use axum::extract::Request;
use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::route::Route;

/// Older requests are forgotten.
const CAPACITY: usize = 10_000;

/// The last requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    count: u64,
}

/// One request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    /// Counts up from 1, also over requests that are forgotten.
    number: u64,
    /// By the sandbox's clock.
    at: String,
    method: String,
    path: String,
    /// As it came, without the question mark.
    query: String,
    /// Decoded, in the order given.
    parameters: Vec<(String, String)>,
    /// Names in lower case; secrets are replaced by the start of their SHA-256.
    headers: Vec<(String, String)>,
    route: Route,
    /// Status of the answer; null while there is none.
    status: Option<u16>,
}

impl Log {
    /// Notes a request and gives its number.
    pub(crate) fn open(&mut self, request: &Request, route: Route, now: Timestamp) -> u64 {
        self.count += 1;
        let query = request.uri().query().unwrap_or_default();
        self.entries.push_back(Entry {
            number: self.count,
            at: now.to_string(),
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: query.to_owned(),
            parameters: parameters(query),
            headers: headers(request.headers()),
            route,
            status: None,
        });
        if self.entries.len() > CAPACITY {
            self.entries.pop_front();
        }
        self.count
    }

    /// Notes how a request was answered.
    pub(crate) fn close(&mut self, number: u64, status: u16) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.number == number) {
            entry.status = Some(status);
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

fn parameters(query: &str) -> Vec<(String, String)> {
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect()
}

fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let shown = headers.iter().map(|(name, value)| {
        let text = String::from_utf8_lossy(value.as_bytes());
        let text = match name {
            &header::AUTHORIZATION | &header::PROXY_AUTHORIZATION => {
                let (scheme, secret) = text.split_once(' ').unwrap_or(("", &text));
                format!("{scheme} {}", digest(secret))
            }
            &header::COOKIE => digest(&text),
            _ => text.into_owned(),
        };
        (name.as_str().to_owned(), text)
    });
    shown.collect()
}

/// Enough to recognise a secret that one knows, too little to find one that one does not.
fn digest(secret: &str) -> String {
    let hex: String = Sha256::digest(secret.as_bytes()).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
