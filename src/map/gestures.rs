use std::cell::{Cell, RefCell};
use std::rc::Rc;

use picker_core::{Event, MapView};
use service_points::{BoundingBox, View};
use slippy_map::{Point, Viewport};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event as DomEvent, KeyboardEvent, PointerEvent};

use super::pointers::Pointers;
use crate::browser::after;
use crate::context::Picker;
use crate::dom::{Tag, closest};

// What has no text to convert would be imported past the glue, whose names are the ones that are shortened.
#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = spotX)]
    fn spot_x(event: &DomEvent) -> Result<f64, JsValue>;

    #[wasm_bindgen(catch, js_name = spotY)]
    fn spot_y(event: &DomEvent) -> Result<f64, JsValue>;

    #[wasm_bindgen(catch)]
    fn modifiers(event: &DomEvent) -> Result<u32, JsValue>;

    #[wasm_bindgen(catch)]
    fn turned(event: &DomEvent) -> Result<f64, JsValue>;

    #[wasm_bindgen(catch)]
    fn capture(event: &DomEvent) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = hasFocus)]
    fn script_has_focus(event: &DomEvent) -> Result<bool, JsValue>;
}

/// Keys as `modifiers` tells them.
const SHIFT: u32 = 1;
const ALT: u32 = 2;
const CTRL: u32 = 4;

/// Pixels that one arrow key or button moves the map.
const STEP: f64 = 96.0;
/// Milliseconds without a turn of the wheel after which the map counts as settled.
const SETTLED: u32 = 200;

/// How an event is heard.
type Hear = fn(&Rc<Gestures>, &DomEvent);

/// What the shopper's hands do to the map.
pub(super) struct Gestures {
    picker: Picker,
    pointers: RefCell<Pointers>,
    turns: Cell<u32>,
}

impl Gestures {
    pub(super) fn new(picker: Picker) -> Self {
        Self { picker, pointers: RefCell::default(), turns: Cell::default() }
    }

    /// Lets the map hear what is done to it.
    pub(super) fn listen(self: Rc<Self>, surface: &Tag) {
        let hears: [(&str, Hear); 7] = [
            ("pointerdown", |gestures, event| gestures.pointer_down(event.unchecked_ref())),
            ("pointermove", |gestures, event| gestures.pointer_move(event.unchecked_ref())),
            ("pointerup", |gestures, event| gestures.pointer_up(event.unchecked_ref())),
            ("pointercancel", |gestures, event| gestures.pointer_up(event.unchecked_ref())),
            ("dblclick", |gestures, event| gestures.double_click(event.unchecked_ref())),
            ("wheel", |gestures, event| gestures.wheel(event.unchecked_ref())),
            ("keydown", |gestures, event| gestures.key(event.unchecked_ref())),
        ];
        for (name, hear) in hears {
            let gestures = Rc::clone(&self);
            surface.on(name, move |event| hear(&gestures, &event));
        }
    }

    /// Moves the map at once, and says so.
    pub(super) fn apply(&self, change: impl FnOnce(Viewport) -> Viewport) {
        self.change(change);
        settled(self.picker);
    }

    pub(super) fn pan(&self, x: f64, y: f64) {
        self.apply(|viewport| viewport.panned(x * STEP, y * STEP));
    }

    pub(super) fn zoom(&self, delta: f64) {
        self.apply(|viewport| {
            let size = viewport.size();
            viewport.zoomed_about(delta, Point { x: size.width / 2.0, y: size.height / 2.0 })
        });
    }

    fn change(&self, change: impl FnOnce(Viewport) -> Viewport) {
        if let Some(viewport) = self.picker.viewport() {
            self.picker.set_viewport(change(viewport));
        }
    }

    fn pointer_down(&self, event: &PointerEvent) {
        if event.button() != 0 || on_control(event) {
            return;
        }
        let at = place_of(event);
        self.pointers.borrow_mut().press(event.pointer_id(), at);
    }

    fn pointer_move(&self, event: &PointerEvent) {
        let Some(viewport) = self.picker.viewport() else { return };
        let at = place_of(event);
        let mut pointers = self.pointers.borrow_mut();
        // Two fingers move the map; one scrolls the page, until a tap has made the map the thing at hand.
        let scrolls = event.pointer_type() == "touch" && pointers.count() < 2 && !has_focus(event);
        let Some(moved) = pointers.follow(event.pointer_id(), at, viewport) else { return };
        if scrolls {
            // The finger is the page's: the map has not moved when it is lifted, and there is nothing new to search.
            pointers.release(event.pointer_id());
            return;
        }
        // From here on it is a drag, and no press on a marker below. A pointer that is gone needs no capture.
        let _ = capture(event);
        self.picker.set_viewport(moved);
    }

    fn pointer_up(&self, event: &PointerEvent) {
        let dragged = {
            let mut pointers = self.pointers.borrow_mut();
            let before = pointers.count();
            pointers.release(event.pointer_id());
            before > 0 && pointers.count() == 0 && pointers.is_drag()
        };
        if dragged {
            settled(self.picker);
        }
    }

    fn double_click(&self, event: &DomEvent) {
        if closest(event, "button", "").is_none() {
            let at = place_of(event);
            self.apply(|viewport| viewport.zoomed_about(if held(event, SHIFT) { -1.0 } else { 1.0 }, at));
        }
    }

    /// The wheel scrolls the page; with Ctrl or Cmd, or over a focused map, it zooms.
    fn wheel(self: &Rc<Self>, event: &DomEvent) {
        let ctrl = held(event, CTRL);
        if !(ctrl || has_focus(event)) {
            return;
        }
        event.prevent_default();
        // A pinch on a trackpad comes as small steps with Ctrl.
        let steps = (-turned(event).unwrap_or(0.0) / if ctrl { 100.0 } else { 300.0 }).clamp(-1.0, 1.0);
        let at = place_of(event);
        self.change(|viewport| viewport.zoomed_about(steps, at));
        let turn = self.turns.get().wrapping_add(1);
        self.turns.set(turn);
        let gestures = Rc::clone(self);
        after(SETTLED, move || {
            if gestures.turns.get() == turn {
                settled(gestures.picker);
            }
        });
    }

    fn key(&self, event: &KeyboardEvent) {
        if held(event, CTRL | ALT) {
            return;
        }
        match event.key().as_str() {
            "ArrowUp" => self.pan(0.0, 1.0),
            "ArrowDown" => self.pan(0.0, -1.0),
            "ArrowLeft" => self.pan(1.0, 0.0),
            "ArrowRight" => self.pan(-1.0, 0.0),
            "+" | "=" => self.zoom(1.0),
            "-" | "_" => self.zoom(-1.0),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The map came to rest: what it shows can be searched.
#[inline(never)]
pub(crate) fn settled(picker: Picker) {
    if let Some(view) = view_of(picker) {
        picker.dispatch(Event::MapMoved(view));
    }
}

/// What the map shows now, cut to what one search can cover.
pub(super) fn view_of(picker: Picker) -> Option<MapView> {
    let viewport = picker.viewport()?;
    let (bounds, center, size) = (viewport.bounds(), viewport.center(), viewport.size());
    // Bounds are unwrapped around a centre that is not: both have to be on the same turn around the world.
    let middle = (bounds.north_east.longitude + bounds.south_west.longitude) / 2.0;
    let (area, clamped) = BoundingBox::from_view(&View {
        center: (center.latitude, middle),
        north: bounds.north_east.latitude,
        east: bounds.north_east.longitude,
        south: bounds.south_west.latitude,
        west: bounds.south_west.longitude,
        aspect: size.width / size.height,
    })?;
    Some(MapView { area, clamped })
}

/// Where an event happened on the map, in pixels from its top left corner.
fn place_of(event: &DomEvent) -> Point {
    Point { x: spot_x(event).unwrap_or(0.0), y: spot_y(event).unwrap_or(0.0) }
}

fn on_control(event: &DomEvent) -> bool {
    closest(event, ".controls,.search-area,.attribution", "").is_some()
}

/// Whether one of these keys is held down.
fn held(event: &DomEvent, keys: u32) -> bool {
    modifiers(event).unwrap_or(0) & keys != 0
}

fn has_focus(event: &DomEvent) -> bool {
    script_has_focus(event).unwrap_or(false)
}
