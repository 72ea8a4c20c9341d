//! Builds the page: elements, and closures that keep a part of one in step with the signals they read.
//!
//! Views are written with this instead of `view!`, whose every element and closure becomes code of a type of its own:
//! the same picker was 138 KB of compressed wasm with it, nearly twice its budget. What never changes stands in files of
//! markup beside the views; what does is a closure on one of their elements. Nothing here is generic but thin covers
//! around closures. What reacts is Leptos': an effect for each live part, owned by the part around it.

use std::array;

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::browser::repeatedly;
use crate::text::{Locale, Words};

mod live;

pub(crate) use live::{Scope, Trigger, hold, live};

// These calls cannot fail with arguments of our own, so they are bound without the code that would catch an exception.
#[wasm_bindgen]
extern "C" {
    #[derive(Clone, PartialEq)]
    type Node;

    #[wasm_bindgen(thread_local_v2, js_name = window)]
    static WINDOW: Node;

    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(name: &str) -> Node;

    #[wasm_bindgen(method, setter, js_name = className)]
    fn set_class(this: &Node, class: &str);

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set_attribute(this: &Node, name: &str, value: &str);

    #[wasm_bindgen(method, js_name = removeAttribute)]
    fn remove_attribute(this: &Node, name: &str);

    #[wasm_bindgen(method, js_name = append)]
    fn append(this: &Node, child: &JsValue);

    #[wasm_bindgen(method)]
    fn prepend(this: &Node, child: &JsValue);

    #[wasm_bindgen(method)]
    fn after(this: &Node, other: &JsValue);

    #[wasm_bindgen(method)]
    fn before(this: &Node, other: &JsValue);

    #[wasm_bindgen(method, js_name = append)]
    fn append_text(this: &Node, text: &str);

    #[wasm_bindgen(method, getter, js_name = textContent)]
    fn text_content(this: &Node) -> Option<String>;

    #[wasm_bindgen(method, setter, js_name = textContent)]
    fn set_text_content(this: &Node, text: &str);

    #[wasm_bindgen(method, js_name = addEventListener)]
    fn add_event_listener(this: &Node, event: &str, listener: &JsValue, capture: bool);

    #[wasm_bindgen(method, js_name = removeEventListener)]
    fn remove_event_listener(this: &Node, event: &str, listener: &JsValue, capture: bool);

    #[wasm_bindgen(method, js_name = querySelector)]
    fn query_selector(this: &Node, selector: &str) -> Option<Node>;

    #[wasm_bindgen(method)]
    fn focus(this: &Node);

    #[wasm_bindgen(method)]
    fn click(this: &Node);

    #[wasm_bindgen(method)]
    fn remove(this: &Node);
}

#[wasm_bindgen(module = "/src/browser.js")]
extern "C" {
    #[wasm_bindgen(js_name = build)]
    fn build_markup(markup: &str, words: &Words, key: &str) -> Array;

    #[wasm_bindgen(js_name = closest)]
    fn script_closest(event: &Event, selector: &str, attribute: &str) -> Option<String>;
}

/// An element.
#[derive(Clone, PartialEq)]
pub(crate) struct Tag(Node);

/// The markup of a view, from the file of this name beside it.
macro_rules! markup {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".html"))
    };
}
pub(crate) use markup;

/// Elements made from markup: the outermost one, and those marked with `ref`, in their order. `key` takes the place of
/// empty braces.
pub(crate) fn build<const N: usize>(markup: &str, locale: &Locale, key: &str) -> [Tag; N] {
    let found = build_markup(markup, locale.words(), key);
    array::from_fn(|index| Tag(found.get(index as u32).unchecked_into()))
}

/// A new element, with its classes.
#[inline(never)]
pub(crate) fn tag(name: &str, class: &str) -> Tag {
    let element = create_element(name);
    if !class.is_empty() {
        element.set_class(class);
    }
    Tag(element)
}

/// A listener that stops with the part of the page around its element. The element may live on for a while, and things
/// may happen on it: a picture that fails to load, in a map that is gone.
struct Listener {
    node: Node,
    event: String,
    closure: Closure<dyn FnMut(JsValue)>,
    capture: bool,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.node.remove_event_listener(&self.event, self.closure.as_ref(), self.capture);
    }
}

impl Tag {
    /// An element that is there already.
    pub(crate) fn of(element: &HtmlElement) -> Self {
        Self(element.clone().unchecked_into())
    }

    /// The element itself.
    pub(crate) fn node(&self) -> &HtmlElement {
        self.0.unchecked_ref()
    }

    /// Shows the element, or hides it.
    pub(crate) fn show(&self, shown: bool) {
        self.set("hidden", (!shown).then_some(""));
    }

    /// Takes the element off the page.
    pub(crate) fn remove(&self) {
        self.0.remove();
    }

    /// Puts another element before all content.
    pub(crate) fn prepend(&self, child: &Self) {
        self.0.prepend(&child.0);
    }

    /// Puts another element after this one.
    pub(crate) fn after(&self, other: &Self) {
        self.0.after(&other.0);
    }

    /// Puts another element before this one.
    pub(crate) fn before(&self, other: &Self) {
        self.0.before(&other.0);
    }

    /// Sets an attribute.
    #[inline(never)]
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute, or takes it away.
    #[inline(never)]
    pub(crate) fn set(&self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        }
    }

    /// Appends a text.
    #[inline(never)]
    pub(crate) fn text(self, text: &str) -> Self {
        self.0.append_text(text);
        self
    }

    /// Replaces the content by a text.
    pub(crate) fn set_text(&self, text: &str) {
        self.0.set_text_content(text);
    }

    /// Puts the focus on this element.
    pub(crate) fn focus(&self) {
        self.0.focus();
    }

    /// What a selector finds first inside this element.
    pub(crate) fn find(&self, selector: &str) -> Option<Self> {
        self.0.query_selector(selector).map(Self)
    }

    /// Puts the focus on what the first of these selectors finds inside this element.
    #[inline(never)]
    pub(crate) fn focus_first(&self, selectors: &[&str]) {
        if let Some(found) = selectors.iter().find_map(|selector| self.find(selector)) {
            found.focus();
        }
    }

    /// Presses what a selector finds inside this element.
    pub(crate) fn press(&self, selector: &str) {
        if let Some(found) = self.find(selector) {
            found.0.click();
        }
    }

    /// Appends elements.
    #[inline(never)]
    pub(crate) fn add(&self, children: &[Self]) {
        for child in children {
            self.0.append(&child.0);
        }
    }

    /// Appends elements.
    pub(crate) fn with(self, children: &[Self]) -> Self {
        self.add(children);
        self
    }

    /// Replaces the content by elements.
    #[inline(never)]
    pub(crate) fn replace(&self, children: &[Self]) {
        self.0.set_text_content("");
        self.add(children);
    }

    /// Keeps the content equal to a text. A text that stays the same is not written again, since a live region would
    /// be read again.
    pub(crate) fn live_text(&self, text: impl Fn() -> String + 'static) -> &Self {
        self.keep_text(Box::new(text));
        self
    }

    /// Keeps an attribute equal to a value, or away.
    pub(crate) fn live_attr(&self, name: &'static str, value: impl Fn() -> Option<&'static str> + 'static) -> &Self {
        self.keep_attribute(name, Box::new(value));
        self
    }

    /// Keeps the content equal to what a function makes.
    pub(crate) fn live_content(&self, make: impl Fn() -> Vec<Self> + 'static) -> &Self {
        self.keep_content(Box::new(make));
        self
    }

    /// Listens to an event, until the part around the element goes.
    pub(crate) fn on(&self, event: &str, listener: impl FnMut(Event) + 'static) -> &Self {
        self.listen(event, Box::new(listener), false);
        self
    }

    /// Listens to an event on its way down, which also hears those that do not bubble.
    pub(crate) fn on_capture(&self, event: &str, listener: impl FnMut(Event) + 'static) -> &Self {
        self.listen(event, Box::new(listener), true);
        self
    }

    #[inline(never)]
    fn keep_text(&self, text: Box<dyn Fn() -> String>) {
        let tag = self.clone();
        live(Box::new(move || {
            let text = text();
            if tag.0.text_content().as_deref() != Some(&text) {
                tag.set_text(&text);
            }
        }));
    }

    #[inline(never)]
    fn keep_attribute(&self, name: &'static str, value: Box<dyn Fn() -> Option<&'static str>>) {
        let tag = self.clone();
        live(Box::new(move || tag.set(name, value())));
    }

    #[inline(never)]
    fn keep_content(&self, make: Box<dyn Fn() -> Vec<Self>>) {
        let tag = self.clone();
        live(Box::new(move || tag.replace(&make())));
    }

    #[inline(never)]
    fn listen(&self, event: &str, listener: Box<dyn FnMut(Event)>, capture: bool) {
        let mut listener = listener;
        let closure = repeatedly(Box::new(move |event| listener(event.unchecked_into())));
        self.0.add_event_listener(event, closure.as_ref(), capture);
        hold(Box::new(Listener { node: self.0.clone(), event: event.to_owned(), closure, capture }));
    }
}

/// The element that an event happened on.
pub(crate) fn target(event: &Event) -> Option<Tag> {
    event.target().map(|target| Tag(target.unchecked_into()))
}

/// Whether a key event is of the Enter key.
pub(crate) fn is_enter(event: &Event) -> bool {
    event.unchecked_ref::<KeyboardEvent>().key() == "Enter"
}

/// The page's window.
pub(crate) fn window() -> Tag {
    WINDOW.with(|window| Tag(window.clone()))
}

/// What an event happened on or in that a selector matches: its attribute of this name, empty where it has none. `None` when
/// nothing matches.
pub(crate) fn closest(event: &Event, selector: &str, attribute: &str) -> Option<String> {
    script_closest(event, selector, attribute)
}
