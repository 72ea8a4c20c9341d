use std::cell::{Cell, RefCell};
use std::rc::Rc;

use picker_core::{Event, MapView};
use service_points::{BoundingBox, View};
use slippy_map::{Point, Viewport};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use super::markers;
use super::pointers::Pointers;
use crate::browser::after;
use crate::context::Picker;
use crate::dom::{Tag, target};

/// Pixels that one arrow key or button moves the map.
const STEP: f64 = 96.0;
/// Milliseconds without a turn of the wheel after which the map counts as settled.
const SETTLED: u32 = 200;

/// How an event is heard.
type Hear = fn(&Rc<Gestures>, &web_sys::Event);

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
        let hears: [(&str, Hear); 8] = [
            ("pointerdown", |gestures, event| gestures.pointer_down(event.unchecked_ref())),
            ("pointermove", |gestures, event| gestures.pointer_move(event.unchecked_ref())),
            ("pointerup", |gestures, event| gestures.pointer_up(event.unchecked_ref())),
            ("pointercancel", |gestures, event| gestures.pointer_up(event.unchecked_ref())),
            ("click", |gestures, event| gestures.click(event.unchecked_ref())),
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
        self.settled();
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

    /// The map came to rest: what it shows can be searched.
    fn settled(&self) {
        if let Some(view) = view_of(self.picker) {
            self.picker.dispatch(Event::MapMoved(view));
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
        if let Some(moved) = pointers.follow(event.pointer_id(), at, viewport)
            && !scrolls
        {
            if let Some(map) = current(event) {
                // From here on it is a drag, and no press on a marker below. A pointer that is gone needs no capture.
                let _ = map.set_pointer_capture(event.pointer_id());
            }
            self.picker.set_viewport(moved);
        }
    }

    fn pointer_up(&self, event: &PointerEvent) {
        let dragged = {
            let mut pointers = self.pointers.borrow_mut();
            let before = pointers.count();
            pointers.release(event.pointer_id());
            before > 0 && pointers.count() == 0 && pointers.is_drag()
        };
        if dragged {
            self.settled();
        }
    }

    fn click(&self, event: &MouseEvent) {
        let marker = target::<Element>(event);
        let marker = marker.and_then(|target| target.closest(".marker").ok().flatten());
        if let Some(Ok(id)) = marker.and_then(|marker| marker.get_attribute(markers::ID)).map(|id| id.parse()) {
            self.picker.dispatch(Event::Highlighted(id));
        }
    }

    fn double_click(&self, event: &MouseEvent) {
        let at = Point { x: f64::from(event.offset_x()), y: f64::from(event.offset_y()) };
        let on_map = target::<Element>(event);
        if on_map.is_some_and(|target| target.closest("button").ok().flatten().is_none()) {
            self.apply(|viewport| viewport.zoomed_about(if event.shift_key() { -1.0 } else { 1.0 }, at));
        }
    }

    /// The wheel scrolls the page; with Ctrl or Cmd, or over a focused map, it zooms.
    fn wheel(self: &Rc<Self>, event: &WheelEvent) {
        if !(event.ctrl_key() || event.meta_key() || has_focus(event)) {
            return;
        }
        event.prevent_default();
        // Lines of text are about sixteen pixels high; a pinch on a trackpad comes as small steps with Ctrl.
        let pixels = event.delta_y() * if event.delta_mode() == 0 { 1.0 } else { 16.0 };
        let steps = (-pixels / if event.ctrl_key() { 100.0 } else { 300.0 }).clamp(-1.0, 1.0);
        let at = place_of(event);
        self.change(|viewport| viewport.zoomed_about(steps, at));
        let turn = self.turns.get().wrapping_add(1);
        self.turns.set(turn);
        let gestures = Rc::clone(self);
        after(SETTLED, move || {
            if gestures.turns.get() == turn {
                gestures.settled();
            }
        });
    }

    fn key(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
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

/// The map that an event is handled by.
fn current(event: &web_sys::Event) -> Option<HtmlElement> {
    event.current_target().and_then(|target| target.dyn_into().ok())
}

/// Where an event happened on the map, in pixels from its top left corner.
fn place_of(event: &MouseEvent) -> Point {
    let rect = current(event).map(|map| map.get_bounding_client_rect());
    let (left, top) = rect.map_or((0.0, 0.0), |rect| (rect.left(), rect.top()));
    Point { x: f64::from(event.client_x()) - left, y: f64::from(event.client_y()) - top }
}

fn on_control(event: &web_sys::Event) -> bool {
    let target = target::<Element>(event);
    target.is_some_and(|target| target.closest(".controls,.search-area,.attribution").ok().flatten().is_some())
}

fn has_focus(event: &web_sys::Event) -> bool {
    current(event).is_some_and(|map| map.matches(":focus-within").unwrap_or(false))
}
