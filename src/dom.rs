//! Builds the page: elements, and closures that keep a part of one in step with the signals they read.
//!
//! Views are written with this instead of `view!`, whose every element and closure becomes code of a type of its own:
//! the same picker was 138 KB of compressed wasm with it, more than twice its budget. Nothing here is generic, so a
//! further element costs a few calls. What reacts is Leptos: an effect for each live part, owned by the part around it.

use leptos::prelude::{Effect, StoredValue};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlElement, Node};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    fn create_element(name: &str) -> HtmlElement;

    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    fn create_text(text: &str) -> Node;
}

/// An element under construction. Adding to an element of our own cannot fail, so no method says whether it did.
#[derive(Clone, PartialEq)]
pub(crate) struct Tag(HtmlElement);

/// A new element, with its classes.
pub(crate) fn tag(name: &str, class: &str) -> Tag {
    let element = create_element(name);
    if !class.is_empty() {
        element.set_class_name(class);
    }
    Tag(element)
}

/// Runs now and whenever a signal changes that it read.
pub(crate) fn live(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}

impl Tag {
    /// An element that is there already.
    pub(crate) fn of(element: &HtmlElement) -> Self {
        Self(element.clone())
    }

    /// The element itself.
    pub(crate) fn node(&self) -> &HtmlElement {
        &self.0
    }

    /// Sets an attribute.
    pub(crate) fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute, or takes it away.
    pub(crate) fn set(&self, name: &str, value: Option<&str>) {
        let _ = match value {
            Some(value) => self.0.set_attribute(name, value),
            None => self.0.remove_attribute(name),
        };
    }

    /// Sets or takes away an attribute without a value.
    pub(crate) fn flag(&self, name: &str, on: bool) {
        self.set(name, on.then_some(""));
    }

    /// Appends a text.
    pub(crate) fn text(self, text: &str) -> Self {
        let _ = self.0.append_child(&create_text(text));
        self
    }

    /// Replaces the content by a text.
    pub(crate) fn set_text(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    /// Appends elements.
    pub(crate) fn with(self, children: &[Self]) -> Self {
        for child in children {
            let _ = self.0.append_child(&child.0);
        }
        self
    }

    /// Replaces the content by elements.
    pub(crate) fn replace(&self, children: &[Self]) {
        self.0.set_text_content(None);
        for child in children {
            let _ = self.0.append_child(&child.0);
        }
    }

    /// Keeps the content equal to a text. A text that stays the same is not written again, since a live region would
    /// be read again.
    pub(crate) fn live_text(self, text: impl Fn() -> String + 'static) -> Self {
        let tag = self.clone();
        live(Box::new(move || {
            let text = text();
            if tag.0.text_content().as_deref() != Some(&text) {
                tag.set_text(&text);
            }
        }));
        self
    }

    /// Keeps an attribute equal to a value, or away.
    pub(crate) fn live_attr(self, name: &'static str, value: impl Fn() -> Option<&'static str> + 'static) -> Self {
        let tag = self.clone();
        live(Box::new(move || tag.set(name, value())));
        self
    }

    /// Keeps the content equal to what a function makes.
    pub(crate) fn live_content(self, make: impl Fn() -> Vec<Self> + 'static) -> Self {
        let tag = self.clone();
        live(Box::new(move || tag.replace(&make())));
        self
    }

    /// Listens to an event, until the part around the element goes.
    pub(crate) fn on(self, event: &str, listener: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(listener), false);
        self
    }

    /// Listens to an event on its way down, which also hears those that do not bubble.
    pub(crate) fn on_capture(self, event: &str, listener: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(listener), true);
        self
    }

    fn listen(&self, event: &str, listener: Box<dyn FnMut(Event)>, capture: bool) {
        let closure = Closure::wrap(listener);
        let _ = self.0.add_event_listener_with_callback_and_bool(event, closure.as_ref().unchecked_ref(), capture);
        // The owner of the part around this one drops the closure with the part.
        StoredValue::new_local(closure);
    }
}

/// The element that an event happened on, if it is one of this kind.
pub(crate) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}
