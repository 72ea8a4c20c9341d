use service_points::Carrier;

use crate::dom::{Tag, tag};
use crate::shell::icon_address;

/// A carrier's picture, or two letters of its name while there is none.
pub(crate) fn badge(carrier: &Carrier, endpoint: &str) -> Tag {
    let badge = tag("span", "badge").attr("aria-hidden", "true").text(&letters(carrier));
    match icon_address(endpoint, carrier) {
        Some(address) => badge.with(&[tag("img", "").attrs(&[("alt", ""), ("decoding", "async"), ("src", &address)])]),
        None => badge,
    }
}

/// Up to two letters that stand for a carrier; the style sheet makes capitals of them.
fn letters(carrier: &Carrier) -> String {
    let mut words = carrier.name.split([' ', '-', '_', '.']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or(&carrier.code);
    match words.next() {
        Some(second) => first.chars().take(1).chain(second.chars().take(1)).collect(),
        None => first.chars().take(2).collect(),
    }
}
