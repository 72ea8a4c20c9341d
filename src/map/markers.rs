use service_points::{Position, ServicePoint, ServicePointId};
use slippy_map::{LngLat, Viewport};
use web_sys::HtmlElement;

use super::layer::{element, place};
use crate::shell::icon_address;
use crate::views::letters;

/// A marker for each listed point. None of them is a tab stop, since two hundred would be no help to anybody: the list
/// is the way to them by keyboard.
pub(super) struct MarkerLayer {
    container: HtmlElement,
    markers: Vec<Marker>,
}

struct Marker {
    id: ServicePointId,
    at: LngLat,
    button: HtmlElement,
}

/// The attribute that holds a marker's point.
pub(super) const ID: &str = "data-id";

pub(super) fn lng_lat(position: &Position) -> LngLat {
    LngLat { longitude: position.longitude(), latitude: position.latitude() }
}

impl MarkerLayer {
    pub(super) fn new(container: HtmlElement) -> Self {
        Self { container, markers: Vec::new() }
    }

    /// Shows these points in place of those before.
    pub(super) fn replace(&mut self, points: &[ServicePoint], endpoint: &str) {
        for marker in self.markers.drain(..) {
            marker.button.remove();
        }
        for point in points {
            if let Some(button) = button(point, endpoint)
                && self.container.append_child(&button).is_ok()
            {
                self.markers.push(Marker { id: point.id, at: lng_lat(&point.position), button });
            }
        }
    }

    pub(super) fn place(&self, viewport: &Viewport) {
        for marker in &self.markers {
            let at = viewport.project(marker.at);
            place(&marker.button, at.x, at.y);
        }
    }

    /// Marks the point that the shopper looks at, and gives its place.
    pub(super) fn highlight(&self, id: Option<ServicePointId>) -> Option<LngLat> {
        let mut place = None;
        for marker in &self.markers {
            let on = Some(marker.id) == id;
            // A toggle on a class of our own cannot fail.
            let _ = marker.button.class_list().toggle_with_force("on", on);
            if on {
                place = Some(marker.at);
            }
        }
        place
    }
}

fn button(point: &ServicePoint, endpoint: &str) -> Option<HtmlElement> {
    let button: HtmlElement = element("button", "marker")?;
    let name = [point.name.as_str(), ", ", &point.carrier.name].concat();
    for (attribute, value) in
        [("type", "button"), ("tabindex", "-1"), (ID, &point.id.to_string()), ("aria-label", &name), ("title", &name)]
    {
        button.set_attribute(attribute, value).ok()?;
    }
    let pin: HtmlElement = element("span", "badge")?;
    pin.set_text_content(Some(&letters(&point.carrier)));
    if let Some(address) = icon_address(endpoint, &point.carrier) {
        let image: web_sys::HtmlImageElement = element("img", "")?;
        image.set_alt("");
        image.set_src(&address);
        pin.append_child(&image).ok()?;
    }
    button.append_child(&pin).ok()?;
    Some(button)
}
