use leptos::ev;
use leptos::html::{Div, Span};
use leptos::prelude::*;
use picker_core::Event;
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
use crate::text::Text;

/// Closest that the map goes by itself: the streets around one point.
const FIT_ZOOM: f64 = 16.0;
/// Pixels around the results, so that no marker hangs over the edge.
const FIT_PADDING: f64 = 56.0;

/// Layers of a map on the page.
struct Map {
    tiles: TileLayer,
    markers: MarkerLayer,
    resized: ResizeObserver,
    _on_resize: Closure<dyn FnMut()>,
    _on_error: Closure<dyn FnMut(web_sys::Event)>,
}

/// The map pane: a region with one tab stop for the map itself, and buttons for all that hands can do.
pub(crate) fn pane(picker: Picker) -> impl IntoView {
    let (node, tiles, markers, marked, here) = (
        NodeRef::<Div>::new(),
        NodeRef::<Div>::new(),
        NodeRef::<Div>::new(),
        NodeRef::<Div>::new(),
        NodeRef::<Div>::new(),
    );
    let viewport = RwSignal::new(None::<Viewport>);
    let gestures = Gestures::new(picker, viewport);
    let map = StoredValue::new_local(None::<Map>);

    Effect::new(move |_| {
        let (Some(node), Some(tiles), Some(markers)) = (node.get(), tiles.get(), markers.get()) else { return };
        let template = picker.tiles.with(|tiles| tiles.template.clone()).unwrap_or_default();
        tiles.set_text_content(None);
        let on_error = listen_for_missing(&tiles, map);
        let layer = TileLayer::new(tiles.into(), &template);
        map.set_value(build(picker, viewport, &node, layer, markers.into(), on_error));
        viewport.notify();
    });
    on_cleanup(move || {
        map.try_update_value(|map| {
            if let Some(map) = map.take() {
                map.resized.disconnect();
            }
        });
    });
    // The map of another list has its markers, and shows all of them when it is to.
    Effect::new(move |_| {
        picker.version.track();
        map.update_value(|map| {
            picker.read(|state| {
                if let Some(map) = map {
                    map.markers.replace(&state.results.points, &state.config.endpoint);
                    map.markers.highlight(state.highlighted);
                }
            });
        });
        viewport.notify();
    });
    Effect::new(move |_| {
        if picker.fit.get() > 0 {
            viewport.update(|viewport| fit(picker, viewport));
        }
    });
    Effect::new(move |_| {
        let highlighted = picker.highlighted.get();
        let at = map.with_value(|map| map.as_ref().and_then(|map| map.markers.highlight(highlighted)));
        if let (Some(at), Some(shown)) = (at, viewport.get_untracked())
            && !is_inside(&shown, at)
        {
            viewport.set(Some(shown.centered(at)));
        }
    });
    Effect::new(move |_| {
        let Some(viewport) = viewport.get() else { return };
        map.update_value(|map| {
            if let Some(map) = map {
                map.tiles.update(&viewport);
                map.markers.place(&viewport);
            }
        });
    });
    // The box that a search covers, when the map shows more than that, and the place that distances are from.
    Effect::new(move |_| {
        let (Some(viewport), Some(marked), Some(here)) = (viewport.get(), marked.get(), here.get()) else { return };
        draw_box(
            &marked,
            &viewport,
            picker.with(|state| {
                let moved = state.moved.filter(|view| view.clamped).map(|view| view.area);
                moved.or(state.results.area.filter(|_| state.results.clamped))
            }),
        );
        draw_here(&here, &viewport, picker.with(|state| state.located().map(|position| lng_lat(&position))));
    });

    let end = NodeRef::<Span>::new();
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        if let Some(end) = end.get_untracked() {
            // The end of the map is there while the map is.
            let _ = end.focus();
        }
    };
    let moved = move || picker.with(|state| state.moved.is_some());
    let search = move |_| {
        if let Some(view) = gestures.view() {
            picker.dispatch(Event::AreaRequested(view));
        }
    };
    view! { class="s",
        <div class="map" part="map" role="region" aria-label=move || picker.text(Text::Map)>
            <a class="skip" href="#" on:click=skip>{move || picker.text(Text::SkipMap)}</a>
            <div class="surface" node_ref=node role="application" tabindex="0" aria-label=move || picker.text(Text::MapLabel)
                on:pointerdown=move |event| gestures.pointer_down(&event)
                on:pointermove=move |event| gestures.pointer_move(&event)
                on:pointerup=move |event| gestures.pointer_up(&event)
                on:pointercancel=move |event| gestures.pointer_up(&event)
                on:click=move |event| gestures.click(&event)
                on:dblclick=move |event| gestures.double_click(&event)
                on:wheel=move |event| gestures.wheel(&event)
                on:keydown=move |event| gestures.key(&event)>
                <div class="tiles" node_ref=tiles></div>
                <div class="marked" node_ref=marked></div>
                <div class="here" node_ref=here></div>
                <div class="markers" node_ref=markers></div>
            </div>
            {move || moved().then(|| view! { class="s",
                <button type="button" class="search-area" on:click=search>
                    <i class="icon"></i>{move || picker.text(Text::SearchArea)}
                </button>
            })}
            {controls(picker, gestures)}
            <span class="attribution" node_ref=end tabindex="-1">{move || attribution(picker)}</span>
        </div>
    }
}

/// Whose map it is. OpenStreetMap asks for a link to its licence.
fn attribution(picker: Picker) -> impl IntoView {
    let text = picker.tiles.with(|tiles| tiles.attribution.clone());
    let licence = text.contains("OpenStreetMap").then_some("https://www.openstreetmap.org/copyright");
    view! { class="s", <a href=licence target="_blank" rel="noopener">{text}</a> }
}

/// Buttons for everything that a drag or a pinch does.
fn controls(picker: Picker, gestures: Gestures) -> impl IntoView {
    let button = move |text, class, x: f64, y: f64, zoom: f64| {
        let act = move |_: ev::MouseEvent| {
            if zoom == 0.0 { gestures.pan(x, y) } else { gestures.zoom(zoom) }
        };
        view! { class="s",
            <button type="button" class=class aria-label=move || picker.text(text) title=move || picker.text(text) on:click=act>
                <i class="icon"></i>
            </button>
        }
    };
    view! { class="s",
        <div class="controls">
            {button(Text::PanNorth, "pan north", 0.0, 1.0, 0.0)}
            {button(Text::PanWest, "pan west", 1.0, 0.0, 0.0)}
            {button(Text::PanEast, "pan east", -1.0, 0.0, 0.0)}
            {button(Text::PanSouth, "pan south", 0.0, -1.0, 0.0)}
            {button(Text::ZoomIn, "zoom in", 0.0, 0.0, 1.0)}
            {button(Text::ZoomOut, "zoom out", 0.0, 0.0, -1.0)}
        </div>
    }
}

/// Puts the layers together, and lets the viewport follow the size of the pane.
fn build(
    picker: Picker,
    viewport: RwSignal<Option<Viewport>>,
    node: &HtmlElement,
    tiles: TileLayer,
    markers: HtmlElement,
    on_error: Closure<dyn FnMut(web_sys::Event)>,
) -> Option<Map> {
    let pane = node.clone();
    let on_resize = Closure::<dyn FnMut()>::new(move || {
        let size = Size { width: f64::from(pane.client_width()), height: f64::from(pane.client_height()) };
        if size.width < 1.0 || size.height < 1.0 {
            return;
        }
        viewport.try_update(|viewport| match viewport {
            Some(shown) => *viewport = Some(shown.resized(size)),
            None => {
                *viewport = Some(Viewport::new(EUROPE, EUROPE_ZOOM, size));
                fit(picker, viewport);
            }
        });
    });
    let resized = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
    resized.observe(node);
    let mut markers = MarkerLayer::new(markers);
    picker.read(|state| {
        markers.replace(&state.results.points, &state.config.endpoint);
        markers.highlight(state.highlighted);
    });
    Some(Map { tiles, markers, resized, _on_resize: on_resize, _on_error: on_error })
}

/// Hears of tiles that are missing. Errors of images do not bubble, but they can be heard on their way down.
fn listen_for_missing(
    tiles: &HtmlElement,
    map: StoredValue<Option<Map>, LocalStorage>,
) -> Closure<dyn FnMut(web_sys::Event)> {
    let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        let image = event.target().and_then(|target| target.dyn_into::<HtmlImageElement>().ok());
        map.try_update_value(|map| {
            if let (Some(map), Some(image)) = (map, image) {
                map.tiles.failed(&image);
            }
        });
    });
    // Listening on an element that exists cannot fail.
    let _ = tiles.add_event_listener_with_callback_and_bool("error", on_error.as_ref().unchecked_ref(), true);
    on_error
}

/// What the map shows before anything is known.
const EUROPE: LngLat = LngLat { longitude: 9.0, latitude: 48.0 };
const EUROPE_ZOOM: f64 = 4.0;

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
