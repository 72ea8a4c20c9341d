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
}

struct Marker {
    ids: Vec<ServicePointId>,
    at: LngLat,
    button: Tag,
    shown: bool,
}

struct Cluster {
    /// The point that is looked at where no view shows its places apart.
    id: ServicePointId,
    places: Vec<Place>,
    at: LngLat,
    button: Tag,
}

/// The attribute that holds the point that a press looks at.
pub(super) const ID: &str = "data-id";

pub(super) fn lng_lat(position: &Position) -> LngLat {
    LngLat { longitude: position.longitude(), latitude: position.latitude() }
}

impl MarkerLayer {
    pub(super) fn new(container: Tag) -> Self {
        Self { container, markers: Vec::new(), clusters: Vec::new() }
    }

    /// Takes these places instead of those before. They show when they are grouped.
    pub(super) fn replace<'a>(&mut self, sites: impl Iterator<Item = Vec<&'a ServicePoint>>, endpoint: Option<&str>) {
        for marker in &self.markers {
            marker.button.remove();
        }
        self.markers.clear();
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
        for cluster in &self.clusters {
            cluster.button.remove();
        }
        self.clusters.clear();
        let mut on = None;
        let mut fitting = Vec::new();
        for (key, marker) in self.markers.iter_mut().enumerate() {
            let has = |id| marker.ids.contains(&id);
            let is_on = state.highlighted.is_some_and(has);
            marker.button.set("data-on", is_on.then_some(""));
            if is_on {
                on = Some(key);
            }
            if state.fitting().any(|point| has(point.id)) {
                fitting.push(Place { key, at: marker.at });
            }
            marker.show(false);
        }
        for slippy_map::Cluster { places, .. } in clusters(&fitting, zoom) {
            let out = places.iter().position(|place| on == Some(place.key));
            let count = places.len() - usize::from(out.is_some());
            for place in &places {
                if count < 2 || on == Some(place.key) {
                    self.markers[place.key].show(true);
                }
            }
            if count > 1 {
                let next = out.and_then(|out| places.get(out + 1)).unwrap_or(&places[0]);
                let id = self.markers[next.key].ids[0];
                let button = cluster(id, count, locale);
                // Where it was, the marker that was taken out of it would hide it.
                button.set("data-under", out.map(|_| ""));
                self.container.add(std::slice::from_ref(&button));
                self.clusters.push(Cluster { id, at: places[out.unwrap_or(0)].at, places, button });
            }
        }
    }

    pub(super) fn place(&self, viewport: &Viewport) {
        let put = |at, button: &Tag| {
            let spot = viewport.project(at);
            place(button.node(), spot.x, spot.y);
        };
        for marker in &self.markers {
            if marker.shown {
                put(marker.at, &marker.button);
            }
        }
        for cluster in &self.clusters {
            put(cluster.at, &cluster.button);
        }
    }

    /// The places of the cluster that has this point; none where it has a marker of its own.
    pub(super) fn cluster(&self, id: ServicePointId) -> &[Place] {
        let cluster = self.clusters.iter().find(|cluster| cluster.id == id);
        cluster.map_or(&[], |cluster| &cluster.places)
    }
}

impl Marker {
    fn show(&mut self, shown: bool) {
        self.shown = shown;
        self.button.show(shown);
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

#[cfg(test)]
#[cfg(target_family = "wasm")]
mod tests {
    use picker_core::{Config, Results, sites};
    use service_points::{Address, Carrier, CarrierScope, Contact, CountryCode, Filters};
    use slippy_map::Size;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::Element;

    use super::*;

    /// Degrees of longitude that are a pixel of a map at zoom 14.
    const PIXEL: f64 = 360.0 / (256.0 * 16_384.0);

    fn id(id: i64) -> ServicePointId {
        ServicePointId::new(id).unwrap()
    }

    fn point(number: i64, pixels: f64) -> ServicePoint {
        let name = format!("Point {number}");
        ServicePoint {
            id: id(number),
            carrier: Carrier { code: "brt".to_owned(), name: "BRT".to_owned(), logo_url: None, icon_url: None },
            carrier_service_point_id: name.clone(),
            name,
            carrier_shop_type: None,
            general_shop_type: None,
            address: Address::default(),
            position: Position::new(43.7731, 11.2558 + pixels * PIXEL).unwrap(),
            contact: Contact::default(),
            opening_times: None,
            is_open_tomorrow: false,
            next_open_at: None,
            is_expired: false,
            distance: None,
        }
    }

    /// Points 1, 2, … so many pixels east of Florence at zoom 14.
    fn found(pixels: &[f64]) -> State {
        let mut state = State::new(Config {
            endpoint: "/api".to_owned(),
            direct: false,
            country: CountryCode::new("IT").unwrap(),
            carriers: CarrierScope::Integration,
            start: None,
            filters: Filters::default(),
            radius: None,
            limit: None,
            follow_map: false,
            directions: String::new(),
            receipt: false,
            post_number: String::new(),
            countries: Vec::new(),
            preset: None,
        });
        let points: Vec<ServicePoint> = pixels.iter().zip(1..).map(|(pixels, id)| point(id, *pixels)).collect();
        state.results = Results { sites: sites(&points), points, ..Results::default() };
        state
    }

    fn view(zoom: f64) -> Viewport {
        Viewport::new(lng_lat(&point(1, 0.0).position), zoom, Size { width: 600.0, height: 400.0 })
    }

    fn layer(state: &State, zoom: f64) -> MarkerLayer {
        let mut layer = MarkerLayer::new(tag("div", ""));
        layer.replace(state.sites(), None);
        group(&mut layer, state, zoom);
        layer
    }

    fn group(layer: &mut MarkerLayer, state: &State, zoom: f64) {
        layer.group(state, zoom, &Locale::default());
        layer.place(&view(zoom));
    }

    /// What is to be seen, in the order of the page: the point, and how many there are of it.
    fn seen(layer: &MarkerLayer) -> Vec<(String, String)> {
        let first = layer.container.node().first_element_child();
        let buttons = std::iter::successors(first, |button| button.next_element_sibling());
        let count = |button: &Element| button.text_content().filter(|_| button.class_name() == "cluster");
        buttons
            .filter(|button| !button.has_attribute("hidden"))
            .map(|button| (button.get_attribute(ID).unwrap(), count(&button).unwrap_or_default()))
            .collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(id, count)| ((*id).to_owned(), (*count).to_owned())).collect()
    }

    #[wasm_bindgen_test]
    fn what_would_cover_each_other_is_one_button_with_a_name_and_a_place() {
        let state = found(&[0.0, 10.0, 200.0, 20.0]);
        let mut layer = layer(&state, 14.0);
        assert_eq!(seen(&layer), pairs(&[("3", ""), ("1", "3")]));
        let button = layer.clusters[0].button.node();
        for name in ["aria-label", "title"] {
            assert_eq!(button.get_attribute(name).unwrap(), "3 pickup points. Zoom in to see them.");
        }
        assert_eq!(button.tab_index(), -1);
        let styled = |name| button.style().get_property_value(name).unwrap();
        assert_eq!((styled("translate"), styled("width")), ("300px 200px".to_owned(), "40px".to_owned()));
        group(&mut layer, &state, 18.0);
        assert_eq!(seen(&layer), pairs(&[("1", ""), ("2", ""), ("3", ""), ("4", "")]));
        assert_eq!(layer.container.node().child_element_count(), 4, "the cluster is gone");
        layer.replace(found(&[]).sites(), None);
        group(&mut layer, &found(&[]), 14.0);
        assert_eq!(layer.container.node().child_element_count(), 0);
    }

    #[wasm_bindgen_test]
    fn the_highlighted_point_is_taken_out_of_its_cluster_which_stands_under_it() {
        let mut state = found(&[0.0, 10.0, 20.0]);
        state.highlighted = Some(id(1));
        let mut layer = layer(&state, 14.0);
        assert_eq!(seen(&layer), pairs(&[("1", ""), ("2", "2")]), "a press looks at the next");
        assert!(layer.markers[0].button.node().has_attribute("data-on"));
        state.highlighted = Some(id(3));
        group(&mut layer, &state, 14.0);
        assert_eq!(seen(&layer), pairs(&[("3", ""), ("1", "2")]));
        let under = layer.clusters[0].button.node();
        assert!(under.has_attribute("data-under"));
        assert_eq!(under.style().get_property_value("translate").unwrap(), "320px 200px");
        assert!(!layer.markers[0].button.node().has_attribute("data-on"));
        state.highlighted = None;
        group(&mut layer, &state, 14.0);
        assert_eq!(seen(&layer), pairs(&[("1", "3")]));
        assert!(!layer.clusters[0].button.node().has_attribute("data-under"));
    }

    #[wasm_bindgen_test]
    fn of_two_one_that_is_highlighted_leaves_a_marker() {
        let mut state = found(&[0.0, 10.0]);
        state.highlighted = Some(id(1));
        assert_eq!(seen(&layer(&state, 14.0)), pairs(&[("1", ""), ("2", "")]));
    }

    #[wasm_bindgen_test]
    fn a_press_opens_a_cluster_and_looks_at_a_marker() {
        let layer = layer(&found(&[0.0, 10.0, 200.0]), 14.0);
        assert_eq!(layer.cluster(id(3)), []);
        let opened = view(14.0).opened(layer.cluster(id(1))).unwrap();
        assert!(opened.zoom() >= 15.0, "{}", opened.zoom());
    }

    #[wasm_bindgen_test]
    fn two_hundred_at_one_coordinate_are_looked_at_one_after_the_other() {
        let mut state = found(&[0.0; 200]);
        let mut layer = layer(&state, 14.0);
        assert_eq!(seen(&layer), pairs(&[("1", "200")]));
        for (looked_at, next) in [(1, "2"), (2, "3"), (199, "200"), (200, "1")] {
            assert_eq!(layer.cluster(layer.clusters[0].id).len(), 200);
            assert_eq!(view(14.0).opened(layer.cluster(layer.clusters[0].id)), None);
            state.highlighted = Some(id(looked_at));
            group(&mut layer, &state, 14.0);
            let button = layer.clusters[0].button.node();
            assert_eq!(
                (button.get_attribute(ID).unwrap().as_str(), button.text_content().unwrap().as_str()),
                (next, "199")
            );
        }
    }
}
