//! What both layers of the map do to the page.

use web_sys::HtmlElement;

/// Puts an element at a place of the map, in whole pixels: text and pictures stay sharp.
pub(super) fn place(element: &HtmlElement, x: f64, y: f64) {
    // The property of its own, and not `transform`: a scale in the style sheet must not move the element.
    set(element, "translate", &[&pixels(x), " ", &pixels(y)].concat());
}

/// A length in CSS.
pub(super) fn pixels(length: f64) -> String {
    let mut text = (length.round() as i32).to_string();
    text.push_str("px");
    text
}

/// Sets a property through the CSSOM, which a strict `style-src` allows.
pub(super) fn set(element: &HtmlElement, property: &str, value: &str) {
    // A property name and value of our own cannot be refused.
    let _ = element.style().set_property(property, value);
}
