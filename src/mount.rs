use js_sys::{Function, Promise};
use picker_core::{Config, Event, Report, Selection, State, start};
use web_sys::HtmlElement;

use crate::browser::Interval;
use crate::context::{Picker, looks};
use crate::dom::{Scope, Tag};
use crate::shell::Shell;
use crate::{style, views};

/// What the host asks for, beyond what a search needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// What to search for, and where.
    pub config: Config,
    /// URL template of the map's tiles, with `{z}`, `{x}`, `{y}` and perhaps `{r}`; without one there is no map.
    pub tiles: Option<String>,
    /// Whose map it is; shown on it.
    pub tiles_attribution: String,
    /// Whether the shopper may be offered to search near where they are.
    pub geolocation: bool,
    /// The language of the texts; `None` is English.
    pub language: Option<Language>,
}

/// A language other than English.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// Its BCP 47 tag, such as `nl`.
    pub tag: String,
    /// Its texts, a line for each, in the order of the English ones: what a file of the npm package's `languages/` holds,
    /// joined by line breaks.
    pub texts: String,
}

/// How the picker speaks to its host.
pub struct Callbacks {
    /// Something happened; the state is the one after it.
    pub report: Tell,
    /// Whether the host accepts a choice: a promise of a truth value.
    pub propose: Propose,
    /// Gives a promise of a token for the API, for a configuration that calls it directly; it is called with the token
    /// that was refused, if one was.
    pub token: Option<Function>,
}

/// Takes from the state what the host is to be told, and gives the telling itself, which happens when nobody reads the
/// state any more: the host may answer by changing it.
pub type Tell = Box<dyn Fn(&Report, &State) -> Box<dyn FnOnce()>>;

/// Asks the host about a selection.
pub type Propose = Box<dyn Fn(&Selection) -> Promise>;

/// A mounted picker. Dropping it takes the picker off the page; answers that arrive later are dropped.
pub struct Handle {
    picker: Picker,
    scope: Scope,
    root: HtmlElement,
    _clock: Interval,
}

/// Milliseconds between two looks at the clock: nobody reads a state of the door that is half a minute old.
const TICK: u32 = 20_000;

/// Puts a picker into `root`, an empty element, and starts it. Its styles go to the tree that `root` stands in: an element of
/// a shadow root keeps them away from the page.
///
/// ```no_run
/// use service_point_picker::picker_core::{Config, Report, State};
/// use service_point_picker::service_points::{CarrierScope, CountryCode, Filters};
/// use service_point_picker::{Callbacks, Handle, Options, mount};
/// use wasm_bindgen::JsValue;
/// use web_sys::js_sys::Promise;
///
/// const ITALY: CountryCode = CountryCode::new("IT").unwrap();
///
/// fn start(root: web_sys::HtmlElement) -> Handle {
///     let config = Config {
///         endpoint: "/api".to_owned(),
///         direct: false,
///         country: ITALY,
///         carriers: CarrierScope::Integration,
///         start: None,
///         filters: Filters::default(),
///         radius: None,
///         limit: None,
///         follow_map: false,
///         preset: None,
///         countries: Vec::new(),
///         directions: String::new(),
///         receipt: false,
///         post_number: String::new(),
///     };
///     let options =
///         Options { config, tiles: None, tiles_attribution: String::new(), geolocation: true, language: None };
///     let callbacks = Callbacks {
///         report: Box::new(|report: &Report, state: &State| {
///             let chosen = state.selection.clone().filter(|_| *report == Report::Change);
///             Box::new(move || drop(chosen)) // here the application keeps it
///         }),
///         propose: Box::new(|_| Promise::resolve(&JsValue::TRUE)),
///         token: None,
///     };
///     mount(root, options, callbacks) // dropping the handle takes the picker off the page
/// }
/// ```
#[must_use]
pub fn mount(root: HtmlElement, options: Options, callbacks: Callbacks) -> Handle {
    style::adopt(&root);
    let scope = Scope::default();
    let looks = looks(&options);
    let mut state = State::new(options.config);
    let effects = start(&mut state);
    let picker = Picker::new(state, looks, Shell::new(callbacks));
    scope.run(&|| views::picker(picker, Tag::of(&root)));
    picker.carry_out(effects);
    Handle { picker, scope, root, _clock: Interval::new(TICK, move || picker.follow_clock()) }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.scope.end();
        self.picker.leave();
        self.root.set_text_content(None);
    }
}

impl Handle {
    /// Follows the host: only what changed is done again.
    pub fn configure(&self, options: Options) {
        self.picker.set_looks(looks(&options));
        self.dispatch(Event::Configured(Box::new(options.config)));
    }

    /// Lets something happen.
    pub fn dispatch(&self, event: Event) {
        self.picker.dispatch(event);
    }

    /// The picker itself.
    #[cfg(feature = "element")]
    pub(crate) fn picker(&self) -> Picker {
        self.picker
    }

    /// Reads the state.
    pub fn with_state<T>(&self, read: impl FnOnce(&State) -> T) -> Option<T> {
        self.picker.read(read)
    }
}
