use service_points::ServicePoint;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::context::Picker;
use crate::dom::{Tag, build, markup};
use crate::text::Text;

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    fn contact(link: &HtmlElement, scheme: &str, text: &str);

    fn copier(button: &HtmlElement, said: &HtmlElement, text: &str, copied: &str);

    fn lead(link: &HtmlElement, template: &str, latitude: f64, longitude: f64);
}

/// How a place can be reached: by telephone, by mail, on foot.
pub(super) fn details(picker: Picker, point: &ServicePoint, directions: &str) -> Tag {
    let looks = picker.looks();
    let [details, phone, mail, copy, copy_text, show, way] =
        build(markup!("details"), &looks.locale, &point.id.to_digits());
    contact(phone.node(), "tel:", &point.contact.phone);
    contact(mail.node(), "mailto:", &point.contact.email);
    let address = [&point.name, "\n", &point.address.street_line(), "\n", &point.address.city_line()].concat();
    copier(copy.node(), copy_text.node(), &address, &picker.text(Text::Copied));
    if looks.tiles.is_none() {
        show.remove();
    }
    lead(way.node(), directions, point.position.latitude(), point.position.longitude());
    details
}
