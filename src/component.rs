#![expect(unreachable_pub, reason = "the macro makes an inner function that keeps the visibility of the component")]

use js_sys::Promise;
use leptos::html::Div;
use leptos::prelude::{
    Effect, Get, IntoView, NodeRef, NodeRefAttribute, StoredValue, UpdateValue, WithValue, component, view,
};
use picker_core::{Report, Selection, State};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRootInit, ShadowRootMode};

use crate::mount::{Callbacks, Handle, Options, mount};

/// The picker as a component of a Leptos application. It stands in a shadow root of its own, so that the application's
/// styles and the picker's leave each other alone.
///
/// `on_change` is called with the selection whenever the shopper's choice becomes another one; `accepts` is asked before
/// a choice counts, and accepts all when it is left out.
///
/// ```ignore
/// view! { <ServicePointPicker options=options on_change=|selection| log!("{:?}", selection.map(|s| s.point.id)) /> }
/// ```
#[component]
pub fn ServicePointPicker(
    /// What to search for, and what the picker looks like.
    options: Options,
    /// Hears of each change of the choice.
    on_change: impl Fn(Option<&Selection>) + Clone + 'static,
    /// Whether the application accepts a choice.
    #[prop(optional)]
    accepts: Option<fn(&Selection) -> bool>,
) -> impl IntoView {
    let host = NodeRef::<Div>::new();
    // The handle lives, and with it the picker, as long as the component.
    let handle = StoredValue::new_local(None::<Handle>);
    Effect::new(move |_| {
        let (Some(host), false) = (host.get(), handle.with_value(Option::is_some)) else { return };
        let Some(root) = shadow_element(&host) else { return };
        let on_change = on_change.clone();
        let callbacks = Callbacks {
            report: Box::new(move |report: &Report, state: &State| {
                let (change, on_change) = (*report == Report::Change, on_change.clone());
                let selection = state.selection.clone();
                Box::new(move || {
                    if change {
                        on_change(selection.as_ref());
                    }
                })
            }),
            propose: Box::new(move |selection| {
                let accepted = accepts.is_none_or(|accepts| accepts(selection));
                Promise::resolve(&JsValue::from_bool(accepted))
            }),
            token: None,
        };
        handle.update_value(|handle| *handle = Some(mount(root, options.clone(), callbacks)));
    });
    view! { <div node_ref=host></div> }
}

/// An element inside a new shadow root of `host`.
fn shadow_element(host: &HtmlElement) -> Option<HtmlElement> {
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    let element = host.owner_document()?.create_element("div").ok()?;
    root.append_child(&element).ok()?;
    element.dyn_into().ok()
}
