use super::{Problems, Sources};
use crate::icons::IconHosts;

pub(super) fn read(sources: &Sources, problems: &mut Problems) -> Option<IconHosts> {
    if sources.text("SPP_ICON_HOSTS") == Some("none") {
        return Some(IconHosts::default());
    }
    IconHosts::new(sources.list("SPP_ICON_HOSTS")).map_err(|error| problems.add("SPP_ICON_HOSTS", error)).ok()
}
