use js_sys::{Array, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, HtmlElement};

/// Everything in style/, put together by build.rs.
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/sheet.css"));

/// Styles the tree that the root stands in: the shadow root of the element. A constructed sheet passes every
/// Content-Security-Policy, unlike a `<style>` element.
pub(crate) fn adopt(root: &HtmlElement) {
    let tree = root.get_root_node();
    let Ok(sheet) = CssStyleSheet::new() else { return };
    if sheet.replace_sync(SHEET).is_err() {
        return;
    }
    let name = "adoptedStyleSheets".into();
    let adopted = Reflect::get(&tree, &name).ok().and_then(|sheets| sheets.dyn_into::<Array>().ok());
    let sheets = adopted.map_or_else(Array::new, |sheets| Array::from(&sheets));
    if sheets.length() == 0 {
        sheets.push(&sheet);
        // Every browser of the baseline lets this be set on a shadow root and a document.
        let _ = Reflect::set(&tree, &name, &sheets);
    }
}
