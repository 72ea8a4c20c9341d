//! A shop's page, and a host that mounts a picker on it and keeps what it was told.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Promise, Reflect};
use service_point_picker::picker_core::{Config, Phase, Report};
use service_point_picker::service_points::{CarrierScope, CountryCode, Filters};
use service_point_picker::{Callbacks, Handle, Options, mount};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Document, Event, EventInit, HtmlElement, HtmlInputElement, ShadowRoot, ShadowRootInit, ShadowRootMode, Window,
};

/// So many turns of the browser's event loop are enough for everything a test waits for.
const PATIENCE: u32 = 1000;

fn window() -> Window {
    web_sys::window().unwrap()
}

/// Lets the browser do what waits, so many times.
pub(crate) async fn turns(count: u32) {
    for _ in 0..count {
        let turn = Promise::new(&mut |resolve, _| {
            window().set_timeout_with_callback(&resolve).unwrap();
        });
        JsFuture::from(turn).await.unwrap();
    }
}

/// Waits until something is so; `false` when it never becomes so.
pub(crate) async fn until(condition: impl Fn() -> bool) -> bool {
    for _ in 0..PATIENCE {
        if condition() {
            return true;
        }
        turns(1).await;
    }
    false
}

/// A promise that is never settled.
pub(crate) fn never() -> Promise {
    Promise::new(&mut |_, _| {})
}

/// An element in a shadow root of the page, and an eye on the page's errors, until it is dropped.
pub(crate) struct Page {
    element: HtmlElement,
    tree: ShadowRoot,
    root: HtmlElement,
    errors: Rc<Cell<u32>>,
    listener: Closure<dyn FnMut(Event)>,
}

const FAILURES: [&str; 2] = ["error", "unhandledrejection"];

impl Page {
    pub(crate) fn new() -> Self {
        let document = document();
        let element: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        document.body().unwrap().append_child(&element).unwrap();
        let tree = element.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        let root: HtmlElement = document.create_element("div").unwrap().unchecked_into();
        tree.append_child(&root).unwrap();
        let errors = Rc::new(Cell::new(0));
        let count = Rc::clone(&errors);
        let listener = Closure::<dyn FnMut(Event)>::new(move |_| count.set(count.get() + 1));
        for name in FAILURES {
            window().add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()).unwrap();
        }
        Self { element, tree, root, errors, listener }
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap();
        found.unwrap_or_else(|| panic!("nothing is {selector}")).unchecked_into()
    }

    /// The text of the first element of this kind.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }

    /// How many elements of this kind there are.
    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// An attribute of the first element of this kind.
    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.find(selector).get_attribute(name)
    }

    /// Clicks as a shopper does.
    pub(crate) fn click(&self, selector: &str) {
        self.find(selector).click();
    }

    /// Picks a row of the list, from 0 on.
    pub(crate) fn choose(&self, index: u32) {
        let radios = self.root.query_selector_all("li.row input[type=radio]").unwrap();
        radios.get(index).unwrap().unchecked_into::<HtmlInputElement>().click();
    }

    /// Types an address and submits the form.
    pub(crate) fn submit(&self, address: &str) {
        self.find("form input").unchecked_into::<HtmlInputElement>().set_value(address);
        let options = EventInit::new();
        options.set_bubbles(true);
        options.set_cancelable(true);
        let event = Event::new_with_event_init_dict("submit", &options).unwrap();
        let went_on = self.find("form[role=search]").dispatch_event(&event).unwrap();
        assert!(!went_on, "the page is not left");
    }

    /// How many nodes the root holds.
    pub(crate) fn root_children(&self) -> u32 {
        self.root.child_nodes().length()
    }

    /// How many elements the whole page has, shadow root included.
    pub(crate) fn all_nodes(&self) -> u32 {
        let all = |found: Result<web_sys::NodeList, JsValue>| found.unwrap().length();
        all(document().query_selector_all("*")) + all(self.tree.query_selector_all("*"))
    }

    /// How many sheets the shadow root has adopted.
    pub(crate) fn sheets(&self) -> u32 {
        let sheets = Reflect::get(&self.tree, &"adoptedStyleSheets".into()).unwrap();
        Array::from(&sheets).length()
    }

    /// Nothing was thrown, and no promise was rejected without anybody noticing.
    #[track_caller]
    pub(crate) fn assert_no_errors(&self) {
        assert_eq!(self.errors.get(), 0, "errors of the page");
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        for name in FAILURES {
            let _ = window().remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
        }
        self.element.remove();
    }
}

fn document() -> Document {
    window().document().unwrap()
}

/// A mounted picker, and what its host was told.
pub(crate) struct Host<'a> {
    pub(crate) handle: Handle,
    page: &'a Page,
    told: Rc<RefCell<Vec<String>>>,
}

impl<'a> Host<'a> {
    /// A host that accepts every choice, and its picker on the page.
    pub(crate) async fn mount(page: &'a Page) -> Self {
        Self::mount_with(page, || Promise::resolve(&JsValue::TRUE)).await
    }

    /// A host that answers a proposal so, and its picker on the page.
    pub(crate) async fn mount_with(page: &'a Page, decide: impl Fn() -> Promise + 'static) -> Self {
        let host = Self::begin(page, decide);
        assert!(until(|| page.count("form") == 1).await, "the picker shows");
        turns(2).await;
        host
    }

    /// The same, before the picker had a chance to show.
    pub(crate) fn begin(page: &'a Page, decide: impl Fn() -> Promise + 'static) -> Self {
        let told = Rc::new(RefCell::new(Vec::new()));
        let (reported, proposed) = (Rc::clone(&told), Rc::clone(&told));
        let callbacks = Callbacks {
            token: None,
            report: Box::new(move |report, state| {
                let chosen =
                    || state.selection.as_ref().map_or("none".to_owned(), |chosen| chosen.point.id.to_string());
                let words = match report {
                    Report::Ready => "ready".to_owned(),
                    Report::Results => "results".to_owned(),
                    Report::Dropped => "dropped".to_owned(),
                    Report::Highlight => "highlight".to_owned(),
                    Report::Change => format!("change {}", chosen()),
                    Report::Failed(failure) => format!("failed {}", failure.code),
                };
                let reported = Rc::clone(&reported);
                Box::new(move || reported.borrow_mut().push(words))
            }),
            propose: Box::new(move |selection| {
                let words = format!("propose {} {}", selection.point.id, selection.availability.as_str());
                proposed.borrow_mut().push(words);
                decide()
            }),
        };
        let config = Config {
            endpoint: "/api".to_owned(),
            direct: false,
            country: CountryCode::new("IT").unwrap(),
            carriers: CarrierScope::Integration,
            start: None,
            filters: Filters::default(),
            radius: None,
            limit: None,
            follow_map: false,
            directions: String::new(),
            receipt: false,
            post_number: String::new(),
            countries: Vec::new(),
            preset: None,
        };
        let options =
            Options { config, tiles: None, tiles_attribution: String::new(), geolocation: false, language: None };
        Self { handle: mount(page.root.clone(), options, callbacks), page, told }
    }

    /// Searches for an address, and waits for what comes of it.
    pub(crate) async fn search(&self, address: &str) {
        self.page.submit(address);
        let settled = || self.handle.with_state(|state| state.phase != Phase::Searching) == Some(true);
        assert!(!settled(), "a search is on its way");
        assert!(until(settled).await, "the search for {address} never ends");
        // What follows the state reaches the page in a turn of its own.
        turns(2).await;
    }

    /// What the host was told so far.
    pub(crate) fn told(&self) -> Vec<String> {
        self.told.borrow().clone()
    }

    /// The same, for when the host is gone.
    pub(crate) fn log(&self) -> Rc<RefCell<Vec<String>>> {
        Rc::clone(&self.told)
    }
}
