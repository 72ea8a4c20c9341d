//! What `pkg/element.js` calls: converts between JavaScript's values and the seam's, and delegates.

use js_sys::Function;
use picker_core::{Attributes, Config, Event, MapView, Phase, Report, State};
use service_points::{BoundingBox, Position, ReferencePoint};
use slippy_map::{Bounds, LngLat, MAX_ZOOM, Viewport};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
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
    handle: Handle,
}

#[wasm_bindgen]
extern "C" {
    /// The attributes of the element.
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
fn options(host: &Host) -> Result<Options, JsValue> {
    let given = Given { lines: host.lines(), host };
    let owned = |name| given.text(name).map(str::to_owned);
    Ok(Options {
        config: Config::read(&given).map_err(details::config_error)?,
        tiles: owned("tiles").filter(|_| !given.flag("no-map")),
        tiles_attribution: owned("tiles-attribution").unwrap_or_default(),
        geolocation: !given.flag("no-geolocation"),
        // The element has brought the texts along.
        language: host.texts().zip(owned("language")).map(|(texts, tag)| Language { tag, texts }),
    })
}

#[wasm_bindgen]
impl Picker {
    /// Mounts a picker into an empty element. `report` is called with an event's name and detail, and whether the last
    /// search has failed; `propose` with a
    /// selection, and gives a promise of a truth value; `token` with the token that was refused, and gives a promise of one.
    ///
    /// # Errors
    /// The number of a [`ConfigError`](picker_core::ConfigError), when an attribute is missing, wrong or contradictory.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: HtmlElement,
        attributes: &Host,
        report: Function,
        propose: Function,
        token: Function,
    ) -> Result<Picker, JsValue> {
        let options = options(attributes)?;
        let callbacks = Callbacks {
            token: Some(token),
            report: Box::new(move |what, state| telling(&report, what, state)),
            propose: Box::new(move |selection| {
                // What it gives is asked for a truth value only, and nothing has none.
                propose.call1(&JsValue::NULL, &details::selection(selection)).unwrap_or_default().unchecked_into()
            }),
        };
        Ok(Self { handle: mount(root, options, callbacks) })
    }

    /// Follows the attributes.
    ///
    /// # Errors
    /// As for the constructor; the picker goes on with what it had.
    pub fn configure(&self, attributes: &Host) -> Result<(), JsValue> {
        let options = options(attributes)?;
        self.handle.configure(options);
        Ok(())
    }

    /// Reads a point again that was chosen earlier, and lets it count when it is available.
    ///
    /// # Errors
    /// As for the constructor, when this is no id.
    pub fn restore(&self, id: &str) -> Result<(), JsValue> {
        let id = Config::preset(id).map_err(details::config_error)?;
        self.handle.dispatch(Event::Restored(id));
        Ok(())
    }

    /// Takes the choice away.
    pub fn clear(&self) {
        self.handle.dispatch(Event::Cleared);
    }

    /// Searches, moves the map, or tells what it shows: `what` is one of the numbers below. They are one function, since each
    /// costs every shopper 200 bytes. Degrees; east may be west of west, across the antimeridian.
    ///
    /// Tells whether a search is on its way now, as 1 or 0, or what was asked for, which is 0 without a map. Of what is no
    /// address, place or area there is no search.
    pub fn go(&self, what: u8, address: &str, north: f64, east: f64, south: f64, west: f64) -> f64 {
        let picker = self.handle.picker();
        let shown = picker.viewport();
        let event = match what {
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
        self.handle.dispatch(event);
        let searches = self.handle.with_state(|state| state.phase == Phase::Searching);
        f64::from(u8::from(searches == Some(true)))
    }

    /// The points that are listed, as an array.
    #[must_use]
    pub fn points(&self) -> JsValue {
        self.handle.with_state(details::points).unwrap_or(JsValue::UNDEFINED)
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

fn reference(address: &str, latitude: f64, longitude: f64) -> Option<ReferencePoint> {
    match address.trim() {
        "" => Position::new(latitude, longitude).ok().map(ReferencePoint::Position),
        address => Some(ReferencePoint::Address(address.to_owned())),
    }
}

/// How `pkg/element.js` hears that a search is dropped, which is no event.
const DROPPED: &str = "dropped";

fn telling(report: &Function, what: &Report, state: &State) -> Box<dyn FnOnce()> {
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
    let report = report.clone();
    Box::new(move || {
        // A listener of the host that throws is reported by the browser; it cannot stop the picker.
        let _ = report.call3(&JsValue::NULL, &name.into(), &detail, &search_failed.into());
    })
}
