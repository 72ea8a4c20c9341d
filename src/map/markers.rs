use service_points::{Position, ServicePoint, ServicePointId};
use slippy_map::{LngLat, Viewport};
use web_sys::HtmlElement;

use super::layer::place;
use crate::dom::{Tag, tag};
use crate::views::badge;

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
            let button = marker(point, endpoint).node().clone();
            if self.container.append_child(&button).is_ok() {
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

fn marker(point: &ServicePoint, endpoint: &str) -> Tag {
    let name = [point.name.as_str(), ", ", &point.carrier.name].concat();
    let key = point.id.get().to_string();
    let marker = tag("button", "marker");
    for (attribute, value) in
        [("type", "button"), ("tabindex", "-1"), (ID, &key), ("aria-label", &name), ("title", &name)]
    {
        marker.set(attribute, Some(value));
    }
    marker.add(&[badge(&point.carrier, endpoint)]);
    marker
}
