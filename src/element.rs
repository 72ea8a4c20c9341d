//! What `pkg/element.js` calls: converts between JavaScript's values and the seam's, and delegates.

use std::cell::OnceCell;

use js_sys::{Function, Promise};
use picker_core::{Attributes, Config, ConfigError, Event, MapView, Phase, Report, State};
use service_points::{BoundingBox, Position, ReferencePoint};
use slippy_map::{Bounds, LngLat, MAX_ZOOM, Viewport};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::map::settled;
use crate::mount::{Callbacks, Handle, Language, Options, mount};

mod details;

/// 1.9 KB less to download than with the allocator that std brings along.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static HEAP: page_heap::Heap<page_heap::Module> = page_heap::Heap::new(page_heap::Module);

/// A picker in an element of the page.
#[wasm_bindgen]
pub struct Picker {
    root: HtmlElement,
    host: Host,
    handle: OnceCell<Handle>,
}

#[wasm_bindgen]
extern "C" {
    /// The element: its attributes, and who is told what happens.
    #[derive(Clone)]
    pub type Host;

    /// The attributes that are there, a line for each.
    #[wasm_bindgen(method)]
    fn lines(this: &Host) -> String;

    /// A finite number.
    #[wasm_bindgen(method)]
    fn number(this: &Host, name: &str) -> Option<f64>;

    /// The texts of the language, a line for each; none for English.
    #[wasm_bindgen(method)]
    fn texts(this: &Host) -> Option<String>;

    /// Hears of an event's name and detail, and whether the last search has failed.
    #[wasm_bindgen(method, catch)]
    fn report(this: &Host, name: &str, detail: JsValue, search_failed: bool) -> Result<(), JsValue>;

    /// Gives a promise of a truth value for a selection.
    #[wasm_bindgen(method)]
    fn propose(this: &Host, selection: JsValue) -> Promise;

    /// Gives a promise of a token, from the one that was refused.
    #[wasm_bindgen(method, getter)]
    fn token(this: &Host) -> Function;
}

struct Given<'a> {
    lines: String,
    host: &'a Host,
}

impl Attributes for Given<'_> {
    fn lines(&self) -> &str {
        &self.lines
    }

    fn number(&self, name: &'static str) -> Option<f64> {
        self.host.number(name)
    }
}

#[inline(never)]
fn options(host: &Host) -> Result<Options, ConfigError> {
    let given = Given { lines: host.lines(), host };
    let owned = |name| given.text(name).map(str::to_owned);
    Ok(Options {
        config: Config::read(&given)?,
        tiles: owned("tiles").filter(|_| !given.flag("no-map")),
        tiles_attribution: owned("tiles-attribution").unwrap_or_default(),
        geolocation: !given.flag("no-geolocation"),
        // The element has brought the texts along.
        language: host.texts().zip(owned("language")).map(|(texts, tag)| Language { tag, texts }),
    })
}

#[wasm_bindgen]
impl Picker {
    /// A picker for an empty element, which is not mounted yet.
    #[wasm_bindgen(constructor)]
    pub fn new(root: HtmlElement, host: Host) -> Picker {
        Self { root, host, handle: OnceCell::new() }
    }

    /// Follows the attributes, and mounts the picker with the first ones that are right. Gives the number of a
    /// [`ConfigError`](picker_core::ConfigError) when an attribute is missing, wrong or contradictory, and goes on with what it
    /// had; -1 when all is well.
    pub fn configure(&self) -> i32 {
        let options = match options(&self.host) {
            Ok(options) => options,
            Err(error) => return error as i32,
        };
        if let Some(handle) = self.handle.get() {
            handle.configure(options);
            return FINE;
        }
        let (told, asked) = (self.host.clone(), self.host.clone());
        let callbacks = Callbacks {
            token: Some(self.host.token()),
            report: Box::new(move |what, state| telling(&told, what, state)),
            propose: Box::new(move |selection| asked.propose(details::selection(selection))),
        };
        let _ = self.handle.set(mount(self.root.clone(), options, callbacks));
        FINE
    }

    /// Searches, moves the map, tells what it shows, or restores or clears a choice: `what` is one of the numbers below. They are one function, since each
    /// costs every shopper 200 bytes. Degrees; east may be west of west, across the antimeridian.
    ///
    /// For a choice, gives the number of a `ConfigError` or -1, as [`Picker::configure`]. Else tells whether a search is on its way now, as 1 or 0, or what was asked for, which is 0 without a map. Of what is no
    /// address, place or area there is no search.
    pub fn go(&self, what: u8, address: &str, north: f64, east: f64, south: f64, west: f64) -> f64 {
        let Some(handle) = self.handle.get() else { return 0.0 };
        let picker = handle.picker();
        let shown = picker.viewport();
        let event = match what {
            RESTORE => match Config::preset(address) {
                Ok(id) => {
                    handle.dispatch(Event::Restored(id));
                    return f64::from(FINE);
                }
                Err(error) => return f64::from(error as i32),
            },
            CLEAR => Some(Event::Cleared),
            REFRESH => Some(Event::RefreshRequested),
            SEARCH => reference(address, north, east).map(Event::Sought),
            TELL_LATITUDE => return shown.map_or(0.0, |shown| shown.center().latitude),
            TELL_LONGITUDE => return shown.map_or(0.0, |shown| shown.center().longitude),
            TELL_ZOOM => return shown.map_or(0.0, |shown| shown.zoom()),
            _ => {
                let west = if west > east { west - 360.0 } else { west };
                let area = BoundingBox::from_edges(north, east, south, west);
                if let Some(shown) = shown
                    && (area.is_some() || what != SEARCH_AREA)
                {
                    let north_east = LngLat { longitude: east, latitude: north };
                    let bounds = Bounds { north_east, south_west: LngLat { longitude: west, latitude: south } };
                    picker.set_viewport(match what {
                        SHOW => Viewport::new(north_east, south, shown.size()),
                        _ => Viewport::fit_bounds(&bounds, shown.size(), 0.0, MAX_ZOOM),
                    });
                    settled(picker);
                }
                let asked = area.filter(|_| what == SEARCH_AREA);
                asked.map(|(area, clamped)| Event::AreaRequested(MapView { area, clamped }))
            }
        };
        let Some(event) = event else { return 0.0 };
        handle.dispatch(event);
        let searches = handle.with_state(|state| state.phase == Phase::Searching);
        f64::from(u8::from(searches == Some(true)))
    }

    /// The points that are listed, as an array.
    #[must_use]
    pub fn points(&self) -> JsValue {
        self.handle.get().and_then(|handle| handle.with_state(details::points)).unwrap_or(JsValue::UNDEFINED)
    }
}

/// The last search once more, or the one to start with, unless one is on its way.
const REFRESH: u8 = 0;
/// Around an address, or where that is empty around a place, `north` and `east`.
const SEARCH: u8 = 1;
/// In an area, which the map then shows.
const SEARCH_AREA: u8 = 2;
/// Nothing; the map has this place in its middle, and its zoom is `south`. Any number that is not here shows an area.
const SHOW: u8 = 3;
/// What the map shows.
const TELL_LATITUDE: u8 = 5;
const TELL_LONGITUDE: u8 = 6;
const TELL_ZOOM: u8 = 7;
/// `address` is the id of a point that was chosen earlier: it is read again, and counts when it is available.
const RESTORE: u8 = 8;
/// The choice is taken away.
const CLEAR: u8 = 9;

/// Nothing is wrong.
const FINE: i32 = -1;

fn reference(address: &str, latitude: f64, longitude: f64) -> Option<ReferencePoint> {
    match address.trim() {
        "" => Position::new(latitude, longitude).ok().map(ReferencePoint::Position),
        address => Some(ReferencePoint::Address(address.to_owned())),
    }
}

/// How `pkg/element.js` hears that a search is dropped, which is no event.
const DROPPED: &str = "dropped";

fn telling(host: &Host, what: &Report, state: &State) -> Box<dyn FnOnce()> {
    let (name, detail) = match what {
        Report::Ready => ("ready", details::selected(state)),
        Report::Change => ("change", details::selected(state)),
        Report::Results => ("results", details::results(state)),
        Report::Dropped => (DROPPED, JsValue::UNDEFINED),
        Report::Highlight => ("highlight", details::highlighted(state)),
        Report::Failed(failure) => ("error", details::failure(failure)),
    };
    // A failure may be a check's, while a search is still on its way.
    let search_failed = state.phase == Phase::Failed;
    let host = host.clone();
    Box::new(move || {
        // A listener of the host that throws is reported by the browser; it cannot stop the picker.
        let _ = host.report(name, detail, search_failed);
    })
}
