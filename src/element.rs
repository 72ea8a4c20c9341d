//! What `pkg/element.js` calls: converts between JavaScript's values and the seam's, and delegates.

use js_sys::Function;
use picker_core::{Attributes, Config, Event, Report, State};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

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
    /// Mounts a picker into an empty element. `report` is called with an event's name and detail; `propose` with a
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
