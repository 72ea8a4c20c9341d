use leptos::prelude::*;
use picker_core::{Event, State};
use service_points::BoundingBox;
use slippy_map::{LngLat, Size, Viewport};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, HtmlImageElement, ResizeObserver};

use super::gestures::Gestures;
use super::layer::{pixels, place, set};
use super::markers::{MarkerLayer, lng_lat};
use super::tiles::TileLayer;
use crate::context::Picker;
use crate::dom::{Tag, live, tag, target};
use crate::text::Text;
use crate::views::{button, icon};

/// Closest that the map goes by itself: the streets around one point.
const FIT_ZOOM: f64 = 16.0;
/// Pixels around the results, so that no marker hangs over the edge.
const FIT_PADDING: f64 = 56.0;

/// What the map shows before anything is known.
const EUROPE: LngLat = LngLat { longitude: 9.0, latitude: 48.0 };
const EUROPE_ZOOM: f64 = 4.0;

/// Layers of a map on the page.
struct Layers {
    tiles: TileLayer,
    markers: MarkerLayer,
    version: Option<u32>,
}

/// The map pane: a region with one tab stop for the map itself, and buttons for all that hands can do.
pub(crate) fn pane(picker: Picker, template: &str) -> Tag {
    let gestures = Gestures::new(picker);
    let [tiles, marked, here, markers] = ["tiles", "marked", "here", "markers"].map(|class| tag("div", class));
    let layers = StoredValue::new_local(Layers {
        tiles: TileLayer::new(tiles.node().clone(), template),
        markers: MarkerLayer::new(markers.node().clone()),
        version: None,
    });
    let tiles = tiles.on_capture("error", move |event| {
        if let Some(image) = target::<HtmlImageElement>(&event) {
            layers.try_update_value(|layers| layers.tiles.failed(&image));
        }
    });
    let markers = markers.on_capture("error", |event| {
        if let Some(image) = target::<HtmlImageElement>(&event) {
            image.remove();
        }
    });
    let surface = tag("div", "surface")
        .attr("role", "application")
        .attr("tabindex", "0")
        .attr("aria-label", &picker.text(Text::MapLabel))
        .with(&[tiles, marked.clone(), here.clone(), markers]);
    let surface = gestures.listen(surface);
    keep_size(picker, surface.node());
    keep_layers(picker, layers);
    keep_place(picker);
    live(Box::new(move || {
        let Some(viewport) = picker.viewport.get() else { return };
        picker.with(|state| {
            draw_box(marked.node(), &viewport, shown_box(state));
            draw_here(here.node(), &viewport, state.located().map(|position| lng_lat(&position)));
        });
    }));
    let moved = picker.flag(|state| state.moved.is_some());
    let search = tag("div", "").live_content(move || {
        if !moved.get() {
            return Vec::new();
        }
        let search = tag("button", "search-area").attr("type", "button").with(&[icon()]);
        vec![search.text(&picker.text(Text::SearchArea)).on("click", move |_| {
            if let Some(view) = gestures.view() {
                picker.dispatch(Event::AreaRequested(view));
            }
        })]
    });
    let attribution = attribution(picker);
    let end = attribution.clone();
    let skip = tag("a", "skip").attr("href", "#").text(&picker.text(Text::SkipMap)).on("click", move |event| {
        event.prevent_default();
        // The end of the map is there while the map is.
        let _ = end.node().focus();
    });
    let map = tag("div", "map").attr("part", "map").attr("role", "region").attr("aria-label", &picker.text(Text::Map));
    map.with(&[skip, surface, search, controls(picker, gestures), attribution])
}

/// Whose map it is. OpenStreetMap asks for a link to its licence.
fn attribution(picker: Picker) -> Tag {
    let text = picker.tiles.with_untracked(|tiles| tiles.attribution.clone());
    let holder = tag("span", "attribution").attr("tabindex", "-1");
    if text.contains("OpenStreetMap") {
        let link = tag("a", "").attr("href", "https://www.openstreetmap.org/copyright").attr("target", "_blank");
        holder.with(&[link.attr("rel", "noopener").text(&text)])
    } else {
        holder.text(&text)
    }
}

/// Buttons for everything that a drag or a pinch does.
fn controls(picker: Picker, gestures: Gestures) -> Tag {
    let buttons = [
        (Text::PanNorth, "pan north", 0.0, 1.0, 0.0),
        (Text::PanWest, "pan west", 1.0, 0.0, 0.0),
        (Text::PanEast, "pan east", -1.0, 0.0, 0.0),
        (Text::PanSouth, "pan south", 0.0, -1.0, 0.0),
        (Text::ZoomIn, "zoom in", 0.0, 0.0, 1.0),
        (Text::ZoomOut, "zoom out", 0.0, 0.0, -1.0),
    ];
    let buttons = buttons.map(|(text, class, x, y, zoom)| {
        let name = picker.text(text);
        button("", class)
            .attr("aria-label", &name)
            .attr("title", &name)
            .with(&[icon()])
            .on("click", move |_| if zoom == 0.0 { gestures.pan(x, y) } else { gestures.zoom(zoom) })
    });
    tag("div", "controls").with(&buttons)
}

/// The viewport follows the size of the pane. The observer goes with the pane.
fn keep_size(picker: Picker, surface: &HtmlElement) {
    let pane = surface.clone();
    let on_resize = Closure::<dyn FnMut()>::new(move || {
        let size = Size { width: f64::from(pane.client_width()), height: f64::from(pane.client_height()) };
        if size.width < 1.0 || size.height < 1.0 {
            return;
        }
        picker.viewport.try_update(|viewport| match viewport {
            Some(shown) => *viewport = Some(shown.resized(size)),
            None => {
                *viewport = Some(Viewport::new(EUROPE, EUROPE_ZOOM, size));
                fit(picker, viewport);
            }
        });
    });
    if let Ok(observer) = ResizeObserver::new(on_resize.as_ref().unchecked_ref()) {
        observer.observe(surface);
        let held = StoredValue::new_local((observer, on_resize));
        on_cleanup(move || {
            held.try_with_value(|(observer, _)| observer.disconnect());
        });
    }
}

/// Tiles follow the viewport, markers the viewport and the list.
fn keep_layers(picker: Picker, layers: StoredValue<Layers, LocalStorage>) {
    live(Box::new(move || {
        let (version, highlighted) = (picker.version.get(), picker.highlighted.get());
        let Some(viewport) = picker.viewport.get() else { return };
        layers.try_update_value(|layers| {
            if layers.version.replace(version) != Some(version) {
                picker.read(|state| layers.markers.replace(&state.results.points, &state.config.endpoint));
            }
            layers.tiles.update(&viewport);
            layers.markers.place(&viewport);
            layers.markers.highlight(highlighted);
        });
    }));
}

/// The map goes where a new list is, and where the highlighted point is when that is out of sight.
fn keep_place(picker: Picker) {
    live(Box::new(move || {
        if picker.fit.get() > 0 {
            picker.viewport.update(|viewport| fit(picker, viewport));
        }
    }));
    live(Box::new(move || {
        let highlighted = picker.highlighted.get();
        let at = picker.read(|state| highlighted.and_then(|id| state.point(id)).map(|point| lng_lat(&point.position)));
        if let (Some(at), Some(shown)) = (at.flatten(), picker.viewport.get_untracked())
            && !is_inside(&shown, at)
        {
            picker.viewport.set(Some(shown.centered(at)));
        }
    }));
}

/// Shows all results, and the place that distances are measured from.
fn fit(picker: Picker, viewport: &mut Option<Viewport>) {
    let Some(shown) = viewport else { return };
    let places = picker.read(|state| {
        let points = state.results.points.iter().map(|point| lng_lat(&point.position));
        points.chain(state.located().map(|position| lng_lat(&position))).collect::<Vec<_>>()
    });
    let places = places.unwrap_or_default().into_iter();
    if let Some(fitted) = Viewport::fit(places, shown.size(), FIT_PADDING, FIT_ZOOM) {
        *viewport = Some(fitted);
    }
}

fn is_inside(viewport: &Viewport, at: LngLat) -> bool {
    let (spot, size) = (viewport.project(at), viewport.size());
    (0.0..=size.width).contains(&spot.x) && (0.0..=size.height).contains(&spot.y)
}

/// The box that a search covers, when the map shows more than that.
fn shown_box(state: &State) -> Option<BoundingBox> {
    let moved = state.moved.filter(|view| view.clamped).map(|view| view.area);
    moved.or(state.results.area.filter(|_| state.results.clamped))
}

fn draw_box(node: &HtmlElement, viewport: &Viewport, area: Option<BoundingBox>) {
    node.set_hidden(area.is_none());
    if let Some(area) = area {
        let (north_east, south_west) =
            (viewport.project(lng_lat(&area.north_east())), viewport.project(lng_lat(&area.south_west())));
        place(node, south_west.x, north_east.y);
        set(node, "width", &pixels(north_east.x - south_west.x));
        set(node, "height", &pixels(south_west.y - north_east.y));
    }
}

fn draw_here(node: &HtmlElement, viewport: &Viewport, at: Option<LngLat>) {
    node.set_hidden(at.is_none());
    if let Some(at) = at {
        let spot = viewport.project(at);
        place(node, spot.x, spot.y);
    }
}
