use std::path::PathBuf;
use std::time::Duration;

use super::{Problems, Sources};
use crate::receipt::ReceiptKeys;

/// How choices are signed.
#[derive(Clone, Debug)]
pub struct ReceiptsConfig {
    /// Where the keys come from.
    pub file: PathBuf,
    /// The keys.
    pub keys: ReceiptKeys,
    /// Whether others than the file's owner can read them.
    pub exposed: bool,
    /// How long a receipt is good.
    pub lifetime: Duration,
}

/// The setting with the keys.
pub(crate) const KEYS_FILE: &str = "SPP_RECEIPT_KEYS_FILE";

impl ReceiptsConfig {
    /// `Some(None)` when nothing is signed.
    pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<Option<Self>> {
        let lifetime = sources.number("SPP_RECEIPT_LIFETIME", 60..=2_592_000, problems);
        let Some(file) = sources.text(KEYS_FILE).map(PathBuf::from) else { return Some(None) };
        let (keys, exposed) = ReceiptKeys::open(&file)
            .map_err(|error| problems.add(KEYS_FILE, format!("{}: {error}", file.display())))
            .ok()?;
        Some(Some(Self { file, keys, exposed, lifetime: Duration::from_secs(lifetime?.into()) }))
    }

    /// What an operator should know of a file that others can read.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let file = self.file.display();
        let hint =
            || format!("{file} can be read by others than its owner, who can then sign receipts: chmod 600 {file}");
        self.exposed.then(hint)
    }
}
