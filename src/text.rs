//! Every text that a shopper reads, and numbers and times in the shopper's language.

mod format;
mod open;

pub(crate) use format::{Locale, Words, zone_offset};
pub(crate) use open::{OpenWords, day_hours};

// `Text` and `ENGLISH`, which build.rs makes of languages/en.json.
include!(concat!(env!("OUT_DIR"), "/texts.rs"));
