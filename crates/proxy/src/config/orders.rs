use super::{Problems, Sources};
use crate::guard::BackendKey;

/// Shorter keys could be guessed.
const SHORTEST_KEY: usize = 32;
const KEY: &str = "SPP_ORDERS_KEY";

/// The key of the merchant's backend; `Some(None)` when orders are left alone.
pub(super) fn read(sources: &Sources, receipts: bool, problems: &mut Problems) -> Option<Option<BackendKey>> {
    if sources.text(KEY).or_else(|| sources.text("SPP_ORDERS_KEY_FILE")).is_none() {
        return Some(None);
    }
    if !receipts {
        problems.add(KEY, "needs SPP_RECEIPT_KEYS_FILE: an order is changed only by a receipt");
    }
    let key = sources.key(KEY, problems)?;
    let length = key.expose().len();
    if length < SHORTEST_KEY {
        problems.add(
            KEY,
            format!("has {length} characters, and needs {SHORTEST_KEY} or more; `openssl rand -hex 32` makes one"),
        );
        return None;
    }
    Some(Some(BackendKey::new(&key)))
}
