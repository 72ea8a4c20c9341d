#![expect(unreachable_pub, reason = "the macro makes an inner function that keeps the visibility of the component")]

use std::rc::Rc;

use js_sys::Promise;
use leptos::html::Div;
use leptos::prelude::{
    Callable, Effect, ElementChild, Get, GetUntracked, GlobalAttributes, IntoView, LocalStorage, Memo, NodeRef,
    NodeRefAttribute, Signal, StoredValue, UnsyncCallback, UpdateValue, WithValue, component, untrack, view,
};
use leptos::task::spawn_local;
use picker_core::{Attributes, Config, ConfigError, Event, Failure, Report, Results, Selection, State};
use service_points::{CarrierScope, CountryCode, Filters, Limit, Radius, ReferencePoint, ServicePoint, ServicePointId};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode};

use crate::mount::{Callbacks, Handle, Language, Options, mount};

/// The picker as a component of a Leptos application. It stands in a shadow root of its own, so that the application's
/// styles and the picker's leave each other alone, and it follows its signals: what the shopper did is kept where that is
/// possible. A server renders an empty place for it.
///
/// ```
/// use leptos::prelude::*;
/// use service_point_picker::picker_core::{Failure, Selection};
/// use service_point_picker::service_points::{CarrierScope, CountryCode, ReferencePoint};
/// use service_point_picker::{ServicePointPicker, languages};
///
/// const ITALY: CountryCode = CountryCode::new("IT").unwrap();
///
/// #[component]
/// fn Delivery() -> impl IntoView {
///     let chosen = RwSignal::new(None::<Selection>);
///     let name = move || chosen.get().map(|selection| selection.point.name);
///     view! {
///         <ServicePointPicker
///             endpoint="/api"
///             country=ITALY
///             carriers=CarrierScope::Integration
///             start=ReferencePoint::Address("Via Romana 20, Firenze".to_owned())
///             tiles="/tiles/{z}/{x}/{y}{r}"
///             tiles_attribution="© OpenStreetMap contributors"
///             language=languages::it()
///             accepts=|selection: Selection| async move { selection.point.carrier.code != "ups" }
///             on_change=move |selection| chosen.set(selection)
///             on_error=|failure: Failure| leptos::logging::warn!("{}: {}", failure.code, failure.message)
///         />
///         <p>{name}</p>
///     }
/// }
/// ```
///
/// Where the application calls the API itself, with tokens, it uses [`mount`].
#[component]
pub fn ServicePointPicker(
    /// Where the proxy answers: a path such as `/api`, or an http(s) URL without query and credentials.
    #[prop(into)]
    endpoint: Signal<String>,
    /// Country to search in. Another one drops the choice.
    #[prop(into)]
    country: Signal<CountryCode>,
    /// Countries that the shopper can choose from, this one among them. Without them, there is no choice.
    #[prop(optional, into)]
    countries: Signal<Vec<CountryCode>>,
    /// Whose points.
    #[prop(into)]
    carriers: Signal<CarrierScope>,
    /// Where to start. Without it, the shopper types an address.
    #[prop(optional, into)]
    start: Signal<Option<ReferencePoint>>,
    /// Which kinds of points.
    #[prop(optional, into)]
    filters: Signal<Filters>,
    /// How far around the start. Without it: the nearest points, however far.
    #[prop(optional, into)]
    radius: Signal<Option<Radius>>,
    /// Points in an answer. Without it: 100.
    #[prop(optional, into)]
    limit: Signal<Option<Limit>>,
    /// Whether the list follows the map when it has come to rest. Otherwise the shopper presses "Search this area".
    #[prop(optional, into)]
    follow_map: Signal<bool>,
    /// A point chosen earlier, which is read and checked again before it counts. Another id later is another choice, and
    /// `None` takes the choice away. The id of what the shopper chose may come back here: that changes nothing.
    #[prop(optional, into)]
    value: Signal<Option<ServicePointId>>,
    /// URL template of map tiles with `{z}`, `{x}`, `{y}` and perhaps `{r}`. Without it: a list, and no map.
    #[prop(optional, into)]
    tiles: Signal<Option<String>>,
    /// Whose map it is; shown on the map.
    #[prop(optional, into)]
    tiles_attribution: Signal<String>,
    /// URL template of the way to a place, with `{latitude}` and `{longitude}`. Without it: no such link.
    #[prop(optional, into)]
    directions: Signal<String>,
    /// What is known of the shopper's post number, which a Packstation needs. The shopper can correct it.
    #[prop(optional, into)]
    post_number: Signal<String>,
    /// Whether the proxy signs the choice: [`Selection::receipt`] is what the application's server can trust.
    #[prop(optional, into)]
    receipt: Signal<bool>,
    /// Whether there is a button "Use my location". The browser is asked when the shopper presses it, and never before.
    #[prop(default = Signal::stored(true), into)]
    geolocation: Signal<bool>,
    /// The language: one of [`languages`](crate::languages). Without it: English.
    #[prop(optional, into)]
    language: Signal<Option<Language>>,
    /// Without it, the picker follows the system.
    #[prop(optional, into)]
    theme: Signal<Option<Theme>>,
    /// Asked before a choice counts. Without it, every choice does.
    #[prop(optional, into)]
    accepts: Option<Accepts>,
    /// The picker can be used, and a choice of earlier has been read again: here it is, if it still counts.
    #[prop(optional, into)]
    on_ready: Option<UnsyncCallback<Option<Selection>>>,
    /// A search was answered.
    #[prop(optional, into)]
    on_results: Option<UnsyncCallback<Results>>,
    /// The shopper looks at another point.
    #[prop(optional, into)]
    on_highlight: Option<UnsyncCallback<Option<ServicePoint>>>,
    /// The shopper has chosen, or wants no point any more.
    #[prop(optional, into)]
    on_change: Option<UnsyncCallback<Option<Selection>>>,
    /// Something failed. The code is one of `spp-error`'s; with `selection_unavailable` the choice is gone.
    #[prop(optional, into)]
    on_error: Option<UnsyncCallback<Failure>>,
) -> impl IntoView {
    let options = Memo::new(move |_| -> Result<Options, ConfigError> {
        let checked = checked(&endpoint.get(), &directions.get(), country.get())?;
        Ok(Options {
            config: Config {
                carriers: carriers.get(),
                start: start.get(),
                filters: filters.get(),
                radius: radius.get(),
                limit: limit.get(),
                follow_map: follow_map.get(),
                preset: value.get_untracked(),
                countries: countries.get(),
                receipt: receipt.get(),
                post_number: post_number.get(),
                ..checked
            },
            tiles: tiles.get(),
            tiles_attribution: tiles_attribution.get(),
            geolocation: geolocation.get(),
            language: language.get(),
        })
    });
    let host = NodeRef::<Div>::new();
    // The handle lives, and with it the picker, as long as the component.
    let handle = StoredValue::new_local(None::<Handle>);
    Effect::new(move |_| {
        let (Some(host), options) = (host.get(), options.get()) else { return };
        match options {
            // What the picker and the application's callbacks read concerns this effect nothing.
            Ok(options) if handle.with_value(Option::is_some) => untrack(|| with(handle, |h| h.configure(options))),
            Ok(options) => {
                let Some(root) = shadow_element(&host) else { return };
                let told = Told { on_ready, on_results, on_highlight, on_change, on_error };
                let mounted = untrack(|| mount(root, options, callbacks(told, accepts.clone())));
                handle.update_value(|handle| *handle = Some(mounted));
            }
            Err(error) => {
                let (code, message) = (error.code(), error.message().to_owned());
                untrack(|| tell(on_error, Failure { code, message, retry_after: None }));
            }
        }
    });
    let follow = move |id: &Option<ServicePointId>, _: Option<&Option<ServicePointId>>, _: Option<()>| {
        with(handle, |handle| handle.dispatch(id.map_or(Event::Cleared, Event::Restored)));
    };
    Effect::watch(move || value.get(), follow, false);
    let wrong = move || options.get().err().map(|error| view! { <p role="alert">{error.message()}</p> });
    Effect::new(move |_| {
        let (Some(host), theme) = (host.get(), theme.get()) else { return };
        // Neither of the two can fail with this name.
        let _ = match theme {
            Some(theme) => host.set_attribute("theme", theme.word()),
            None => host.remove_attribute("theme"),
        };
    });
    view! {
        <div node_ref=host></div>
        {wrong}
    }
}

/// Light or dark, whatever the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Whether the application accepts a choice. It is made of any function that takes a [`Selection`] and gives a future of a
/// truth value, so that a server may be asked; the shopper waits meanwhile, and reads that the shop cannot deliver there
/// when it is `false`.
#[derive(Clone)]
pub struct Accepts(Rc<dyn Fn(&Selection) -> Promise>);

impl<F, A> From<F> for Accepts
where
    F: Fn(Selection) -> A + 'static,
    A: Future<Output = bool> + 'static,
{
    fn from(accepts: F) -> Self {
        Self(Rc::new(move |selection| {
            let mut answer = Some(accepts(selection.clone()));
            Promise::new(&mut |settle, _| {
                if let Some(answer) = answer.take() {
                    spawn_local(async move {
                        let _ = settle.call1(&JsValue::UNDEFINED, &answer.await.into());
                    });
                }
            })
        }))
    }
}

/// What is text among the options, in the form in which the element's attributes are checked.
struct Texts(String);

impl Attributes for Texts {
    fn lines(&self) -> &str {
        &self.0
    }

    fn number(&self, _name: &'static str) -> Option<f64> {
        None
    }
}

/// A configuration with addresses that are some, and nothing else said.
fn checked(endpoint: &str, directions: &str, country: CountryCode) -> Result<Config, ConfigError> {
    let [endpoint, directions] = [endpoint, directions].map(|text| text.replace(char::is_whitespace, " "));
    Config::read(&Texts(format!(
        "endpoint={endpoint}\ndirections={directions}\ncountry={country}\nuse-integration-carriers="
    )))
}

/// Who is told of what.
struct Told {
    on_ready: Option<UnsyncCallback<Option<Selection>>>,
    on_results: Option<UnsyncCallback<Results>>,
    on_highlight: Option<UnsyncCallback<Option<ServicePoint>>>,
    on_change: Option<UnsyncCallback<Option<Selection>>>,
    on_error: Option<UnsyncCallback<Failure>>,
}

fn callbacks(told: Told, accepts: Option<Accepts>) -> Callbacks {
    let report = move |report: &Report, state: &State| match report {
        Report::Ready => later(told.on_ready, || state.selection.clone()),
        Report::Results => later(told.on_results, || state.results.clone()),
        Report::Highlight => later(told.on_highlight, || state.point(state.highlighted?).cloned()),
        Report::Change => later(told.on_change, || state.selection.clone()),
        Report::Failed(failure) => later(told.on_error, || failure.clone()),
        // It matters to who waits for a search, which an application does not.
        Report::Dropped => Box::new(|| ()),
    };
    let propose = move |selection: &Selection| match &accepts {
        Some(accepts) => (accepts.0)(selection),
        None => Promise::resolve(&JsValue::TRUE),
    };
    Callbacks { report: Box::new(report), propose: Box::new(propose), token: None }
}

/// Takes from the state what is told, if there is anybody to tell.
fn later<T: 'static>(callback: Option<UnsyncCallback<T>>, read: impl FnOnce() -> T) -> Box<dyn FnOnce()> {
    let Some(value) = callback.map(|_| read()) else { return Box::new(|| ()) };
    Box::new(move || tell(callback, value))
}

/// A callback may have gone with the part of the application that made it.
fn tell<T: 'static>(callback: Option<UnsyncCallback<T>>, value: T) {
    callback.and_then(|callback| callback.try_run(value));
}

fn with(handle: StoredValue<Option<Handle>, LocalStorage>, act: impl FnOnce(&Handle)) {
    handle.with_value(|handle| {
        if let Some(handle) = handle {
            act(handle);
        }
    });
}

/// An element inside a new shadow root of `host`.
fn shadow_element(host: &HtmlElement) -> Option<HtmlElement> {
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    let element = host.owner_document()?.create_element("div").ok()?;
    root.append_child(&element).ok()?;
    element.dyn_into().ok()
}
