use std::cell::RefCell;
use std::rc::Rc;

use picker_core::{Event, Phase, State};
use service_points::{BoundingBox, ServicePoint};
use slippy_map::{LngLat, Size, Viewport};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

use super::gestures::{Gestures, settled, view_of};
use super::layer::{place, size};
use super::markers::{self, MarkerLayer, lng_lat};
use super::tiles::TileLayer;
use crate::browser::repeatedly;
use crate::context::Picker;
use crate::dom::{Tag, build, closest, hold, live, markup, tag, target};

/// Closest that the map goes by itself: the streets around one point.
const FIT_ZOOM: f64 = 16.0;
/// Pixels around the results, so that no marker hangs over the edge.
const FIT_PADDING: f64 = 56.0;
/// Pixels that the marker of a point that is looked at takes above its place.
const MARKER: f64 = 48.0;

/// What the map shows before anything is known.
const EUROPE: LngLat = LngLat { longitude: 9.0, latitude: 48.0 };
const EUROPE_ZOOM: f64 = 4.0;

/// Layers of a map on the page.
struct Layers {
    tiles: TileLayer,
    markers: MarkerLayer,
    version: Option<u64>,
    /// What markers were grouped for: who fits, who is looked at, and the whole zoom.
    grouped: Option<[u64; 3]>,
}

/// The map pane: a region with one tab stop for the map itself, and buttons for all that hands can do.
pub(crate) fn pane(picker: Picker, template: &str) -> Tag {
    let gestures = Rc::new(Gestures::new(picker));
    let [map, skip, surface, tiles, marked, here, markers, search, controls, attribution] =
        build(markup!("pane"), &picker.locale(), "");
    let layers = Rc::new(RefCell::new(Layers {
        tiles: TileLayer::new(tiles.clone(), template),
        markers: MarkerLayer::new(markers),
        version: None,
        grouped: None,
    }));
    for (name, missing) in [("error", true), ("load", false)] {
        let layers = Rc::clone(&layers);
        tiles.on_capture(name, move |event| {
            let tiles = &mut layers.borrow_mut().tiles;
            if missing && let Some(image) = target(&event) {
                tiles.failed(&image);
            }
            if let Some(viewport) = picker.viewport() {
                tiles.update(&viewport);
            }
        });
    }
    Rc::clone(&gestures).listen(&surface);
    keep_size(picker, surface.node());
    let (pressed, map_itself) = (Rc::clone(&layers), surface.clone());
    surface.on("click", move |event| {
        let Some(Ok(id)) = closest(&event, ".marker,.cluster", markers::ID).map(|id| id.parse()) else { return };
        let Some(viewport) = picker.viewport() else { return };
        let layers = pressed.borrow();
        let cluster = layers.markers.cluster(id);
        let (is_alone, opened) = (cluster.is_empty(), viewport.opened(cluster));
        drop(layers);
        if !is_alone {
            // This button goes when it has done its work: the focus stays on the map.
            map_itself.focus();
        }
        match opened {
            Some(opened) => {
                picker.set_viewport(opened);
                settled(picker);
            }
            None => picker.dispatch(Event::Highlighted(id)),
        }
    });
    keep_layers(picker, layers);
    keep_place(picker);
    live(Box::new(move || {
        let Some(viewport) = picker.live_viewport() else { return };
        picker.with(|state| {
            draw_box(&marked, &viewport, shown_box(state));
            draw_here(&here, &viewport, state.located().map(|position| lng_lat(&position)));
        });
    }));
    let moved = picker.watch(|state| u64::from(state.moved.is_some() && state.phase != Phase::Searching));
    let offered = search.clone();
    live(Box::new(move || offered.show(moved.is_set())));
    search.on("click", move |_| {
        // This button goes when it has done its work: the focus stays on the map.
        surface.focus();
        if let Some(view) = view_of(picker) {
            picker.dispatch(Event::AreaRequested(view));
        }
    });
    show_attribution(&attribution, &picker.looks().attribution);
    skip.on("click", move |event| {
        event.prevent_default();
        attribution.focus();
    });
    controls.on("click", move |event| {
        let Some(class) = closest(&event, "button", "class") else { return };
        match class.as_str() {
            "pan north" => gestures.pan(0.0, 1.0),
            "pan west" => gestures.pan(1.0, 0.0),
            "pan east" => gestures.pan(-1.0, 0.0),
            "pan south" => gestures.pan(0.0, -1.0),
            "zoom in" => gestures.zoom(1.0),
            _ => gestures.zoom(-1.0),
        }
    });
    map
}

/// Whose map it is. OpenStreetMap asks for a link to its licence.
fn show_attribution(holder: &Tag, text: &str) {
    if text.split(' ').any(|word| word == "OpenStreetMap") {
        let link = tag("a", "");
        link.set("href", Some("https://www.openstreetmap.org/copyright"));
        link.set("target", Some("_blank"));
        link.set("rel", Some("noopener"));
        link.set_text(text);
        holder.add(&[link]);
    } else {
        holder.set_text(text);
    }
}

/// The viewport follows the size of the pane. The observer goes with the pane.
fn keep_size(picker: Picker, surface: &HtmlElement) {
    let pane = surface.clone();
    let on_resize = repeatedly(Box::new(move |_| take_size(picker, &pane)));
    if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
        observer.observe(surface);
        hold(Box::new(Observed { observer, _on_resize: on_resize }));
    }
}

fn take_size(picker: Picker, pane: &HtmlElement) {
    let size = Size { width: f64::from(pane.client_width()), height: f64::from(pane.client_height()) };
    if size.width < 1.0 || size.height < 1.0 {
        return;
    }
    match picker.viewport() {
        Some(shown) => {
            let resized = shown.resized(size);
            // A sheet below the map takes room from it, and must not take the marker that was pressed.
            let lost = |at: &LngLat| is_inside(&shown, *at, 0.0) && !is_inside(&resized, *at, MARKER);
            picker.set_viewport(highlighted_at(picker).filter(lost).map_or(resized, |at| resized.centered(at)));
        }
        None => {
            picker.set_viewport(Viewport::new(EUROPE, EUROPE_ZOOM, size));
            fit(picker);
        }
    }
}

/// An observer that stops with the part of the page that it was made for.
struct Observed {
    observer: ResizeObserver,
    _on_resize: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Observed {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tiles follow the viewport, markers the viewport and the list.
fn keep_layers(picker: Picker, layers: Rc<RefCell<Layers>>) {
    let (version, highlight) = (picker.watch(|state| u64::from(state.results.version)), picker.watch_highlight());
    // Another filter, or another point that has what it asks for.
    let fitting = picker.watch(|state| {
        let step = |all: u64, point: &ServicePoint| all.rotate_left(7) ^ point.id.get().unsigned_abs();
        state.fitting().fold(0, step)
    });
    live(Box::new(move || {
        let (version, fitting, highlighted) = (version.get(), fitting.get(), highlight.get());
        let Some(viewport) = picker.live_viewport() else { return };
        let mut layers = layers.borrow_mut();
        if layers.version.replace(version) != Some(version) {
            picker.read(|state| layers.markers.replace(state.sites(), state.config.icons()));
            layers.grouped = None;
        }
        let grouped = [fitting, highlighted, viewport.zoom() as u64];
        if layers.grouped.replace(grouped) != Some(grouped) {
            picker.read(|state| layers.markers.group(state, viewport.zoom(), &picker.locale()));
        }
        layers.tiles.update(&viewport);
        layers.markers.place(&viewport);
    }));
}

/// The map goes where a new list is, and where the highlighted point is when that is out of sight.
fn keep_place(picker: Picker) {
    live(Box::new(move || {
        picker.track_fit();
        fit(picker);
    }));
    let highlight = picker.watch_highlight();
    live(Box::new(move || {
        highlight.get();
        if let (Some(at), Some(shown)) = (highlighted_at(picker), picker.viewport())
            && !is_inside(&shown, at, 0.0)
        {
            picker.set_viewport(shown.centered(at));
        }
    }));
}

/// Shows all results, and the place that distances are measured from.
fn fit(picker: Picker) {
    let Some(shown) = picker.viewport() else { return };
    let places = picker.read(|state| {
        let points = state.results.points.iter().map(|point| lng_lat(&point.position));
        points.chain(state.located().map(|position| lng_lat(&position))).collect::<Vec<_>>()
    });
    let places = places.unwrap_or_default().into_iter();
    if let Some(fitted) = Viewport::fit(places, shown.size(), FIT_PADDING, FIT_ZOOM) {
        picker.set_viewport(fitted);
    }
}

/// Shows the highlighted point, from near. The map may have come into sight just now, and know nothing of its size.
pub(crate) fn show(picker: Picker, chooser: &Tag) {
    if let Some(surface) = chooser.find(".surface") {
        take_size(picker, surface.node());
    }
    if let (Some(at), Some(shown)) = (highlighted_at(picker), picker.viewport()) {
        picker.set_viewport(shown.centered(at).with_zoom(shown.zoom().max(FIT_ZOOM)));
    }
}

fn highlighted_at(picker: Picker) -> Option<LngLat> {
    let at = |state: &State| state.highlighted.and_then(|id| state.point(id)).map(|point| lng_lat(&point.position));
    picker.read(at).flatten()
}

/// Whether a place is in sight, with so many pixels above it.
fn is_inside(viewport: &Viewport, at: LngLat, above: f64) -> bool {
    let (spot, size) = (viewport.project(at), viewport.size());
    (0.0..=size.width).contains(&spot.x) && (above..=size.height).contains(&spot.y)
}

/// The box that a search covers, when the map shows more than that.
fn shown_box(state: &State) -> Option<BoundingBox> {
    let moved = state.moved.filter(|view| view.clamped).map(|view| view.area);
    moved.or(state.results.area.filter(|_| state.results.clamped))
}

fn draw_box(tag: &Tag, viewport: &Viewport, area: Option<BoundingBox>) {
    tag.show(area.is_some());
    if let Some(area) = area {
        let (north_east, south_west) =
            (viewport.project(lng_lat(&area.north_east())), viewport.project(lng_lat(&area.south_west())));
        place(tag.node(), south_west.x, north_east.y);
        size(tag.node(), north_east.x - south_west.x, south_west.y - north_east.y);
    }
}

fn draw_here(tag: &Tag, viewport: &Viewport, at: Option<LngLat>) {
    tag.show(at.is_some());
    if let Some(at) = at {
        let spot = viewport.project(at);
        place(tag.node(), spot.x, spot.y);
    }
}
