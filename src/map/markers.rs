use std::mem;

use picker_core::State;
use service_points::{Position, ServicePoint, ServicePointId, digits};
use slippy_map::{LngLat, Place, Viewport, clusters};

use super::layer::{place, size};
use crate::dom::{Tag, tag};
use crate::text::{Locale, Text};
use crate::views::badge;

/// A marker for each listed place, and one for those together that would cover each other. None of them is a tab stop,
/// since two hundred would be no help to anybody: the list is the way to them by keyboard.
pub(super) struct MarkerLayer {
    container: Tag,
    markers: Vec<Marker>,
    clusters: Vec<Cluster>,
    /// The marker of the point that the shopper looks at.
    on: Option<usize>,
}

struct Marker {
    ids: Vec<ServicePointId>,
    at: LngLat,
    button: Tag,
    shown: bool,
}

struct Cluster {
    places: Vec<Place>,
    /// It stands where the first of its places is that is not marked by itself.
    first: Place,
    id: ServicePointId,
    button: Tag,
}

/// The attribute that holds a marker's point, or that of the place where a cluster stands.
pub(super) const ID: &str = "data-id";

pub(super) fn lng_lat(position: &Position) -> LngLat {
    LngLat { longitude: position.longitude(), latitude: position.latitude() }
}

impl MarkerLayer {
    pub(super) fn new(container: Tag) -> Self {
        Self { container, markers: Vec::new(), clusters: Vec::new(), on: None }
    }

    /// Takes these places instead of those before. They show when they are grouped.
    pub(super) fn replace<'a>(&mut self, sites: impl Iterator<Item = Vec<&'a ServicePoint>>, endpoint: Option<&str>) {
        for marker in self.markers.drain(..) {
            marker.button.remove();
        }
        for site in sites {
            let Some(first) = site.first() else { continue };
            let button = marker(first, &site, endpoint);
            self.container.add(std::slice::from_ref(&button));
            let ids = site.iter().map(|point| point.id).collect();
            self.markers.push(Marker { ids, at: lng_lat(&first.position), button, shown: true });
        }
    }

    /// Shows the places that have what the shopper wants, together where they lie too close at this zoom. The point that
    /// the shopper looks at always has a marker of its own.
    pub(super) fn group(&mut self, state: &State, zoom: f64, locale: &Locale) {
        for cluster in self.clusters.drain(..) {
            cluster.button.remove();
        }
        let has = |marker: &Marker, id| marker.ids.contains(&id);
        self.on = state.highlighted.and_then(|id| self.markers.iter().position(|marker| has(marker, id)));
        let mut fitting = Vec::new();
        for (key, marker) in self.markers.iter_mut().enumerate() {
            marker.button.set("data-on", (self.on == Some(key)).then_some(""));
            if state.fitting().any(|point| has(marker, point.id)) {
                fitting.push(Place { key, at: marker.at });
            } else {
                marker.show(false);
            }
        }
        for places in clusters(&fitting, zoom) {
            let mut others = places.iter().filter(|place| self.on != Some(place.key));
            let count = others.clone().count();
            for place in &places {
                if let Some(marker) = self.markers.get_mut(place.key) {
                    marker.show(count < 2 || self.on == Some(place.key));
                }
            }
            if count > 1
                && let Some(first) = others.next().copied()
                && let Some(id) = self.id(first)
            {
                let button = cluster(id, count, locale);
                self.container.add(std::slice::from_ref(&button));
                self.clusters.push(Cluster { places, first, id, button });
            }
        }
    }

    pub(super) fn place(&self, viewport: &Viewport) {
        let put = |at, button: &Tag| {
            let spot = viewport.project(at);
            place(button.node(), spot.x, spot.y);
        };
        for marker in self.markers.iter().filter(|marker| marker.shown) {
            put(marker.at, &marker.button);
        }
        for cluster in &self.clusters {
            put(cluster.first.at, &cluster.button);
        }
    }

    /// What a press on a marker or cluster asks for: a closer view, or a look at a point. Of places that no view shows apart
    /// it is one after the other.
    pub(super) fn pressed(&self, id: ServicePointId, viewport: &Viewport) -> Result<Viewport, ServicePointId> {
        let cluster = self.clusters.iter().find(|cluster| cluster.id == id).ok_or(id)?;
        let next = || {
            let mut from = cluster.places.iter().skip_while(|place| self.on != Some(place.key));
            self.id(*from.nth(1).unwrap_or(&cluster.first)).unwrap_or(id)
        };
        viewport.opened(&cluster.places).ok_or_else(next)
    }

    /// The point that a place is named after.
    fn id(&self, place: Place) -> Option<ServicePointId> {
        self.markers.get(place.key)?.ids.first().copied()
    }
}

impl Marker {
    fn show(&mut self, shown: bool) {
        if mem::replace(&mut self.shown, shown) != shown {
            self.button.show(shown);
        }
    }
}

fn marker(point: &ServicePoint, site: &[&ServicePoint], endpoint: Option<&str>) -> Tag {
    let mut name = point.name.clone();
    for point in site {
        name.push_str(", ");
        name.push_str(&point.carrier.name);
    }
    let marker = button("marker", point.id, &name);
    marker.add(&[badge(&point.carrier, endpoint)]);
    if site.len() > 1 {
        marker.set("data-count", Some(&digits(site.len() as u64)));
    }
    marker
}

/// Places under one button, which is larger the more there are.
fn cluster(first: ServicePointId, count: usize, locale: &Locale) -> Tag {
    let cluster = button("cluster", first, &locale.fill_count(Text::Cluster, count, ""));
    cluster.set_text(&digits(count as u64));
    let side = 40.0 + 2.0 * f64::from(count.min(48) as u32 / 8);
    size(cluster.node(), side, side);
    cluster
}

fn button(class: &str, id: ServicePointId, name: &str) -> Tag {
    let button = tag("button", class);
    for (attribute, value) in
        [("type", "button"), ("tabindex", "-1"), (ID, &id.to_digits()), ("aria-label", name), ("title", name)]
    {
        button.set(attribute, Some(value));
    }
    button
}
