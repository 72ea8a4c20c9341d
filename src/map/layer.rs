//! What both layers of the map do to the page. `browser.js` writes the lengths, in the CSSOM, which a strict `style-src`
//! allows.

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    // What has no text to convert would be imported past the glue, whose names are the ones that are shortened.
    #[wasm_bindgen(catch, js_name = place)]
    fn script_place(element: &HtmlElement, x: f64, y: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = size)]
    fn script_size(element: &HtmlElement, width: f64, height: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = crop)]
    fn script_crop(element: &HtmlElement, scale: u32, x: u32, y: u32) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = isSettled)]
    fn script_is_settled(image: &HtmlElement) -> Result<bool, JsValue>;
}

/// Puts an element at a place of the map, in whole pixels: text and pictures stay sharp.
pub(super) fn place(element: &HtmlElement, x: f64, y: f64) {
    let _ = script_place(element, x, y);
}

/// Gives an element a size, in whole pixels.
pub(super) fn size(element: &HtmlElement, width: f64, height: f64) {
    let _ = script_size(element, width, height);
}

/// Enlarges a picture to `scale` times its frame, which shows the part in that column and row.
pub(super) fn crop(element: &HtmlElement, scale: u32, x: u32, y: u32) {
    let _ = script_crop(element, scale, x, y);
}

/// Whether a picture is there, or will never be.
pub(super) fn is_settled(image: &HtmlElement) -> bool {
    script_is_settled(image).unwrap_or(true)
}
