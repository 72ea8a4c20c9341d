use picker_core::State;
use service_points::{Position, ServicePoint, ServicePointId, digits};
use slippy_map::{LngLat, Viewport};

use super::layer::place;
use crate::dom::{Tag, tag};
use crate::views::badge;

/// A marker for each listed place. None of them is a tab stop, since two hundred would be no help to anybody: the list
/// is the way to them by keyboard.
pub(super) struct MarkerLayer {
    container: Tag,
    markers: Vec<Marker>,
}

struct Marker {
    ids: Vec<ServicePointId>,
    at: LngLat,
    button: Tag,
}

/// The attribute that holds a marker's point.
pub(super) const ID: &str = "data-id";

pub(super) fn lng_lat(position: &Position) -> LngLat {
    LngLat { longitude: position.longitude(), latitude: position.latitude() }
}

impl MarkerLayer {
    pub(super) fn new(container: Tag) -> Self {
        Self { container, markers: Vec::new() }
    }

    /// Shows these places instead of those before.
    pub(super) fn replace<'a>(&mut self, sites: impl Iterator<Item = Vec<&'a ServicePoint>>, endpoint: Option<&str>) {
        for marker in self.markers.drain(..) {
            marker.button.remove();
        }
        for site in sites {
            let Some(first) = site.first() else { continue };
            let button = marker(first, &site, endpoint);
            self.container.add(std::slice::from_ref(&button));
            let ids = site.iter().map(|point| point.id).collect();
            self.markers.push(Marker { ids, at: lng_lat(&first.position), button });
        }
    }

    pub(super) fn place(&self, viewport: &Viewport) {
        for marker in &self.markers {
            let at = viewport.project(marker.at);
            place(marker.button.node(), at.x, at.y);
        }
    }

    /// Hides the places of which no point has what the shopper wants.
    pub(super) fn sift(&self, state: &State) {
        for marker in &self.markers {
            marker.button.show(state.fitting().any(|point| marker.ids.contains(&point.id)));
        }
    }

    /// Marks the point that the shopper looks at, and gives its place.
    pub(super) fn highlight(&self, id: Option<ServicePointId>) -> Option<LngLat> {
        let mut place = None;
        for marker in &self.markers {
            let on = id.is_some_and(|id| marker.ids.contains(&id));
            marker.button.set("data-on", on.then_some(""));
            if on {
                place = Some(marker.at);
            }
        }
        place
    }
}

fn marker(point: &ServicePoint, site: &[&ServicePoint], endpoint: Option<&str>) -> Tag {
    let mut name = point.name.clone();
    for point in site {
        name.push_str(", ");
        name.push_str(&point.carrier.name);
    }
    let key = point.id.to_digits();
    let marker = tag("button", "marker");
    for (attribute, value) in
        [("type", "button"), ("tabindex", "-1"), (ID, &key), ("aria-label", &name), ("title", &name)]
    {
        marker.set(attribute, Some(value));
    }
    marker.add(&[badge(&point.carrier, endpoint)]);
    if site.len() > 1 {
        marker.set("data-count", Some(&digits(site.len() as u64)));
    }
    marker
}
