use service_points::Carrier;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::dom::{Tag, tag};
use crate::shell::icon_address;

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    fn initials(name: &str, code: &str) -> String;
}

/// A carrier's picture, or two letters of its name while there is none.
pub(crate) fn badge(carrier: &Carrier, endpoint: Option<&str>) -> Tag {
    let badge = tag("span", "badge");
    badge.set("aria-hidden", Some("true"));
    badge.set_text(&initials(&carrier.name, &carrier.code));
    if let Some(address) = endpoint.and_then(|endpoint| icon_address(endpoint, carrier)) {
        let image = tag("img", "");
        image.set("alt", Some(""));
        image.set("decoding", Some("async"));
        image.set("src", Some(&address));
        badge.add(&[image]);
    }
    badge
}
