use service_points::Carrier;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::dom::Tag;
use crate::shell::icon_address;

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = badge)]
    fn make_badge(name: &str, code: &str, address: &str) -> HtmlElement;
}

/// A carrier's picture, or two letters of its name while there is none.
pub(crate) fn badge(carrier: &Carrier, endpoint: Option<&str>) -> Tag {
    let address = endpoint.and_then(|endpoint| icon_address(endpoint, carrier)).unwrap_or_default();
    Tag::of(&make_badge(&carrier.name, &carrier.code, &address))
}
