//! What `pkg/element.js` calls: converts between JavaScript's values and the seam's, and delegates.

use js_sys::{Function, Promise};
use picker_core::{Attributes, Config, ConfigError, Event, Report, State};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

use crate::mount::{Callbacks, Handle, Options, mount};

mod details;

/// A picker in an element of the page.
#[wasm_bindgen]
pub struct Picker {
    handle: Handle,
}

/// The attributes of the element, read through a function of it that gives a text or null.
struct Host<'a>(&'a Function);

impl Host<'_> {
    fn raw(&self, name: &str) -> Option<String> {
        self.0.call1(&JsValue::NULL, &name.into()).ok().and_then(|value| value.as_string())
    }

    fn options(&self) -> Result<Options, ConfigError> {
        Ok(Options {
            config: Config::read(self)?,
            tiles: self.text("tiles").filter(|_| !self.flag("no-map")),
            tiles_attribution: self.text("tiles-attribution").unwrap_or_default(),
        })
    }
}

impl Attributes for Host<'_> {
    fn text(&self, name: &'static str) -> Option<String> {
        self.raw(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn number(&self, name: &'static str) -> Option<f64> {
        self.text(name)
            .map(|text| js_sys::Number::from(JsValue::from(text)).value_of())
            .filter(|number| number.is_finite())
    }

    fn flag(&self, name: &'static str) -> bool {
        self.raw(name).is_some()
    }
}

#[wasm_bindgen]
impl Picker {
    /// Mounts a picker into an empty element. `attributes` gives the text of an attribute or null; `report` is called
    /// with an event's name and detail; `propose` with a selection, and gives a promise of a truth value.
    ///
    /// # Errors
    /// The detail of `spp-error`, when an attribute is missing, wrong or contradictory.
    #[wasm_bindgen(constructor)]
    pub fn new(
        root: HtmlElement,
        attributes: &Function,
        report: Function,
        propose: Function,
    ) -> Result<Picker, JsValue> {
        let options = Host(attributes).options().map_err(|error| details::config_error(&error))?;
        let callbacks = Callbacks {
            report: Box::new(move |what, state| telling(&report, what, state)),
            propose: Box::new(move |selection| {
                let answer = propose.call1(&JsValue::NULL, &details::selection(selection));
                answer
                    .ok()
                    .and_then(|answer| answer.dyn_into().ok())
                    .unwrap_or_else(|| Promise::resolve(&JsValue::FALSE))
            }),
        };
        Ok(Self { handle: mount(root, &options, callbacks) })
    }

    /// Follows the attributes.
    ///
    /// # Errors
    /// As for the constructor; the picker goes on with what it had.
    pub fn configure(&self, attributes: &Function) -> Result<(), JsValue> {
        let options = Host(attributes).options().map_err(|error| details::config_error(&error))?;
        self.handle.configure(&options);
        Ok(())
    }

    /// Reads a point again that was chosen earlier, and lets it count when it is available.
    ///
    /// # Errors
    /// As for the constructor, when this is no id.
    pub fn restore(&self, id: &str) -> Result<(), JsValue> {
        let id = Config::preset(id).map_err(|error| details::config_error(&error))?;
        self.handle.dispatch(Event::Restored(id));
        Ok(())
    }

    /// Takes the choice away.
    pub fn clear(&self) {
        self.handle.dispatch(Event::Cleared);
    }

    /// The points that are listed, as an array.
    #[must_use]
    pub fn points(&self) -> JsValue {
        self.handle.with_state(details::points).unwrap_or(JsValue::UNDEFINED)
    }
}

fn telling(report: &Function, what: &Report, state: &State) -> Box<dyn FnOnce()> {
    let (name, detail) = match what {
        Report::Ready => ("ready", details::selected(state)),
        Report::Change => ("change", details::selected(state)),
        Report::Results => ("results", details::results(state)),
        Report::Highlight => ("highlight", details::highlighted(state)),
        Report::Failed(failure) => ("error", details::failure(failure)),
    };
    let report = report.clone();
    Box::new(move || {
        // A listener of the host that throws is reported by the browser; it cannot stop the picker.
        let _ = report.call2(&JsValue::NULL, &name.into(), &detail);
    })
}
