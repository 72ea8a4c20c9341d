use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// Everything in style/, put together by build.rs.
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/sheet.css"));

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = adopt)]
    fn adopt_sheet(root: &HtmlElement, sheet: &str);
}

/// Styles the tree that the root stands in: the shadow root of the element.
pub(crate) fn adopt(root: &HtmlElement) {
    adopt_sheet(root, SHEET);
}
