use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use service_point_proxy::{Claims, ReceiptKeys};
use tempfile::TempDir;

/// Keys as a key file has them, by name.
pub(crate) const KEYS: [(&str, &str); 3] = [
    ("first", "a2V5LWNhbmFyeS1maXJzdC0wMTIzNDU2Nzg5YWJjZGVmMDEyMw"),
    ("second", "a2V5LWNhbmFyeS1zZWNvbmQtMDEyMzQ1Njc4OWFiY2RlZjAxMg"),
    ("unknown", "a2V5LWNhbmFyeS11bmtub3duLTAxMjM0NTY3ODlhYmNkZWYwMQ"),
];
/// What the merchant's backend shows.
pub(crate) const ORDERS_KEY: &str = "orders-canary-5f0e2d9b8a7c6f5e4d3c2b1a";

/// A key file that goes away with the test.
pub(crate) struct KeyFile {
    pub(crate) path: PathBuf,
    _folder: TempDir,
}

impl KeyFile {
    /// With the first two keys.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = Self { path: folder.path().join("receipt-keys.json"), _folder: folder };
        file.write(&["first", "second"]);
        file
    }

    /// Puts these keys in the place of what there is.
    pub(crate) fn write(&self, names: &[&str]) {
        std::fs::write(&self.path, key_set(names).to_string()).unwrap();
    }

    /// The setting that names it, the backend's key, and more.
    pub(crate) fn settings<'a>(&'a self, more: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
        let own = [("SPP_RECEIPT_KEYS_FILE", text(&self.path)), ("SPP_ORDERS_KEY", ORDERS_KEY)];
        own.into_iter().chain(more.iter().copied()).collect()
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A JWK Set of these keys.
pub(crate) fn key_set(names: &[&str]) -> Value {
    let k = |name: &str| KEYS.iter().find(|(kid, _)| *kid == name).unwrap().1;
    let keys = names.iter().map(|name| json!({"kty": "oct", "alg": "HS256", "kid": name, "k": k(name)}));
    json!({"keys": keys.collect::<Value>()})
}

/// The keys themselves.
pub(crate) fn keys(names: &[&str]) -> ReceiptKeys {
    ReceiptKeys::read(&key_set(names).to_string()).unwrap()
}

/// When the tests' clock begins, in seconds since 1970.
pub(crate) const NOW: u64 = 784_111_777;

/// What a receipt says that is signed when the tests' clock begins.
pub(crate) fn claims(id: i64, post_number: Option<&str>) -> Claims {
    Claims {
        id: service_points::ServicePointId::new(id).unwrap(),
        carrier: "dhl".to_owned(),
        post_number: post_number.map(|number| service_points::PostNumber::new(number).unwrap()),
        iat: NOW,
        exp: NOW + 86_400,
    }
}

/// The receipt in the body of an answer.
pub(crate) fn receipt(body: &Value) -> String {
    body["data"]["receipt"].as_str().unwrap_or_else(|| panic!("no receipt in {body}")).to_owned()
}
