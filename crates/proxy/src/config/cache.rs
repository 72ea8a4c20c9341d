use std::time::Duration;

use super::{Problems, Sources};
use crate::points::Lifetimes;

/// For how long somebody waits who has something to show already.
const PATIENCE: Duration = Duration::from_secs(2);

/// `Some(None)` when nothing is kept.
pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<Option<Lifetimes>> {
    let fresh = sources.number("SPP_CACHE_FRESH", 0..=86_400, problems);
    let renewable = sources.number("SPP_CACHE_RENEW", 0..=604_800, problems);
    let usable = sources.number("SPP_CACHE_OUTAGE", 0..=604_800, problems);
    let megabytes = sources.number("SPP_CACHE_MEGABYTES", 1..=4096, problems);
    let [fresh, renewable, usable] = [fresh?, renewable?, usable?].map(|seconds| Duration::from_secs(seconds.into()));
    let bytes = u64::from(megabytes?) * 1_000_000;
    if fresh.is_zero() {
        return Some(None);
    }
    let renewable = renewable.max(fresh);
    Some(Some(Lifetimes { fresh, renewable, usable: usable.max(renewable), patience: PATIENCE, bytes }))
}
